import type { AudienceKind } from './audience/audience.ts'
import type { KbSearchTables } from './search/tables.ts'

/** A row of a list that an audience names: companies or teams. `own` is what was said, `effective` what the categories above leave of it. */
interface PlaceRow {
  layer: 'own' | 'effective'
  place_id: string
}

interface FurtherRow extends PlaceRow {
  list_position: number
}

export interface CategoryRow {
  id: string
  parent_id: string | null
  /** `/id/id/`: the categories above and itself, so that a branch is found by its beginning. */
  path: string
  /** Name of its folder in export and import: unique on the desk. */
  key: string
  position: number
  audience: AudienceKind
  effective_audience: AudienceKind
  /** `other`: somebody who wrote none of it has to approve. */
  approval: Approval
  /** After how many days articles are to be looked at again; null: never. */
  review_days: number | null
  version: number
  created_at: string
  updated_at: string
}
export type Approval = 'none' | 'other'

export interface ArticleRow {
  id: string
  category_id: string
  primary_language: string
  audience: AudienceKind
  effective_audience: AudienceKind
  /** When it is to be looked at again. */
  review_at: string | null
  reminded_at: string | null
  version: number
  created_at: string
  updated_at: string
}

/**
 * `state` is that of the text that is being worked on. What readers get is the version of `published_version_id`, whatever is worked on
 * meanwhile; null: nothing.
 */
export interface TranslationRow {
  id: string
  article_id: string
  language: string
  state: ArticleState
  /** Under which readers find it; null until it is published for the first time. */
  slug: string | null
  latest_version_id: string
  published_version_id: string | null
  /** The version of the primary language that `latest_version_id` was made from; null in the primary language itself. */
  source_version_id: string | null
  /** The same for what is published. */
  published_source_version_id: string | null
  /** Of `scheduled`. */
  publish_at: string | null
  published_at: string | null
  version: number
  updated_at: string
}
export type ArticleState = 'draft' | 'in_review' | 'scheduled' | 'published' | 'archived'

export interface VersionRow {
  id: string
  translation_id: string
  /** 1, 2, 3 … in each language. */
  sequence: number
  title: string
  summary: string
  /** Markdown. */
  body: string
  /** The slug that it asks for; null: the one that there is, else one made from the title. */
  slug: string | null
  note: string
  /** A person, or null for programs and for people who were erased. */
  author_id: string | null
  /** Of one that came from another desk: what its author is called there. */
  author_name: string | null
  /** Who brought it from there: no approver of it, whoever is said to have written it. */
  imported_by: string | null
  restored_from_id: string | null
  created_at: string
}

export interface KbTables extends KbSearchTables {
  /** One row, which commands that change the tree write first: so they come one after the other. */
  kb_tree: { id: string; change_count: number }
  kb_category: CategoryRow
  kb_category_text: { category_id: string; language: string; title: string; description: string }
  kb_category_place: PlaceRow & { category_id: string }
  kb_article: ArticleRow
  kb_article_place: PlaceRow & { article_id: string }
  kb_translation: TranslationRow
  kb_version: VersionRow
  /** What was decided about a version, and by whom. */
  kb_review: {
    id: string
    translation_id: string
    version_id: string
    verdict: 'submitted' | 'approved' | 'sent_back'
    note: string
    person_id: string | null
    decided_at: string
  }
  /** Lists of teams beside the first one, of which each must let a reader in. */
  kb_article_further: FurtherRow & { article_id: string }
  kb_category_further: FurtherRow & { category_id: string }
  /** All slugs that ever led to a text: the present one, and older ones that redirect to wherever it is now. */
  kb_slug: { language: string; slug: string; translation_id: string; since_at: string }
  kb_file: {
    /** By which texts show it. */
    id: string
    /** The desk's own file, where it has another id: of what came with a folder. */
    stored_id: string | null
    article_id: string
    name: string
    content_type: string
    size_bytes: number
    width: number | null
    height: number | null
    added_by: string | null
    added_at: string
  }
  /** Files that a version shows: readers get those of what is published. */
  kb_version_file: { version_id: string; file_id: string }
  kb_link: { id: string; article_id: string; ticket_id: string; kind: LinkKind; linked_by: string | null; linked_at: string }
  /**
   * Articles that were of use: one row for each that was put into an answer, or of which a reader said that it solved the problem. What was merely
   * offered leaves none.
   */
  kb_suggestion: {
    id: string
    /** The draft of a request, or the ticket: an article counts once for each. */
    batch_id: string
    article_id: string
    version_id: string
    /** Where it was of use: while somebody was writing a request, or on a ticket to its agent. */
    occasion: 'request' | 'ticket'
    ticket_id: string | null
    person_id: string | null
    /** Its place among what was offered, from 1. */
    position: number
    shown_at: string
    inserted_at: string | null
    solved_at: string | null
  }
  kb_vote: {
    id: string
    article_id: string
    version_id: string
    person_id: string
    is_helpful: boolean
    reason: 'wrong' | 'outdated' | 'unclear' | 'incomplete' | 'off_topic' | 'other' | null
    comment: string | null
    voted_at: string
  }
  /** Searches that found nothing, counted by question; who asked is not kept. */
  kb_search_miss: {
    id: string
    acting: 'staff' | 'customer'
    language: string
    /** The question, folded. */
    question_key: string
    question: string
    miss_count: number
    first_at: string
    last_at: string
  }
}
export type LinkKind = 'source' | 'answer' | 'related'
