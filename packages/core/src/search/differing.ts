import { sql } from 'kysely'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { sqliteIndex } from './sqlite-postings.ts'
import { tokenCodes } from './token-code.ts'

/** What should be in the index, by position. */
export type Expected = ReadonlyMap<number, { readonly head: readonly string[]; readonly tokens: ReadonlySet<string> }>
type Reading = Pick<UnitOfWork, 'tx' | 'db'>

/** Positions of which the index says something else, more or less. On SQLite a word that is nowhere among them is not looked for. */
export const differing = (reading: Reading, expected: Expected): Promise<number[]> =>
  reading.tx.kind === 'postgres' ? onPostgres(reading, expected) : onSqlite(reading, expected)

const ordered = (tokens: Iterable<string>): string => [...new Set(tokens)].sort().join(' ')

async function onPostgres({ db }: Reading, expected: Expected): Promise<number[]> {
  const { rows } = await sql<{ position: string | number; tokens: string }>`
    select position, array_to_string(tokens, ' ') as tokens from ${sql.table('search_posting')}
    where position = any(cast(${[...expected.keys()]} as bigint[]))`.execute(db)
  const stored = new Map(rows.map(({ position, tokens }) => [Number(position), ordered(tokens.split(' '))]))
  const codes = (tokens: Iterable<string>) => tokenCodes(tokens).slice(1, -1).split(',')
  return [...expected].flatMap(([position, { head, tokens }]) =>
    stored.get(position) === ordered(codes([...head, ...tokens])) ? [] : [position],
  )
}

async function onSqlite({ db }: Reading, expected: Expected): Promise<number[]> {
  if (!expected.size) return []
  const different = new Set<number>()
  const holders = new Map<string, Set<number>>()
  for (const [position, { head, tokens }] of expected)
    for (const token of [...head, ...tokens]) holders.set(token, (holders.get(token) ?? new Set()).add(position))
  const heads = await db
    .selectFrom('search_posting')
    .select(['position', 'head'])
    .where('position', 'in', [...expected.keys()])
    .execute()
  for (const { position, head } of heads)
    if (ordered(head.split(' ')) !== ordered(expected.get(position)?.head ?? [])) different.add(position)
  const waiting = await waitingWords(db, expected)
  for (const [position, words] of waiting) if (ordered(words) !== ordered(expected.get(position)?.tokens ?? [])) different.add(position)
  const [low, high] = [Math.min(...expected.keys()), Math.max(...expected.keys())]
  for (const [token, positions] of holders) {
    const { rows } = await sql<{ rowid: number }>`select rowid from ${sqliteIndex}
      where ${sqliteIndex} match ${`"${token}"`} and rowid between ${low} and ${high}`.execute(db)
    const found = new Set(rows.map(({ rowid }) => Number(rowid)))
    for (const position of positions) if (!found.has(position) && !waiting.has(position)) different.add(position)
    // What waits is not in FTS5 yet: none of it.
    for (const position of found) if (expected.has(position) && (!positions.has(position) || waiting.has(position))) different.add(position)
  }
  return [...different].sort((a, b) => b - a)
}

async function waitingWords(db: Reading['db'], expected: Expected): Promise<Map<number, string[]>> {
  const rows = await db
    .selectFrom('search_pending')
    .selectAll()
    .where('position', 'in', [...expected.keys()])
    .execute()
  return new Map(rows.map(({ position, words }) => [position, words.split(' ').filter(Boolean)]))
}
