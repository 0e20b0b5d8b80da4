import { isWithin, narrowed } from '../audience/audience.ts'
import { writePlaces } from '../audience/places.ts'
import { saidAudience } from '../audience/said-audience.ts'
import { findCategory, lockCategory } from '../category/find-category.ts'
import { kbError } from '../errors.ts'
import { type KbWork, type KbWriter, kit } from '../kit.ts'
import { canonicalLanguage } from '../language/best-language.ts'
import { expectState } from '../state/machine.ts'
import type { ArticleRow } from '../tables.ts'
import { findArticle, findVersion } from './find-article.ts'
import { ArticleSheet, CreateArticle, WriteVersion } from './schemas.ts'
import { sheetOf } from './sheet.ts'
import { changeTranslation, expectVersion, insertVersion, type ToldVersion, touchArticle } from './write-version.ts'

const { command } = kit

const DAY = 86_400_000

export const create = command({
  route: 'POST /articles',
  summary: 'Writes the draft of an article.',
  permission: 'kb.write',
  audience: 'staff',
  input: CreateArticle,
  output: ArticleSheet,
  run: async (work, input) => sheetOf(work, await createArticle(work, input)),
})

/** The draft of an article; gives its id. */
export async function createArticle(
  work: KbWork,
  { categoryId, language, audience, reviewAt, ...text }: CreateArticle,
  articleId = work.newId(),
  told?: ToldVersion,
): Promise<string> {
  await findCategory(work, categoryId)
  const said = audience && (await saidAudience(work, audience))
  const [translationId, versionId] = [work.newId(), told?.id ?? work.newId()]
  await work.change('kb.article_created', { articleId }, async (db) => {
    const { row: category, audiences } = await lockCategory(work, db, categoryId)
    const own = said ?? audiences.effective
    if (!isWithin(own, audiences.effective)) throw kbError('kb.audience_wider')
    const effective = narrowed(own, audiences.effective)
    const primary = canonicalLanguage(language)
    await db
      .insertInto('kb_article')
      .values({
        id: articleId,
        category_id: categoryId,
        primary_language: primary,
        audience: own.kind,
        effective_audience: effective.kind,
        review_at: reviewAt ?? (category.review_days === null ? null : later(work.now, category.review_days)),
        reminded_at: null,
        version: 1,
        created_at: work.now,
        updated_at: work.now,
      })
      .execute()
    await writePlaces(db, 'article', articleId, { own, effective })
    await insertTranslation(work, db, { id: translationId, articleId, language: primary, versionId, sourceVersionId: null })
    await insertVersion(work, db, { id: versionId, articleId, translationId, sequence: told?.sequence ?? 1 }, text, told)
  })
  return articleId
}

export const write = command({
  route: 'POST /articles/:articleId/versions',
  summary: 'Writes a new version in a language; what is published stays until this one is.',
  permission: 'kb.write',
  audience: 'staff',
  input: WriteVersion,
  output: ArticleSheet,
  async run(work, input) {
    await writeText(work, input)
    return sheetOf(work, input.articleId)
  },
})

/** The next version of a text, or the first one in a new language. */
export async function writeText(
  work: KbWork,
  { articleId, language, sourceVersionId, expectedVersion, ...text }: WriteVersion,
  told?: ToldVersion,
): Promise<void> {
  const article = await findArticle(work, articleId)
  const wanted = language === undefined ? article.primary_language : canonicalLanguage(language)
  const row = await work.db
    .selectFrom('kb_translation')
    .innerJoin('kb_version', 'kb_version.id', 'kb_translation.latest_version_id')
    .selectAll('kb_translation')
    .select('kb_version.sequence')
    .where('kb_translation.article_id', '=', article.id)
    .where('kb_translation.language', '=', wanted)
    .executeTakeFirst()
  if (row) {
    expectVersion(row, expectedVersion)
    expectState('write', row.state)
  } else if (expectedVersion !== undefined) throw kbError('kb.translation_not_found', { language: wanted })
  const source = await sourceOf(work, article, wanted, sourceVersionId)
  const versionId = told?.id ?? work.newId()
  const translationId = row?.id ?? work.newId()
  await work.change('kb.article_written', { articleId, translationId, versionId }, async (db) => {
    if (row)
      await changeTranslation(work, db, row, {
        state: 'draft',
        latest_version_id: versionId,
        source_version_id: source,
        publish_at: null,
      })
    else await insertTranslation(work, db, { id: translationId, articleId, language: wanted, versionId, sourceVersionId: source })
    const sequence = told?.sequence ?? (row?.sequence ?? 0) + 1
    await insertVersion(work, db, { id: versionId, articleId, translationId, sequence }, text, told)
    await touchArticle(work, db, articleId)
  })
}

const later = (now: string, days: number): string => new Date(Date.parse(now) + days * DAY).toISOString()

/** Which version of the primary language a translation is made from. Throws `kb.source_invalid`. */
async function sourceOf(work: KbWork, article: ArticleRow, language: string, said: string | undefined): Promise<string | null> {
  const invalid = () => kbError('kb.source_invalid', { language: article.primary_language })
  if (language === article.primary_language) {
    if (said !== undefined) throw invalid()
    return null
  }
  const primary = await work.db
    .selectFrom('kb_translation')
    .select(['id', 'latest_version_id'])
    .where('article_id', '=', article.id)
    .where('language', '=', article.primary_language)
    .executeTakeFirst()
  if (!primary) throw invalid()
  if (said === undefined) return primary.latest_version_id
  return (await findVersion(work.db, primary.id, said).catch(() => Promise.reject(invalid()))).id
}

/** Of two who translate into the same language at once the second is told so by the row of the first. */
async function insertTranslation(
  work: KbWork,
  db: KbWriter,
  {
    id,
    articleId,
    language,
    versionId,
    sourceVersionId,
  }: { id: string; articleId: string; language: string; versionId: string; sourceVersionId: string | null },
): Promise<void> {
  const { numInsertedOrUpdatedRows } = await db
    .insertInto('kb_translation')
    .values({
      id,
      article_id: articleId,
      language,
      state: 'draft',
      slug: null,
      latest_version_id: versionId,
      published_version_id: null,
      source_version_id: sourceVersionId,
      published_source_version_id: null,
      publish_at: null,
      published_at: null,
      version: 1,
      updated_at: work.now,
    })
    .onConflict((conflict) => conflict.columns(['article_id', 'language']).doNothing())
    .executeTakeFirstOrThrow()
  if (numInsertedOrUpdatedRows !== 1n) throw kbError('kb.changed', { version: 1 })
}
