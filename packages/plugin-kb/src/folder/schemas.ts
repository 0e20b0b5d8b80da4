import { about, Id, Instant, Language, Line, NextCursor, nullable } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { Slug } from '../article/schemas.ts'
import { AudienceInput } from '../audience/audience.ts'

export const MarkdownFile = Type.Object(
  {
    path: about(Type.String({ minLength: 1, maxLength: 1500 }), 'Below the folder, with `/`: `network/vpn.en.md`'),
    text: about(Type.String({ maxLength: 250_000 }), 'Markdown with front matter'),
  },
  { title: 'KbMarkdownFile' },
)
export interface MarkdownFile extends Static<typeof MarkdownFile> {}
const Path = about(Type.String({ minLength: 1, maxLength: 1500 }), 'Below the folder: `network/_files/vpn/<id>/home.png`')
export const UploadedBytes = Type.Object({ path: Path, fileId: about(Id, 'What was uploaded: its bytes') }, { title: 'KbUploadedBytes' })
export interface UploadedBytes extends Static<typeof UploadedBytes> {}
export const ImportArticles = Type.Object({
  files: about(Type.Array(MarkdownFile, { minItems: 1, maxItems: 2000 }), 'All texts of the folder'),
  attachments: Type.Optional(
    about(Type.Array(UploadedBytes, { maxItems: 200 }), 'Its files that are no text, uploaded before; each stands beside a `_file.md`'),
  ),
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
    versions: about(Type.Integer(), 'How many versions beside those texts are new'),
    attachments: about(Type.Integer(), 'How many files of articles are new'),
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
export const ExportedBytes = Type.Object(
  {
    path: Path,
    articleId: about(Id, 'Whose file it is'),
    fileId: about(Id, 'For `file`, which gives its bytes'),
    sizeBytes: about(Type.Integer(), 'In bytes'),
  },
  { title: 'KbExportedBytes' },
)
export interface ExportedBytes extends Static<typeof ExportedBytes> {}
export const ExportedFiles = Type.Object(
  {
    id: about(Id, 'Of this export'),
    items: about(Type.Array(MarkdownFile), 'What is on this page'),
    attachments: about(Type.Array(ExportedBytes), 'Files of its articles, which are read one by one by `file`'),
    articleIds: about(Type.Array(Id), 'The articles of this page: their other versions are read by `exportVersions`'),
    nextCursor: NextCursor,
  },
  { title: 'KbExportedFiles' },
)
export interface ExportedFiles extends Static<typeof ExportedFiles> {}

export const ExportVersions = Type.Object({
  articleId: Id,
  limit: Type.Optional(about(Type.Integer({ minimum: 1, maximum: 50 }), 'Versions of one page; 20 unless told')),
  cursor: Type.Optional(about(Id, 'Where to go on: `nextCursor` of the page before')),
})
export interface ExportVersions extends Static<typeof ExportVersions> {}
export const ExportedVersions = Type.Object(
  { items: about(Type.Array(MarkdownFile), 'What is on this page'), nextCursor: NextCursor },
  { title: 'KbExportedVersions' },
)
export interface ExportedVersions extends Static<typeof ExportedVersions> {}

const ToldVersion = Type.Object({
  id: Id,
  sequence: Type.Integer({ minimum: 1, maximum: 999_999_999 }),
  at: Instant,
  authorId: nullable(Id),
  authorName: nullable(Type.String({ maxLength: 300 })),
  restoredFromId: nullable(Id),
})
const text = {
  articleId: Id,
  language: Language,
  title: Line,
  summary: Type.String({ maxLength: 1000 }),
  body: Type.String({ maxLength: 200_000 }),
  slug: Type.Optional(Slug),
  note: Type.Optional(Type.String({ maxLength: 1000 })),
  sourceVersionId: Type.Optional(Id),
}
export const ImportText = Type.Object({
  ...text,
  categoryId: Id,
  reviewAt: Type.Optional(Instant),
  version: Type.Optional(ToldVersion),
  audience: Type.Optional(AudienceInput),
  state: Type.Enum(['draft', 'published', 'archived']),
})
export interface ImportText extends Static<typeof ImportText> {}
export const ImportedText = Type.Object({
  articleId: Id,
  outcome: Type.Enum(['created', 'updated', 'unchanged']),
  isNewText: Type.Boolean(),
  isPublished: Type.Boolean(),
  awaitsApproval: Type.Boolean(),
})
export interface ImportedText extends Static<typeof ImportedText> {}

export const ImportVersion = Type.Object({ ...text, version: ToldVersion, isNewText: Type.Boolean() })
export interface ImportVersion extends Static<typeof ImportVersion> {}
export const ImportFile = Type.Object({
  articleId: Id,
  fileId: Id,
  uploadedId: Type.Optional(Id),
  name: Type.String({ minLength: 1, maxLength: 1000 }),
  at: Type.Optional(Instant),
})
export interface ImportFile extends Static<typeof ImportFile> {}
export const Taken = Type.Object({ articleId: Id, isNew: Type.Boolean() })
export interface Taken extends Static<typeof Taken> {}

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
  /** For the import itself: a version beside what readers have. */
  importVersion(input: ImportVersion): Promise<Taken>
  /** For the import itself: a file of an article. */
  importFile(input: ImportFile): Promise<Taken>
  /** What readers have of every article that the caller may read, else its newest draft, as `importArticles` takes it; categories come with the first page. */
  exportArticles(input: ExportArticles): Promise<ExportedFiles>
  /** The other versions of an article, older ones and newer drafts, as `importArticles` takes them. */
  exportVersions(input: ExportVersions): Promise<ExportedVersions>
}
export interface FolderEvents {
  'kb.imported': { importId: string; created: number; updated: number }
  'kb.exported': { exportId: string; articleCount: number }
}
