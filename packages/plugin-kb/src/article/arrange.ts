import { isWithin, narrowed } from '../audience/audience.ts'
import { audiencesOf, writePlaces } from '../audience/places.ts'
import { saidAudience } from '../audience/said-audience.ts'
import { findCategory, lockCategory } from '../category/find-category.ts'
import { kbError } from '../errors.ts'
import { kit } from '../kit.ts'
import { findArticle } from './find-article.ts'
import { ArrangeArticle, ArticleSheet } from './schemas.ts'
import { sheetOf } from './sheet.ts'
import { expectVersion } from './write-version.ts'

const { command } = kit

export const arrange = command({
  route: 'PATCH /articles/:articleId',
  summary: 'Puts an article into another category, changes its audience, or when it is to be looked at again.',
  permission: 'kb.publish',
  audience: 'staff',
  input: ArrangeArticle,
  output: ArticleSheet,
  async run(work, { articleId, categoryId, audience, reviewAt, expectedVersion }) {
    const article = await findArticle(work, articleId)
    expectVersion(article, expectedVersion)
    const said = audience && (await saidAudience(work, audience))
    const target = categoryId ?? article.category_id
    await findCategory(work, target)
    await work.change('kb.article_arranged', { articleId, categoryId: target }, async (db) => {
      const { row: category, audiences } = await lockCategory(work, db, target)
      if (target !== article.category_id && category.approval === 'none' && !work.holds('kb.manage')) {
        // Else whoever must not approve would take the way around.
        const { row: present } = await findCategory(work, article.category_id, db)
        if (present.approval === 'other') throw kbError('kb.approval_weaker')
      }
      const own = said ?? (await audiencesOf(db, 'article', [article])).get(article.id)?.own ?? audiences.effective
      if (!isWithin(own, audiences.effective)) throw kbError('kb.audience_wider')
      const effective = narrowed(own, audiences.effective)
      const { numUpdatedRows } = await db
        .updateTable('kb_article')
        .set({
          category_id: target,
          audience: own.kind,
          effective_audience: effective.kind,
          ...(reviewAt === undefined ? {} : { review_at: reviewAt, reminded_at: null }),
          version: article.version + 1,
          updated_at: work.now,
        })
        .where('id', '=', article.id)
        .where('version', '=', article.version)
        .executeTakeFirstOrThrow()
      if (numUpdatedRows !== 1n) throw kbError('kb.changed', { version: article.version + 1 })
      await writePlaces(db, 'article', article.id, { own, effective })
    })
    return sheetOf(work, articleId)
  },
})
