import { about, Id, Language, Line, NextCursor } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { Slug } from '../article/schemas.ts'
import { AudienceInput } from '../audience/audience.ts'

export const MarkdownFile = Type.Object(
  {
    path: about(Type.String({ minLength: 1, maxLength: 400 }), 'Below the folder, with `/`: `network/vpn.en.md`'),
    text: about(Type.String({ maxLength: 250_000 }), 'Markdown with front matter'),
  },
  { title: 'KbMarkdownFile' },
)
export interface MarkdownFile extends Static<typeof MarkdownFile> {}
export const ImportArticles = Type.Object({
  files: about(Type.Array(MarkdownFile, { minItems: 1, maxItems: 200 }), 'All files of the folder'),
  dryRun: Type.Optional(about(Type.Boolean(), 'Says what would be done, and does nothing')),
})
export interface ImportArticles extends Static<typeof ImportArticles> {}
export const ImportFault = Type.Object(
  {
    path: about(Type.String(), 'Which file'),
    code: about(Type.String(), 'Code of the refusal'),
    message: about(Type.String(), 'What is wrong, and what to do'),
  },
  { title: 'KbImportFault' },
)
export interface ImportFault extends Static<typeof ImportFault> {}
export const ImportReport = Type.Object(
  {
    isApplied: about(Type.Boolean(), 'False: it was a dry run, or there are faults, and nothing was written'),
    categories: about(Type.Integer(), 'How many categories are new or changed'),
    created: about(Type.Integer(), 'How many texts are new'),
    updated: about(Type.Integer(), 'How many texts were changed'),
    unchanged: about(Type.Integer(), 'How many texts were as they are in the folder'),
    published: about(Type.Integer(), 'How many texts readers have now'),
    awaitingApproval: about(
      Type.Array(Type.String()),
      'Paths of those that are said to be published, in a category where somebody else has to approve: they are drafts',
    ),
    faults: about(Type.Array(ImportFault), 'Every file that is not right, all of them at once'),
  },
  { title: 'KbImportReport' },
)
export interface ImportReport extends Static<typeof ImportReport> {}
export const ExportArticles = Type.Object({
  limit: Type.Optional(
    about(Type.Integer({ minimum: 1, maximum: 100 }), 'Articles of one page; 50 unless told. Their languages come together'),
  ),
  cursor: Type.Optional(about(Id, 'Where to go on: `nextCursor` of the page before')),
})
export interface ExportArticles extends Static<typeof ExportArticles> {}
export const ExportedFiles = Type.Object(
  { id: about(Id, 'Of this export'), items: about(Type.Array(MarkdownFile), 'What is on this page'), nextCursor: NextCursor },
  { title: 'KbExportedFiles' },
)
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
