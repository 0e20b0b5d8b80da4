import type { ToldVersion } from '../article/write-version.ts'
import { kbError } from '../errors.ts'
import type { KbWork } from '../kit.ts'
import type { TranslationRow } from '../tables.ts'

const DAY = 86_400_000

/**
 * What a folder says of a version, as far as it may be: the same id again only where no other text has it, a name only of somebody whom this desk does
 * not know. Throws `kb.folder_invalid`.
 */
export async function toldHere(work: KbWork, told: ToldVersion): Promise<ToldVersion> {
  // Clocks of two desks differ a little.
  if (Date.parse(told.at) > Date.parse(work.now) + DAY) throw kbError('kb.folder_invalid', { fault: 'a version of it is from the future' })
  const other = await work.db.selectFrom('kb_version').select('id').where('id', '=', told.id).executeTakeFirst()
  const isKnown =
    told.authorId !== null &&
    (await work.person(told.authorId).then(
      () => true,
      () => false,
    ))
  return { ...told, id: other ? work.newId() : told.id, authorName: isKnown ? null : told.authorName }
}

/** The version that a translation is said to be made from, if it is one of the article in its primary language. */
export async function sourceHere(
  work: KbWork,
  articleId: string,
  language: string,
  versionId: string | undefined,
): Promise<string | undefined> {
  if (versionId === undefined) return undefined
  const row = await work.db
    .selectFrom('kb_article')
    .innerJoin('kb_translation', 'kb_translation.article_id', 'kb_article.id')
    .innerJoin('kb_version', 'kb_version.translation_id', 'kb_translation.id')
    .select('kb_version.id')
    .whereRef('kb_translation.language', '=', 'kb_article.primary_language')
    .where('kb_article.primary_language', '<>', language)
    .where('kb_article.id', '=', articleId)
    .where('kb_version.id', '=', versionId)
    .executeTakeFirst()
  return row?.id
}

export const translationOf = (work: KbWork, articleId: string, language: string): Promise<TranslationRow | undefined> =>
  work.db.selectFrom('kb_translation').selectAll().where('article_id', '=', articleId).where('language', '=', language).executeTakeFirst()
