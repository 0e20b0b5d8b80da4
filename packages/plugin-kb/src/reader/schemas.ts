import { about, Id, Instant, Language, NextCursor, pageInput, staffOnly } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { AudienceInput } from '../audience/audience.ts'

export const ReadArticle = Type.Object({
  articleId: Id,
  language: Type.Optional(about(Language, 'Looked for before the reader’s own languages')),
})
export interface ReadArticle extends Static<typeof ReadArticle> {}
export const FindBySlug = Type.Object({
  language: about(Language, 'That of the text'),
  slug: about(Type.String({ minLength: 1, maxLength: 200 }), 'Its name in an address, the present one or an older one'),
})
export interface FindBySlug extends Static<typeof FindBySlug> {}
export const ListArticles = Type.Object({
  categoryId: Type.Optional(about(Id, 'With the categories below it')),
  language: Type.Optional(about(Language, 'Looked for before the reader’s own languages')),
  limit: pageInput.limit,
  cursor: Type.Optional(about(Id, 'Where to go on: `nextCursor` of the page before')),
})
export interface ListArticles extends Static<typeof ListArticles> {}

const listed = {
  id: Id,
  categoryId: Id,
  language: about(Type.String(), 'That of the text that is given (BCP 47)'),
  direction: about(Type.Union([Type.Literal('ltr'), Type.Literal('rtl')]), 'In which its language is written'),
  title: about(Type.String(), 'What it is about, in a line'),
  summary: about(Type.String(), 'One or two sentences; empty: nothing was said'),
  slug: about(Type.String(), 'Its name in an address'),
  versionId: about(Id, 'Changes with every text that is published'),
  publishedAt: Instant,
  isOutdated: about(Type.Boolean(), 'There is a newer text in the primary language'),
}
export const ListedArticle = Type.Object(listed, { title: 'KbListedArticle' })
export interface ListedArticle extends Static<typeof ListedArticle> {}
export const ArticlePage = Type.Object(
  { items: about(Type.Array(ListedArticle), 'What is on this page'), nextCursor: NextCursor },
  { title: 'KbArticlePage' },
)
export interface ArticlePage extends Static<typeof ArticlePage> {}
export const Article = Type.Object(
  {
    ...listed,
    html: about(Type.String(), 'Safe to be put into a page as it is'),
    contents: about(
      Type.Array(
        Type.Object({
          level: about(Type.Integer(), 'From 1, the highest, to 6'),
          id: about(Type.String(), 'The one that the heading has in `html`'),
          text: about(Type.String(), 'Words of the heading'),
        }),
      ),
      'Its headings, in order',
    ),
    languages: about(
      Type.Array(
        Type.Object({
          language: about(Type.String(), 'BCP 47'),
          slug: about(Type.String(), 'Its name in an address there'),
          title: about(Type.String(), 'Its title there'),
        }),
      ),
      'The languages in which the reader can have it',
    ),
    body: staffOnly(about(Type.String(), 'Markdown; for staff only')),
    audience: staffOnly(about(AudienceInput, 'Who may read it, as was said of it; for staff only')),
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
