import type { KbWriter } from '../kit.ts'
import { readMarkdown } from '../markdown/read.ts'
import type { TranslationRow, VersionRow } from '../tables.ts'
import { variantsOf } from './variants.ts'
import { ANY_WORD, INDEX_VERSION, weighText } from './weigh-text.ts'

/** Rows in one statement: SQLite and PostgreSQL both end at a number of parameters. */
const AT_ONCE = 500

/** Puts what is published into the index, in place of what was published before. In the transaction that publishes. */
export async function indexText(
  db: KbWriter,
  { id, article_id, language }: Pick<TranslationRow, 'id' | 'article_id' | 'language'>,
  version: Pick<VersionRow, 'id' | 'title' | 'summary' | 'body'>,
): Promise<void> {
  await lockIndex(db)
  await takeOut(db, [id])
  const { headings, text } = readMarkdown(version.body)
  const weights = weighText({ title: version.title, summary: version.summary, headings, text })
  const { position } = await db
    .insertInto('kb_search_text')
    .values({ translation_id: id, article_id, language, version_id: version.id, analysis_version: INDEX_VERSION })
    .returning('position')
    .executeTakeFirstOrThrow()
  const rows = [...weights].map(([token, weight]) => ({ token, position, weight }))
  for (const some of chunks(rows)) await db.insertInto('kb_search_posting').values(some).execute()
  await addWords(db, [ANY_WORD, ...weights.keys()], language)
}

/** Takes texts out of the index, in the transaction that takes them from their readers. */
export async function unindexTexts(db: KbWriter, translationIds: readonly string[]): Promise<void> {
  await lockIndex(db)
  await takeOut(db, translationIds)
}

/** Until the commit nobody else changes the index: counts stay right, and no word goes while another text brings it. */
async function lockIndex(db: KbWriter): Promise<void> {
  await db
    .updateTable('kb_search_state')
    .set(({ eb }) => ({ change_count: eb('change_count', '+', 1) }))
    .where('id', '=', 'search')
    .execute()
}

async function takeOut(db: KbWriter, translationIds: readonly string[]): Promise<void> {
  if (!translationIds.length) return
  const texts = await db
    .selectFrom('kb_search_text')
    .select(['position', 'language'])
    .where('translation_id', 'in', translationIds)
    .execute()
  for (const { position, language } of texts) {
    const rows = await db.selectFrom('kb_search_posting').select('token').where('position', '=', position).execute()
    await db.deleteFrom('kb_search_posting').where('position', '=', position).execute()
    await db.deleteFrom('kb_search_text').where('position', '=', position).execute()
    await dropWords(db, [ANY_WORD, ...rows.map(({ token }) => token)], language)
  }
}

async function addWords(db: KbWriter, words: readonly string[], language: string): Promise<void> {
  for (const some of chunks(words)) {
    const known = await db.selectFrom('kb_search_word').select('word').distinct().where('word', 'in', some).execute()
    const there = new Set(known.map(({ word }) => word))
    await db
      .insertInto('kb_search_word')
      .values(some.map((word) => ({ word, language, text_count: 1 })))
      .onConflict((conflict) =>
        conflict.columns(['word', 'language']).doUpdateSet(({ eb }) => ({ text_count: eb('kb_search_word.text_count', '+', 1) })),
      )
      .execute()
    const fresh = some.flatMap((word) => (there.has(word) ? [] : variantsOf(word).map((variant) => ({ variant, word }))))
    for (const rows of chunks(fresh)) await db.insertInto('kb_search_variant').values(rows).execute()
  }
}

async function dropWords(db: KbWriter, words: readonly string[], language: string): Promise<void> {
  for (const some of chunks(words)) {
    await db
      .updateTable('kb_search_word')
      .set(({ eb }) => ({ text_count: eb('text_count', '-', 1) }))
      .where('language', '=', language)
      .where('word', 'in', some)
      .execute()
    await db.deleteFrom('kb_search_word').where('language', '=', language).where('word', 'in', some).where('text_count', '<=', 0).execute()
    const left = await db.selectFrom('kb_search_word').select('word').distinct().where('word', 'in', some).execute()
    const there = new Set(left.map(({ word }) => word))
    const gone = some.filter((word) => !there.has(word))
    if (gone.length) await db.deleteFrom('kb_search_variant').where('word', 'in', gone).execute()
  }
}

function chunks<T>(all: readonly T[]): T[][] {
  const some: T[][] = []
  for (let at = 0; at < all.length; at += AT_ONCE) some.push(all.slice(at, at + AT_ONCE))
  return some
}
