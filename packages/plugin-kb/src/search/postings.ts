import type { SelectQueryBuilder } from 'kysely'
import { type Reader, readableArticles } from '../audience/policy.ts'
import type { KbReader } from '../kit.ts'
import type { KbTables } from '../tables.ts'

export interface Posting {
  readonly token: string
  readonly position: number
  readonly weight: number
  readonly articleId: string
  readonly language: string
}
/** Who asks, and within which branch of the tree. */
export interface Where {
  readonly reader: Reader
  readonly branch?: string
}
/** How many texts a word stands in, by language. */
export type WordCounts = ReadonlyMap<string, ReadonlyMap<string, number>>

/** So many rows of postings in one look-up. */
const ROOM = 800
/** Of a word of very many texts those that are most about it. In this order and so few, PostgreSQL looks each up by its key and reads no table through. */
const MOST = 400

/** The texts that are about some of the words, as far as the reader may read them: words of few texts wholly, the commoner ones as long as there is room. */
export async function findPostings(
  db: KbReader,
  where: Where,
  tokens: readonly string[],
  counts: WordCounts,
): Promise<{ readonly postings: Posting[]; readonly asked: ReadonlySet<string> }> {
  const sized = tokens
    .map((token) => ({ token, count: textCount(counts, token) }))
    .filter(({ count }) => count > 0)
    .sort((a, b) => a.count - b.count || (a.token < b.token ? -1 : 1))
  const few: typeof sized = []
  let room = ROOM
  for (const one of sized) {
    if (one.count > Math.min(room, MOST)) break
    few.push(one)
    room -= one.count
  }
  const postings = await rowsOfEach(db, where, few)
  const asked = new Set(few.map(({ token }) => token))
  const common = sized[few.length]
  // Words that nearly every text has say nothing; they are asked for where there is nothing else.
  if (common && new Set(postings.map(({ articleId }) => articleId)).size < 10) {
    asked.add(common.token)
    postings.push(...(await rowsOfEach(db, where, [common])))
  }
  return { postings, asked }
}

/** One statement for all words, and a part of it for each. */
async function rowsOfEach(
  db: KbReader,
  where: Where,
  words: readonly { readonly token: string; readonly count: number }[],
): Promise<Posting[]> {
  const parts = words.map(({ token, count }) => {
    const rows = rowsOf(db, where)
      .where('kb_search_posting.token', '=', token)
      .orderBy('kb_search_posting.weight', 'desc')
      .limit(Math.min(count, MOST))
    return db.selectFrom(rows.as('found')).selectAll()
  })
  const [first, ...others] = parts
  return first ? others.reduce((all, part) => all.unionAll(part), first).execute() : []
}

/** What these texts, of which the reader may read every one, say about other words. */
export async function postingsAt(db: KbReader, positions: readonly number[], tokens: readonly string[]) {
  if (!positions.length || !tokens.length) return []
  return db
    .selectFrom('kb_search_posting')
    .select(['token', 'position', 'weight'])
    .where('token', 'in', tokens)
    .where('position', 'in', positions)
    .execute()
}

function rowsOf(
  db: KbReader,
  { reader, branch }: Where,
): SelectQueryBuilder<KbTables, 'kb_search_posting' | 'kb_search_text' | 'kb_article', Posting> {
  const rows = db
    .selectFrom('kb_search_posting')
    .innerJoin('kb_search_text', 'kb_search_text.position', 'kb_search_posting.position')
    .innerJoin('kb_article', 'kb_article.id', 'kb_search_text.article_id')
    .select([
      'kb_search_posting.token',
      'kb_search_posting.position',
      'kb_search_posting.weight',
      'kb_search_text.article_id as articleId',
      'kb_search_text.language',
    ])
    .where(readableArticles(reader))
  if (branch === undefined) return rows
  return rows.where('kb_article.category_id', 'in', ({ selectFrom }) =>
    selectFrom('kb_category').select('kb_category.id').where('kb_category.path', 'like', `${branch}%`),
  )
}

export async function wordCounts(db: KbReader, tokens: readonly string[]): Promise<WordCounts> {
  const counts = new Map<string, Map<string, number>>()
  if (!tokens.length) return counts
  for (const { word, language, text_count } of await db.selectFrom('kb_search_word').selectAll().where('word', 'in', tokens).execute()) {
    const own = counts.get(word) ?? new Map<string, number>()
    own.set(language, text_count)
    counts.set(word, own)
  }
  return counts
}

export const textCount = (counts: WordCounts, token: string): number =>
  [...(counts.get(token)?.values() ?? [])].reduce((sum, count) => sum + count, 0)
