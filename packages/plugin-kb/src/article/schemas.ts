import { about, Id, Instant, Language, Line, NextCursor, nullable, pageInput, Version } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { AudienceInput, EffectiveAudience } from '../audience/audience.ts'

const State = Type.Enum(['draft', 'in_review', 'scheduled', 'published', 'archived'])
const Body = Type.String({ maxLength: 200_000, description: 'Markdown (CommonMark, tables, strikethrough); HTML is text' })
/** Letters, digits and hyphens of any script. */
export const Slug = Type.String({ minLength: 1, maxLength: 100, pattern: '^[\\p{L}\\p{M}\\p{N}]+(-[\\p{L}\\p{M}\\p{N}]+)*$' })
const Note = Type.String({ maxLength: 1000 })
const text = {
  title: about(Line, 'What it is about, in a line'),
  summary: Type.Optional(about(Type.String({ maxLength: 1000 }), 'One or two sentences for lists')),
  body: Body,
  slug: Type.Optional(about(Slug, 'Its name in an address: letters, digits and hyphens of any script; made from the title unless told')),
  note: Type.Optional(about(Note, 'What was changed, and why')),
}

export const CreateArticle = Type.Object({
  categoryId: Id,
  language: about(Language, 'Its primary language: what others are translated from'),
  ...text,
  audience: Type.Optional(about(AudienceInput, 'Who may read it; as wide as the category unless told')),
  reviewAt: Type.Optional(about(Instant, 'When to look at it again; by the category unless told')),
})
export interface CreateArticle extends Static<typeof CreateArticle> {}
export const ArticleById = Type.Object({ articleId: Id })
export interface ArticleById extends Static<typeof ArticleById> {}
/** The primary language unless told. */
const inLanguage = {
  articleId: Id,
  language: Type.Optional(about(Language, 'The primary language unless told')),
  expectedVersion: Type.Optional(Version),
}
export const WriteVersion = Type.Object({
  articleId: Id,
  language: Type.Optional(about(Language, 'The primary language unless told')),
  ...text,
  sourceVersionId: Type.Optional(
    about(Id, 'The version of the primary language that this one was made from: the newest unless told. Of a translation only'),
  ),
  expectedVersion: Type.Optional(Version),
})
export interface WriteVersion extends Static<typeof WriteVersion> {}
export const ArrangeArticle = Type.Object({
  articleId: Id,
  categoryId: Type.Optional(Id),
  audience: Type.Optional(about(AudienceInput, 'Who may read it')),
  reviewAt: Type.Optional(about(nullable(Instant), 'When to look at it again; null: never')),
  expectedVersion: Type.Optional(Version),
})
export interface ArrangeArticle extends Static<typeof ArrangeArticle> {}

export const InLanguage = Type.Object(inLanguage)
export interface InLanguage extends Static<typeof InLanguage> {}
export const Submit = Type.Object({ ...inLanguage, note: Type.Optional(about(Note, 'For whoever approves')) })
export interface Submit extends Static<typeof Submit> {}
export const Publish = Type.Object({
  ...inLanguage,
  note: Type.Optional(about(Note, 'Words on the decision')),
  at: Type.Optional(about(Instant, 'In the future: it is published then. Now unless told')),
})
export interface Publish extends Static<typeof Publish> {}
export const SendBack = Type.Object({
  ...inLanguage,
  note: about(Type.String({ minLength: 1, maxLength: 1000, pattern: '\\S' }), 'What has to be changed'),
})
export interface SendBack extends Static<typeof SendBack> {}
export const PublishDue = Type.Object({ translationId: Id })
export interface PublishDue extends Static<typeof PublishDue> {}

