import { about, Id, Instant, Language, NextCursor, nullable, pageInput, Version as RowVersion } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import type { ArticleSheet } from '../article/schemas.ts'

export const ListVersions = Type.Object({
  articleId: Id,
  language: Type.Optional(about(Language, 'The primary one unless told')),
  limit: pageInput.limit,
  cursor: Type.Optional(about(Id, 'Where to go on: `nextCursor` of the page before')),
})
export interface ListVersions extends Static<typeof ListVersions> {}
export const VersionById = Type.Object({ articleId: Id, versionId: Id })
export interface VersionById extends Static<typeof VersionById> {}
export const CompareVersions = Type.Object({ articleId: Id, versionId: about(Id, 'The one before'), otherId: about(Id, 'The one after') })
export interface CompareVersions extends Static<typeof CompareVersions> {}
export const RestoreVersion = Type.Object({
  articleId: Id,
  versionId: about(Id, 'Whose text is to be written again'),
  note: Type.Optional(about(Type.String({ maxLength: 1000 }), 'Why it is written again')),
  expectedVersion: Type.Optional(RowVersion),
})
export interface RestoreVersion extends Static<typeof RestoreVersion> {}

const Author = nullable(
  Type.Object({ id: Id, name: about(nullable(Type.String()), 'As it is shown; null: a person whom the reader does not see') }),
)
const listed = {
  id: Id,
  articleId: Id,
  language: about(Type.String(), 'BCP 47'),
  sequence: about(Type.Integer(), 'Its number in its language, from 1'),
  title: about(Type.String(), 'What it is about, in a line'),
  note: about(Type.String(), 'What was changed, and why; empty: nothing was said'),
  author: about(Author, 'Who wrote it; null: a program, or somebody who is gone'),
  restoredFromId: about(nullable(Id), 'The version whose text it is again; null: none'),
  isPublished: about(Type.Boolean(), 'Readers have it'),
  createdAt: Instant,
}
export const ListedVersion = Type.Object(listed, { title: 'KbListedVersion' })
export interface ListedVersion extends Static<typeof ListedVersion> {}
export const VersionPage = Type.Object(
  { items: about(Type.Array(ListedVersion), 'What is on this page, the newest first'), nextCursor: NextCursor },
  { title: 'KbVersionPage' },
)
export interface VersionPage extends Static<typeof VersionPage> {}
export const ArticleVersion = Type.Object(
  {
    ...listed,
    summary: about(Type.String(), 'One or two sentences; empty: nothing was said'),
    body: about(Type.String(), 'Markdown'),
    html: about(Type.String(), 'Safe to be put into a page as it is'),
    slug: about(nullable(Type.String()), 'The name in an address that was asked for; null: none'),
    sourceVersionId: about(
      nullable(Id),
      'The version of the primary language that it was made from; null: it is in that language, or there is a newer one',
    ),
    reviews: about(
      Type.Array(
        Type.Object(
          {
            verdict: about(Type.String(), '`submitted`, `approved` or `sent_back`'),
            note: about(Type.String(), 'Words on it; empty: nothing was said'),
            person: about(Author, 'Who decided; null: a program, or somebody who is gone'),
            decidedAt: Instant,
          },
          { title: 'KbReview' },
        ),
      ),
      'What was decided on it, in order',
    ),
  },
  { title: 'KbVersion' },
)
export interface ArticleVersion extends Static<typeof ArticleVersion> {}

const Change = Type.Object(
  { kind: about(Type.Enum(['same', 'added', 'removed']), 'What became of the piece'), text: about(Type.String(), 'The piece') },
  { title: 'KbChange' },
)
export const Comparison = Type.Object(
  {
    from: about(ListedVersion, 'The one before'),
    to: about(ListedVersion, 'The one after'),
    title: about(Type.Array(Change), 'Its pieces in order'),
    summary: about(Type.Array(Change), 'Its pieces in order'),
    body: about(Type.Array(Change), 'Its lines in order'),
  },
  { title: 'KbComparison' },
)
export interface Comparison extends Static<typeof Comparison> {}

export interface VersionService {
  /** Of one language, the newest first. */
  versions(input: ListVersions): Promise<VersionPage>
  /** Throws `kb.version_not_found`. */
  version(input: VersionById): Promise<ArticleVersion>
  /** What changed from one version to another, also of two languages' versions. */
  compare(input: CompareVersions): Promise<Comparison>
  /** Writes a new version with the text of an old one. */
  restore(input: RestoreVersion): Promise<ArticleSheet>
}
