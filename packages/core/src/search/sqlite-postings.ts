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

const compilable = (db: Kysely<CoreTables>, statement: RawBuilder<unknown>): Compilable => ({ compile: () => statement.compile(db) })

/** To what is in the index: a ticket that is not in it yet gets all of its words at once, by the job that makes the index anew. */
const addTokens = prepared<Tokens, unknown, CoreTables>((db, param) =>
  compilable(
    db,
    sql`insert into ${sqliteIndex} (rowid, tokens) select position, ${param('tokens')} from ${sql.table('search_posting')} where position = ${param('position')}`,
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
const headOf = prepared<Pick<Head, 'position'>, { head: string }, CoreTables>((db, param) =>
  db.selectFrom('search_posting').select('head').where('position', '=', param('position')),
)

const words = (tokens: Iterable<string>): string => [...tokens].join(' ')

/** FTS5 has to be told what to take out, so what changes is kept beside it. */
async function storedHead({ tx }: UnitOfWork, position: number): Promise<readonly string[] | undefined> {
  const { rows } = await tx.run(headOf, { position })
  return rows[0]?.head.split(' ')
}

export function insertOnSqlite({ tx }: UnitOfWork, position: number, head: readonly string[], tokens: ReadonlySet<string>): void {
  tx.post(insertHead, { position, head: words(head) })
  tx.post(addTokens, { position, tokens: words([...head, ...tokens]) })
}

/** FTS5 keeps lists by token: another row of the same number adds to what stands under it. There is no document that would be replaced. */
export const addOnSqlite = ({ tx }: UnitOfWork, position: number, added: ReadonlySet<string>): void =>
  tx.post(addTokens, { position, tokens: words(added) })

export async function changeOnSqlite(unit: UnitOfWork, position: number, { head, written, gone }: PostingChange): Promise<void> {
  const before = await storedHead(unit, position)
  if (!before) return
  const [old, after] = [new Set(before), new Set(head)]
  const added = head.filter((token) => !old.has(token))
  const removed = before.filter((token) => !after.has(token))
  // What came and went in one transaction is put in before it is taken out, as only what is in can be.
  if (gone.length && written.size) addOnSqlite(unit, position, written)
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
  const head = await storedHead(unit, position)
  if (!head) return
  unit.tx.post(removeTokens, { position, tokens: words(head) })
  unit.tx.post(removeHead, { position })
}
