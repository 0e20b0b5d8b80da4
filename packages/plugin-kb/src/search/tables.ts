import type { Generated } from 'kysely'

export interface KbSearchTables {
  /** One row, which whoever changes the index writes first: its counts change one command after the other. */
  kb_search_state: { id: string; change_count: number; analysis_version: number }
  /** A published text in the index. */
  kb_search_text: {
    position: Generated<number>
    translation_id: string
    article_id: string
    language: string
    version_id: string
    /** By which analysis it was indexed. */
    analysis_version: number
  }
  /** How much a text is about a word: 1 to 1000. */
  kb_search_posting: { token: string; position: number; weight: number }
  /** In how many texts of a language a word stands: a word of few says more. The word of no letters stands in all. */
  kb_search_word: { word: string; language: string; text_count: number }
  /** Spellings that lead to a word: without one of its letters, and (behind `^`) its beginnings. */
  kb_search_variant: { variant: string; word: string }
}
