import { Id } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { ArticleById } from '../article/schemas.ts'
import { kbError } from '../errors.ts'
import { kit } from '../kit.ts'

const { command, query } = kit

const PAGE = 100

const DueArticles = Type.Object({ translationIds: Type.Array(Id), articleIds: Type.Array(Id) })
export interface DueArticles extends Static<typeof DueArticles> {}
const Reminded = Type.Object({ articleId: Id, isReminded: Type.Boolean() })

export interface DueService {
  /** For the plugin itself: texts to be published and articles to be looked at again by now, the longest waiting first, a hundred of each at most. */
  due(): Promise<DueArticles>
  /** For the plugin itself: says once that an article is to be looked at again. */
  remind(input: ArticleById): Promise<Static<typeof Reminded>>
}

export const due = query({
  route: null,
  permission: 'kb.publish',
  audience: 'staff',
  output: DueArticles,
  async run(work) {
    const texts = await work.db
      .selectFrom('kb_translation')
      .select('id')
      .where('publish_at', '<=', work.now)
      .orderBy('publish_at')
      .limit(PAGE)
      .execute()
    const articles = await work.db
      .selectFrom('kb_article')
      .select('id')
      .where('review_at', '<=', work.now)
      .where('reminded_at', 'is', null)
      .orderBy('review_at')
      .limit(PAGE)
      .execute()
    return { translationIds: texts.map(({ id }) => id), articleIds: articles.map(({ id }) => id) }
  },
})

export const remind = command({
  route: null,
  permission: 'kb.publish',
  audience: 'staff',
  input: ArticleById,
  output: Reminded,
  async run(work, { articleId }) {
    const row = await work.db
      .selectFrom('kb_article')
      .select('id')
      .where('id', '=', articleId)
      .where('review_at', '<=', work.now)
      .where('reminded_at', 'is', null)
      .executeTakeFirst()
    if (!row) return { articleId, isReminded: false }
    await work.change('kb.review_due', { articleId }, async (db) => {
      // Of two workers one reminds: the other finds nothing to change, and is undone with its event.
      const { numUpdatedRows } = await db
        .updateTable('kb_article')
        .set({ reminded_at: work.now })
        .where('id', '=', articleId)
        .where('reminded_at', 'is', null)
        .executeTakeFirstOrThrow()
      if (numUpdatedRows !== 1n) throw kbError('kb.changed', { version: 0 })
    })
    return { articleId, isReminded: true }
  },
})
