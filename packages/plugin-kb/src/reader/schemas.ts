import { Id, Instant, Language, NextCursor, pageInput, staffOnly } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { AudienceInput } from '../audience/audience.ts'

export const ReadArticle = Type.Object({
  articleId: Id,
  /** Before the reader's own languages. */
  language: Type.Optional(Language),
})
export interface ReadArticle extends Static<typeof ReadArticle> {}
export const FindBySlug = Type.Object({ language: Language, slug: Type.String({ minLength: 1, maxLength: 200 }) })
export interface FindBySlug extends Static<typeof FindBySlug> {}
export const ListArticles = Type.Object({
  /** With the categories below it. */
  categoryId: Type.Optional(Id),
  language: Type.Optional(Language),
  limit: pageInput.limit,
  cursor: Type.Optional(Id),
})
export interface ListArticles extends Static<typeof ListArticles> {}

const listed = {
  id: Id,
  categoryId: Id,
  /** Of the text that is given. */
  language: Type.String(),
  direction: Type.Union([Type.Literal('ltr'), Type.Literal('rtl')]),
  title: Type.String(),
  summary: Type.String(),
  slug: Type.String(),
  /** Changes with every text that is published. */
  versionId: Id,
  publishedAt: Instant,
  /** There is a newer text in the primary language. */
  isOutdated: Type.Boolean(),
}
export const ListedArticle = Type.Object(listed, { title: 'KbListedArticle' })
export interface ListedArticle extends Static<typeof ListedArticle> {}
export const ArticlePage = Type.Object({ items: Type.Array(ListedArticle), nextCursor: NextCursor }, { title: 'KbArticlePage' })
export interface ArticlePage extends Static<typeof ArticlePage> {}
export const Article = Type.Object(
  {
    ...listed,
    /** Safe to be put into a page as it is. */
    html: Type.String(),
    /** Headings, with the ids that they have in `html`. */
    contents: Type.Array(Type.Object({ level: Type.Integer(), id: Type.String(), text: Type.String() })),
    languages: Type.Array(Type.Object({ language: Type.String(), slug: Type.String(), title: Type.String() })),
    body: staffOnly(Type.String()),
    audience: staffOnly(AudienceInput),
  },
  { title: 'KbArticle' },
)
export interface Article extends Static<typeof Article> {}

export interface ReaderService {
  /** Published articles that the caller may read, the newest first. */
  list(input: ListArticles): Promise<ArticlePage>
  /** In the best language that there is for the reader. Throws `kb.article_not_found`. */
  read(input: ReadArticle): Promise<Article>
  /** By a present or an older slug; `slug` of the answer is the present one. Throws `kb.article_not_found`. */
  findBySlug(input: FindBySlug): Promise<Article>
}
