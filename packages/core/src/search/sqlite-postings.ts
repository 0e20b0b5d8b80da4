import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { sqlitePrefix } from '../store/compile/table-names.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'
import type { PostingChange } from './postings.ts'

/** The inverted index of SQLite: a virtual table, which PostgreSQL does not have, so it is no table of both. */
export const sqliteIndex = sql.raw(`"${sqlitePrefix}search_token"`)

interface Tokens {
  position: number
  tokens: string
}
interface Head {
  position: number
  head: string
}
interface Pending {
  position: number
  words: string
}
interface Known {
  head: string
  /** Null: they are in FTS5. */
  words: string | null
}

/** FTS5 writes a list of its own for each transaction, which takes longer than all else that a new ticket writes; so it gets so many at once. */
const AT_ONCE = 64

const compilable = (db: Kysely<CoreTables>, statement: RawBuilder<unknown>): Compilable => ({ compile: () => statement.compile(db) })

const posting = sql.table('search_posting')
const pending = sql.table('search_pending')

/** To what is in FTS5: a ticket that is not in it yet gets all of its words at once, by the job that makes the index anew. */
const addTokens = prepared<Tokens, unknown, CoreTables>((db, param) =>
  compilable(
    db,
    sql`insert into ${sqliteIndex} (rowid, tokens) select position, ${param('tokens')} from ${posting} where position = ${param('position')}
      and not exists (select 1 from ${pending} where ${pending}.position = ${posting}.position)`,
  ),
)
const removeTokens = prepared<Tokens, unknown, CoreTables>((db, param) =>
  compilable(
    db,
    sql`insert into ${sqliteIndex} (${sqliteIndex}, rowid, tokens) values ('delete', ${param('position')}, ${param('tokens')})`,
  ),
)
const insertHead = prepared<Head, unknown, CoreTables>((db, param) =>
  db.insertInto('search_posting').values({ position: param('position'), head: param('head') }),
)
const setHead = prepared<Head, unknown, CoreTables>((db, param) =>
  db
    .updateTable('search_posting')
    .set({ head: param('head') })
    .where('position', '=', param('position')),
)
const removeHead = prepared<Pick<Head, 'position'>, unknown, CoreTables>((db, param) =>
  db.deleteFrom('search_posting').where('position', '=', param('position')),
)
const insertPending = prepared<Pending, unknown, CoreTables>((db, param) =>
  db.insertInto('search_pending').values({ position: param('position'), words: param('words') }),
)
const addPending = prepared<Pending, unknown, CoreTables>((db, param) =>
  compilable(db, sql`update ${pending} set words = words || ' ' || ${param('words')} where position = ${param('position')}`),
)
const setPending = prepared<Pending, unknown, CoreTables>((db, param) =>
  db
    .updateTable('search_pending')
    .set({ words: param('words') })
    .where('position', '=', param('position')),
)
const removePending = prepared<Pick<Pending, 'position'>, unknown, CoreTables>((db, param) =>
  db.deleteFrom('search_pending').where('position', '=', param('position')),
)
/** In the order of their numbers, as FTS5 begins another list with every smaller one. */
const mergeTokens = prepared<object, unknown, CoreTables>((db) =>
  compilable(
    db,
    sql`insert into ${sqliteIndex} (rowid, tokens) select ${posting}.position, head || ' ' || words
      from ${pending} cross join ${posting} on ${posting}.position = ${pending}.position order by ${pending}.position`,
  ),
)
const clearMerged = prepared<object, unknown, CoreTables>((db) => db.deleteFrom('search_pending'))
const known = prepared<Pick<Head, 'position'>, Known, CoreTables>((db, param) =>
  db
    .selectFrom('search_posting')
    .leftJoin('search_pending', 'search_pending.position', 'search_posting.position')
    .select(['search_posting.head', 'search_pending.words'])
    .where('search_posting.position', '=', param('position')),
)

const words = (tokens: Iterable<string>): string => [...tokens].join(' ')

/** FTS5 has to be told what to take out, so what changes is kept beside it. */
async function knownOf({ tx }: UnitOfWork, position: number): Promise<Known | undefined> {
  return (await tx.run(known, { position })).rows[0]
}

/**
 * A new ticket waits in `search_pending`, whole, and is searched there; the one whose number comes round takes all that wait along. So there are never
 * more than so many, whichever processes write, and nobody has to count. Documents change without being new, so they don't wait.
 */
export function insertOnSqlite(unit: UnitOfWork, position: number, head: readonly string[], tokens: ReadonlySet<string>): void {
  const { tx } = unit
  tx.post(insertHead, { position, head: words(head) })
  if (position < 0) {
    tx.post(addTokens, { position, tokens: words([...head, ...tokens]) })
    return
  }
  tx.post(insertPending, { position, words: words(tokens) })
  if (position % AT_ONCE === 0) mergePending(unit)
}

/** Everything that waits, into FTS5, in this transaction. */
export function mergePending({ tx }: Pick<UnitOfWork, 'tx'>): void {
  tx.post(mergeTokens, {})
  tx.post(clearMerged, {})
}

/** FTS5 keeps lists by token: another row of the same number adds to what stands under it. There is no document that would be replaced. */
export function addOnSqlite({ tx }: UnitOfWork, position: number, added: ReadonlySet<string>): void {
  tx.post(addPending, { position, words: words(added) })
  tx.post(addTokens, { position, tokens: words(added) })
}

export async function changeOnSqlite(unit: UnitOfWork, position: number, { head, written, gone }: PostingChange): Promise<void> {
  const before = await knownOf(unit, position)
  if (!before) return
  if (before.words !== null) {
    const left = new Set([...before.words.split(' '), ...written])
    for (const token of gone) left.delete(token)
    unit.tx.post(setPending, { position, words: words(left) })
    unit.tx.post(setHead, { position, head: words(head) })
    return
  }
  const known = before.head.split(' ')
  const [old, after] = [new Set(known), new Set(head)]
  const added = head.filter((token) => !old.has(token))
  const removed = known.filter((token) => !after.has(token))
  // What came and went in one transaction is put in before it is taken out, as only what is in can be.
  if (gone.length && written.size) unit.tx.post(addTokens, { position, tokens: words(written) })
  else added.push(...written)
  replaceTokens(unit, position, { added, removed: [...removed, ...gone] })
  if (added.length || removed.length) unit.tx.post(setHead, { position, head: words(head) })
}

/**
 * FTS5 counts its rows, one more for every insert and one less for every 'delete', and takes a 'delete' at none for a damaged file. So the two come
 * in pairs, whatever is added; the 'delete' first, as FTS5 then writes both at once.
 */
function replaceTokens({ tx }: UnitOfWork, position: number, { added, removed }: Readonly<Record<'added' | 'removed', string[]>>): void {
  if (removed.length) tx.post(removeTokens, { position, tokens: words(removed) })
  if (added.length || removed.length) tx.post(addTokens, { position, tokens: words(added) })
}

export async function removeOnSqlite(unit: UnitOfWork, position: number): Promise<void> {
  const before = await knownOf(unit, position)
  if (!before) return
  if (before.words === null) unit.tx.post(removeTokens, { position, tokens: before.head })
  else unit.tx.post(removePending, { position })
  unit.tx.post(removeHead, { position })
}