const Translation = Type.Object(
  {
    id: Id,
    language: about(Type.String(), 'BCP 47'),
    state: about(State, 'How far its newest text is'),
    title: about(Type.String(), 'That of the newest version'),
    slug: about(nullable(Type.String()), 'Its name in an address; null: it was never published'),
    latestVersionId: about(Id, 'Its newest version'),
    latestSequence: about(Type.Integer(), 'Number of the newest version, from 1'),
    publishedVersionId: about(nullable(Id), 'What readers have; null: nothing'),
    isOutdated: about(Type.Boolean(), 'The primary language has a newer version than the one that this was made from'),
    publishAt: about(nullable(Instant), 'When it will be published; null: that is not planned'),
    publishedAt: about(nullable(Instant), 'When readers got what they have; null: they have nothing'),
    version: Version,
    updatedAt: Instant,
  },
  { title: 'KbTranslation' },
)
export interface Translation extends Static<typeof Translation> {}
/** An article as those see it who write it. */
export const ArticleSheet = Type.Object(
  {
    id: Id,
    categoryId: Id,
    primaryLanguage: about(Type.String(), 'What others are translated from (BCP 47)'),
    audience: about(AudienceInput, 'Who may read it, as was said of it'),
    effectiveAudience: about(EffectiveAudience, 'What its categories leave of that'),
    reviewAt: about(nullable(Instant), 'When to look at it again; null: never'),
    translations: about(Type.Array(Translation), 'Its languages'),
    version: Version,
    createdAt: Instant,
    updatedAt: Instant,
  },
  { title: 'KbArticleSheet' },
)
export interface ArticleSheet extends Static<typeof ArticleSheet> {}

export const ListSheets = Type.Object({
  categoryId: Type.Optional(Id),
  state: Type.Optional(about(State, 'Those with a language that is so far')),
  reviewDue: Type.Optional(about(Type.Boolean(), 'Only those that are to be looked at again by now')),
  limit: pageInput.limit,
  cursor: Type.Optional(about(Id, 'Where to go on: `nextCursor` of the page before')),
})
export interface ListSheets extends Static<typeof ListSheets> {}
export const SheetPage = Type.Object(
  { items: about(Type.Array(ArticleSheet), 'What is on this page'), nextCursor: NextCursor },
  { title: 'KbSheetPage' },
)
export interface SheetPage extends Static<typeof SheetPage> {}

export interface ArticleService {
  /** Articles as those see them who write them, also unpublished ones, the newest first. */
  sheets(input: ListSheets): Promise<SheetPage>
  sheet(input: ArticleById): Promise<ArticleSheet>
  /** A draft. Throws `kb.audience_wider`. */
  create(input: CreateArticle): Promise<ArticleSheet>
  /** A new version in a language, the first one in it as well. What is published stays as it is until this is published, too. */
  write(input: WriteVersion): Promise<ArticleSheet>
  /** Category, audience, when to look at it again. */
  arrange(input: ArrangeArticle): Promise<ArticleSheet>
  submit(input: Submit): Promise<ArticleSheet>
  /** Takes back what was submitted or scheduled. */
  recall(input: InLanguage): Promise<ArticleSheet>
  /** Publishes what was submitted, now or later. Throws `kb.own_text` where somebody else has to approve. */
  approve(input: Publish): Promise<ArticleSheet>
  sendBack(input: SendBack): Promise<ArticleSheet>
  /** Publishes a draft, now or later. Throws `kb.needs_approval`. */
  publish(input: Publish): Promise<ArticleSheet>
  /** For the plugin itself: what is scheduled and due. */
  publishDue(input: PublishDue): Promise<ArticleSheet>
  /** Takes it from the readers; one language, or all of them. */
  archive(input: InLanguage): Promise<ArticleSheet>
  /** What was archived is a draft again. */
  revive(input: InLanguage): Promise<ArticleSheet>
  /** For good, with all versions and files. Throws `kb.still_published`. */
  remove(input: ArticleById): Promise<{ id: string }>
}
export interface ArticleEvents {
  'kb.article_created': { articleId: string }
  'kb.article_written': { articleId: string; translationId: string; versionId: string }
  'kb.article_arranged': { articleId: string; categoryId: string }
  'kb.article_submitted': { articleId: string; translationId: string; versionId: string }
  'kb.article_approved': { articleId: string; translationId: string; versionId: string }
  'kb.article_sent_back': { articleId: string; translationId: string; versionId: string }
  'kb.article_recalled': { articleId: string; translationId: string; versionId: string }
  'kb.article_scheduled': { articleId: string; translationId: string; versionId: string }
  'kb.article_published': { articleId: string; translationId: string; versionId: string }
  'kb.article_archived': { articleId: string; translationId: string }
  'kb.article_revived': { articleId: string; translationId: string }
  'kb.article_removed': { articleId: string }
  'kb.review_due': { articleId: string }
}
