import { Id, Instant, Language, NextCursor, nullable, pageInput, Version as RowVersion } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import type { ArticleSheet } from '../article/schemas.ts'

export const ListVersions = Type.Object({
  articleId: Id,
  /** The primary one unless told. */
  language: Type.Optional(Language),
  limit: pageInput.limit,
  cursor: Type.Optional(Id),
})
export interface ListVersions extends Static<typeof ListVersions> {}
export const VersionById = Type.Object({ articleId: Id, versionId: Id })
export interface VersionById extends Static<typeof VersionById> {}
export const CompareVersions = Type.Object({ articleId: Id, versionId: Id, otherId: Id })
export interface CompareVersions extends Static<typeof CompareVersions> {}
export const RestoreVersion = Type.Object({
  articleId: Id,
  versionId: Id,
  note: Type.Optional(Type.String({ maxLength: 1000 })),
  expectedVersion: Type.Optional(RowVersion),
})
export interface RestoreVersion extends Static<typeof RestoreVersion> {}

const Author = nullable(Type.Object({ id: Id, name: nullable(Type.String()) }))
const listed = {
  id: Id,
  articleId: Id,
  language: Type.String(),
  sequence: Type.Integer(),
  title: Type.String(),
  note: Type.String(),
  /** Null: a program, or somebody who is gone. */
  author: Author,
  restoredFromId: nullable(Id),
  isPublished: Type.Boolean(),
  createdAt: Instant,
}
export const ListedVersion = Type.Object(listed, { title: 'KbListedVersion' })
export interface ListedVersion extends Static<typeof ListedVersion> {}
export const VersionPage = Type.Object({ items: Type.Array(ListedVersion), nextCursor: NextCursor }, { title: 'KbVersionPage' })
export interface VersionPage extends Static<typeof VersionPage> {}
export const ArticleVersion = Type.Object(
  {
    ...listed,
    summary: Type.String(),
    body: Type.String(),
    html: Type.String(),
    slug: nullable(Type.String()),
    /** Of the primary language: what this one was made from, and what it says now. For a translator to see what changed. */
    sourceVersionId: nullable(Id),
    reviews: Type.Array(
      Type.Object({ verdict: Type.String(), note: Type.String(), person: Author, decidedAt: Instant }, { title: 'KbReview' }),
    ),
  },
  { title: 'KbVersion' },
)
export interface ArticleVersion extends Static<typeof ArticleVersion> {}

const Change = Type.Object({ kind: Type.Enum(['same', 'added', 'removed']), text: Type.String() }, { title: 'KbChange' })
export const Comparison = Type.Object(
  {
    from: ListedVersion,
    to: ListedVersion,
    title: Type.Array(Change),
    summary: Type.Array(Change),
    /** Line by line. */
    body: Type.Array(Change),
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
