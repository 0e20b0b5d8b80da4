import { Id, Language, Line, NextCursor } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { Slug } from '../article/schemas.ts'
import { AudienceInput } from '../audience/audience.ts'

export const MarkdownFile = Type.Object(
  {
    /** Below the folder, with `/`: `network/vpn.en.md`. */
    path: Type.String({ minLength: 1, maxLength: 400 }),
    text: Type.String({ maxLength: 250_000 }),
  },
  { title: 'KbMarkdownFile' },
)
export interface MarkdownFile extends Static<typeof MarkdownFile> {}
export const ImportArticles = Type.Object({
  files: Type.Array(MarkdownFile, { minItems: 1, maxItems: 200 }),
  /** Says what would be done, and does nothing. */
  dryRun: Type.Optional(Type.Boolean()),
})
export interface ImportArticles extends Static<typeof ImportArticles> {}
export const ImportFault = Type.Object({ path: Type.String(), code: Type.String(), message: Type.String() }, { title: 'KbImportFault' })
export interface ImportFault extends Static<typeof ImportFault> {}
export const ImportReport = Type.Object(
  {
    /** False: it was a dry run, or there are faults, and nothing was written. */
    isApplied: Type.Boolean(),
    categories: Type.Integer(),
    created: Type.Integer(),
    updated: Type.Integer(),
    unchanged: Type.Integer(),
    published: Type.Integer(),
    /** Said to be published, in a category where somebody else has to approve: they are drafts. */
    awaitingApproval: Type.Array(Type.String()),
    /** Every file that is not right, all of them at once. */
    faults: Type.Array(ImportFault),
  },
  { title: 'KbImportReport' },
)
export interface ImportReport extends Static<typeof ImportReport> {}
export const ExportArticles = Type.Object({
  /** Articles of one page; 50 unless told. Their languages come together. */
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 100 })),
  cursor: Type.Optional(Id),
})
export interface ExportArticles extends Static<typeof ExportArticles> {}
export const ExportedFiles = Type.Object({ id: Id, items: Type.Array(MarkdownFile), nextCursor: NextCursor }, { title: 'KbExportedFiles' })
export interface ExportedFiles extends Static<typeof ExportedFiles> {}

export const ImportText = Type.Object({
  articleId: Id,
  categoryId: Id,
  language: Language,
  title: Line,
  summary: Type.String({ maxLength: 1000 }),
  body: Type.String({ maxLength: 200_000 }),
  slug: Type.Optional(Slug),
  audience: Type.Optional(AudienceInput),
  state: Type.Enum(['draft', 'published', 'archived']),
})
export interface ImportText extends Static<typeof ImportText> {}
export const ImportedText = Type.Object({
  articleId: Id,
  outcome: Type.Enum(['created', 'updated', 'unchanged']),
  isPublished: Type.Boolean(),
  awaitsApproval: Type.Boolean(),
})
export interface ImportedText extends Static<typeof ImportedText> {}

export interface FolderService {
  /**
   * Writes a folder of Markdown with front matter as categories and articles, all of it or nothing. The same folder again changes what has changed.
   * Faults name their file; `dryRun` only looks.
   */
  importArticles(input: ImportArticles): Promise<ImportReport>
  /** For the import itself: all of it, or it throws `kb.import_refused`, with the report. */
  applyImport(input: ImportArticles): Promise<ImportReport>
  /** For the import itself: one text. */
  importText(input: ImportText): Promise<ImportedText>
  /** What readers have of every article that the caller may read, else its newest draft, as `importArticles` takes it; categories come with the first page. */
  exportArticles(input: ExportArticles): Promise<ExportedFiles>
}
export interface FolderEvents {
  'kb.imported': { importId: string; created: number; updated: number }
  'kb.exported': { exportId: string; articleCount: number }
}
