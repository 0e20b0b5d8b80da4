import { Id } from '@deskwright/core'
import Type from 'typebox'
import { kbError } from '../errors.ts'
import { kit } from '../kit.ts'
import { unindexTexts } from '../search/index-text.ts'
import { expectState } from '../state/machine.ts'
import { findArticle, findTranslation } from './find-article.ts'
import { ArticleById, ArticleSheet, InLanguage } from './schemas.ts'
import { sheetOf } from './sheet.ts'
import { changeTranslation, expectVersion, touchArticle } from './write-version.ts'

const { command } = kit

export const archive = command({
  route: 'POST /articles/:articleId/archive',
  summary: 'Takes an article from its readers: in one language, or in all.',
  permission: 'kb.publish',
  audience: 'staff',
  input: InLanguage,
  output: ArticleSheet,
  async run(work, { articleId, language, expectedVersion }) {
    const article = await findArticle(work, articleId)
    const named = language === undefined ? undefined : (await findTranslation(work, { articleId, language })).translation
    if (named) {
      expectVersion(named, expectedVersion)
      expectState('archive', named.state)
    }
    const open = named
      ? [named]
      : await work.db
          .selectFrom('kb_translation')
          .selectAll()
          .where('article_id', '=', article.id)
          .where('state', '!=', 'archived')
          .orderBy('id')
          .execute()
    if (!open.length) expectState('archive', 'archived')
    for (const translation of open)
      await work.change('kb.article_archived', { articleId, translationId: translation.id }, async (db) => {
        await changeTranslation(work, db, translation, {
          state: 'archived',
          published_version_id: null,
          published_source_version_id: null,
          published_at: null,
          publish_at: null,
        })
        await unindexTexts(db, [translation.id])
        await touchArticle(work, db, articleId)
      })
    return sheetOf(work, articleId)
  },
})

export const revive = command({
  route: 'POST /articles/:articleId/revive',
  summary: 'What was archived is a draft again.',
  permission: 'kb.publish',
  audience: 'staff',
  input: InLanguage,
  output: ArticleSheet,
  async run(work, input) {
    const { article, translation } = await findTranslation(work, input)
    expectVersion(translation, input.expectedVersion)
    expectState('revive', translation.state)
    await work.change('kb.article_revived', { articleId: article.id, translationId: translation.id }, async (db) => {
      await changeTranslation(work, db, translation, { state: 'draft' })
      await touchArticle(work, db, article.id)
    })
    return sheetOf(work, article.id)
  },
})

export const remove = command({
  route: 'DELETE /articles/:articleId',
  summary: 'Removes an article for good, with all versions and files, once no reader can see it.',
  permission: 'kb.manage',
  audience: 'staff',
  input: ArticleById,
  output: Type.Object({ id: Id }),
  async run(work, { articleId }) {
    const article = await findArticle(work, articleId)
    const files = await work.db.selectFrom('kb_file').select(['id', 'stored_id']).where('article_id', '=', article.id).execute()
    await work.change('kb.article_removed', { articleId }, async (db) => {
      const live = await db
        .selectFrom('kb_translation')
        .select('id')
        .where('article_id', '=', article.id)
        .where('published_version_id', 'is not', null)
        .limit(1)
        .executeTakeFirst()
      if (live) throw kbError('kb.still_published')
      await db.deleteFrom('kb_file').where('article_id', '=', article.id).execute()
      await db.deleteFrom('kb_article').where('id', '=', article.id).execute()
    })
    for (const { id, stored_id } of files) await work.files.discard(stored_id ?? id)
    return { id: articleId }
  },
})
