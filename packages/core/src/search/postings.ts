import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { sqlitePrefix } from '../store/compile/table-names.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'

/** The inverted index of SQLite: a virtual table, which PostgreSQL does not have, so it is no table of both. */
export const sqliteIndex = sql.raw(`"${sqlitePrefix}search_token"`)

interface Row {
  position: number
  head: string
  tokens: unknown
}
interface Change {
  position: number
  head: string
  added: unknown
  removed: unknown
}

const compilable = (db: Kysely<CoreTables>, statement: RawBuilder<unknown>): Compilable => ({ compile: () => statement.compile(db) })

const insertHead = prepared<Row, unknown, CoreTables>((db, param) =>
  db.insertInto('search_posting').values({ position: param('position'), head: param('head') }),
)
const insertWhole = prepared<Row, unknown, CoreTables>((db, param) =>
  compilable(
    db,
    sql`insert into ${sql.table('search_posting')} (position, head, tokens) values (${param('position')}, ${param('head')}, cast(${param('tokens')} as text[]))`,
  ),
)
const addTokens = prepared<Row, unknown, CoreTables>((db, param) =>
  compilable(db, sql`insert into ${sqliteIndex} (rowid, tokens) values (${param('position')}, ${param('tokens')})`),
)
const removeTokens = prepared<Row, unknown, CoreTables>((db, param) =>
  compilable(
    db,
    sql`insert into ${sqliteIndex} (${sqliteIndex}, rowid, tokens) values ('delete', ${param('position')}, ${param('tokens')})`,
  ),
)
const setHead = prepared<Pick<Row, 'position' | 'head'>, unknown, CoreTables>((db, param) =>
  db
    .updateTable('search_posting')
    .set({ head: param('head') })
    .where('position', '=', param('position')),
)
const addToArray = prepared<Change, unknown, CoreTables>((db, param) =>
  compilable(
    db,
    sql`update ${sql.table('search_posting')} set tokens = array(select unnest(tokens) union select unnest(cast(${param('added')} as text[]))) where position = ${param('position')}`,
  ),
)
const changeArray = prepared<Change, unknown, CoreTables>((db, param) =>
  compilable(
    db,
    sql`update ${sql.table('search_posting')} set head = ${param('head')}, tokens = array((select unnest(tokens) except select unnest(cast(${param('removed')} as text[]))) union select unnest(cast(${param('added')} as text[]))) where position = ${param('position')}`,
  ),
)
const remove = prepared<Pick<Row, 'position'>, unknown, CoreTables>((db, param) =>
  db.deleteFrom('search_posting').where('position', '=', param('position')),
)
const headOf = prepared<{ position: number }, { head: string }, CoreTables>((db, param) =>
  db.selectFrom('search_posting').select('head').where('position', '=', param('position')),
)

const words = (tokens: Iterable<string>): string => [...tokens].join(' ')

/** Head tokens of what is in the index; undefined where nothing is. */
export async function storedHead({ tx }: UnitOfWork, position: number): Promise<readonly string[] | undefined> {
  const { rows } = await tx.run(headOf, { position })
  return rows[0]?.head.split(' ')
}

/** Puts something into the index that is not there. `tokens` come besides `head`. */
export function insertPosting({ tx }: UnitOfWork, position: number, head: readonly string[], tokens: ReadonlySet<string>): void {
  const all = [...head, ...tokens]
  if (tx.kind === 'postgres') {
    tx.post(insertWhole, { position, head: words(head), tokens: all })
    return
  }
  tx.post(insertHead, { position, head: words(head), tokens: '' })
  tx.post(addTokens, { position, head: '', tokens: words(all) })
}

/** Adds tokens to what is there; without it nothing happens that could be found. */
export function addPosting({ tx }: UnitOfWork, position: number, added: ReadonlySet<string>): void {
  if (!added.size) return
  if (tx.kind === 'postgres') tx.post(addToArray, { position, head: '', added: [...added], removed: [] })
  // FTS5 keeps lists by token: another row of the same number adds to what stands under it. There is no document that would be replaced.
  else tx.post(addTokens, { position, head: '', tokens: words(added) })
}

/** Takes tokens out and puts others in; a token in both stays. Only tokens that are in may be taken out. */
export function changePosting(
  { tx }: UnitOfWork,
  position: number,
  head: readonly string[],
  { added, removed }: { readonly added: readonly string[]; readonly removed: readonly string[] },
): void {
  if (!added.length && !removed.length) return
  if (tx.kind === 'postgres') {
    tx.post(changeArray, { position, head: words(head), added: [...added], removed: [...removed] })
    return
  }
  // FTS5 counts its rows, one more for every insert and one less for every 'delete', and takes a 'delete' at none for a damaged file. So the two
  // come in pairs, whatever is added; the 'delete' first, as FTS5 then writes both at once.
  if (removed.length) tx.post(removeTokens, { position, head: '', tokens: words(removed) })
  tx.post(addTokens, { position, head: '', tokens: words(added) })
  tx.post(setHead, { position, head: words(head) })
}

export function removePosting({ tx }: UnitOfWork, position: number, head: readonly string[]): void {
  if (tx.kind === 'sqlite') tx.post(removeTokens, { position, head: '', tokens: words(head) })
  tx.post(remove, { position })
}
