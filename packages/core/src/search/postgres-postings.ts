import { type Compilable, type Kysely, type RawBuilder, sql } from 'kysely'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'
import type { PostingChange } from './postings.ts'
import { TEXT_CODES, tokenCodes } from './token-code.ts'

interface Tokens {
  position: number
  tokens: unknown
}
interface Change {
  position: number
  head: unknown
  written: unknown
  gone: unknown
}

const table = sql.table('search_posting')
const compilable = (db: Kysely<CoreTables>, statement: RawBuilder<unknown>): Compilable => ({ compile: () => statement.compile(db) })

const insertTokens = prepared<Tokens, unknown, CoreTables>((db, param) =>
  compilable(db, sql`insert into ${table} (position, tokens) values (${param('position')}, cast(${param('tokens')} as bigint[]))`),
)
const addTokens = prepared<Tokens, unknown, CoreTables>((db, param) =>
  compilable(
    db,
    sql`update ${table} set tokens = array(select unnest(tokens) union select unnest(cast(${param('tokens')} as bigint[])) order by 1) where position = ${param('position')}`,
  ),
)
const changeTokens = prepared<Change, unknown, CoreTables>((db, param) =>
  compilable(
    db,
    sql`update ${table} set tokens = array(
      select code from (select unnest(tokens) as code union select unnest(cast(${param('written')} as bigint[]))) as known
      where code >= ${sql.lit(TEXT_CODES)} and code <> all(cast(${param('gone')} as bigint[]))
      union select unnest(cast(${param('head')} as bigint[])) order by 1) where position = ${param('position')}`,
  ),
)
const remove = prepared<Pick<Tokens, 'position'>, unknown, CoreTables>((db, param) =>
  db.deleteFrom('search_posting').where('position', '=', param('position')),
)

export const insertOnPostgres = ({ tx }: UnitOfWork, position: number, tokens: Iterable<string>): void =>
  tx.post(insertTokens, { position, tokens: tokenCodes(tokens) })

export const addOnPostgres = ({ tx }: UnitOfWork, position: number, added: ReadonlySet<string>): void =>
  tx.post(addTokens, { position, tokens: tokenCodes(added) })

/** What is no message stands below `TEXT_CODES`, so nobody has to remember what it was. */
export const changeOnPostgres = ({ tx }: UnitOfWork, position: number, { head, written, gone }: PostingChange): void =>
  tx.post(changeTokens, { position, head: tokenCodes(head), written: tokenCodes(written), gone: tokenCodes(gone) })

export const removeOnPostgres = ({ tx }: UnitOfWork, position: number): void => tx.post(remove, { position })
