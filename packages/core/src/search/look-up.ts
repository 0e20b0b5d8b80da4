import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import type { Group } from './scope.ts'
import { sqliteIndex } from './sqlite-postings.ts'
import { blockStart, coveringBlocks } from './token.ts'
import { tokenCodes } from './token-code.ts'

/** What is looked up in one half of the index: tickets stand above zero by number, documents below by position. */
export interface LookUp {
  readonly half: 'ticket' | 'document'
  readonly groups: readonly Group[]
  /** Nothing that has all groups of one of these. */
  readonly excluded: readonly (readonly Group[])[]
  /** On the row that the position is of. */
  readonly rows: RawBuilder<SqlBool> | undefined
}
/** Both ends belong to it; distances from zero. */
export interface Range {
  readonly low: number
  readonly high: number
}

export const WINDOW = 1000

/** Distances from zero of what fits, the newest first, at most `take`. */
export async function lookUp(unit: UnitOfWork, what: LookUp, range: Range, take: number): Promise<number[]> {
  if (what.groups.some(({ any, butOnly }) => !any.length && !butOnly)) return []
  return unit.tx.kind === 'sqlite' ? inSqlite(unit, what, range, take) : inPostgres(unit, what, range, take)
}

const quoted = (token: string): string => `"${token.replaceAll('"', '""')}"`
const anyOf = (tokens: readonly string[]): string => tokens.map(quoted).join(' OR ')

function expression({ any, butOnly }: Group): string {
  const parts = any.map(quoted)
  if (butOnly) parts.push(`(${quoted(butOnly.token)} NOT (${anyOf(butOnly.except)}))`)
  return `(${parts.join(' OR ')})`
}

const all = (groups: readonly Group[]): string => groups.map(expression).join(' AND ')

/** New tickets that are not in FTS5 yet are looked through: they are few, and no ticket stands in both. */
async function inSqlite(unit: UnitOfWork, what: LookUp, range: Range, take: number): Promise<number[]> {
  const merged = await inFts5(unit, what, range, take)
  if (what.half === 'document') return merged
  const waiting = await inPending(unit, what, range, take)
  return waiting.length ? [...waiting, ...merged].sort((a, b) => b - a).slice(0, take) : merged
}

async function inPending({ db }: UnitOfWork, { groups, excluded, rows }: LookUp, { low, high }: Range, take: number): Promise<number[]> {
  const [position, text] = [sql.raw('waiting.position'), sql.raw('waiting.text')]
  const has: Overlap = (any) =>
    any.length
      ? sql`(${sql.join(
          any.map((token) => sql`instr(${text}, ${` ${token} `}) > 0`),
          sql` or `,
        )})`
      : sql`1 = 0`
  const posting = sql.table('search_posting')
  const pending = sql.table('search_pending')
  // Made once for each, not once for each word that is looked for in it.
  const found = await sql<{ n: number }>`with waiting as materialized (
      select ${pending}.position as position, ' ' || ${posting}.head || ' ' || ${pending}.words || ' ' as text
      from ${pending} cross join ${posting} on ${posting}.position = ${pending}.position where ${pending}.position between ${low} and ${high})
    select ${position} as n from waiting ${rows ? joinOf('ticket', position, sql`cross join`) : sql``}
    where ${conditions({ groups, excluded, rows }, has)} order by ${position} desc limit ${sql.lit(take)}`.execute(db)
  return found.rows.map(({ n }) => Number(n))
}

/** FTS5 walks its lists backwards and leaps from one to the other, so it stops after what is asked for. */
async function inFts5({ db }: UnitOfWork, { half, groups, excluded, rows }: LookUp, { low, high }: Range, take: number): Promise<number[]> {
  const unwanted = excluded.filter((one) => one.every(({ any }) => any.length))
  const match = unwanted.length ? `(${all(groups)}) NOT (${unwanted.map((one) => `(${all(one)})`).join(' OR ')})` : all(groups)
  const [first, last] = half === 'ticket' ? [low, high] : [-high, -low]
  const rowid = sql`${sqliteIndex}.rowid`
  const joined = rows ? joinOf(half, rowid, sql`cross join`) : sql``
  const found = await sql<{ n: number }>`select ${rowid} as n from ${sqliteIndex} ${joined}
    where ${sqliteIndex} match ${match} and ${rowid} between ${first} and ${last} and ${rows ?? sql`1 = 1`}
    order by ${rowid} ${half === 'ticket' ? sql`desc` : sql`asc`} limit ${sql.lit(take)}`.execute(db)
  return found.rows.map(({ n }) => Math.abs(Number(n)))
}

/** A cross join is what keeps SQLite from beginning with the rows; PostgreSQL knows none with a condition. */
const joinOf = (half: LookUp['half'], position: RawBuilder<unknown>, words: RawBuilder<unknown>) =>
  half === 'ticket'
    ? sql`${words} ${sql.table('ticket')} on ${sql.ref('ticket.number')} = ${position}`
    : sql`${words} ${sql.table('search_document')} on ${sql.ref('search_document.position')} = -${position}`

const SPANS = [2 ** 14, 2 ** 17, 2 ** 20] as const

/** GIN gives what fits without an order: the newest blocks are asked first, then more and more of them, until there is enough. */
async function inPostgres(unit: UnitOfWork, what: LookUp, range: Range, take: number): Promise<number[]> {
  const found: number[] = []
  let { high } = range
  const newest = await newestOf(unit, what.half)
  high = Math.min(high, newest)
  for (const span of [...SPANS, undefined]) {
    if (high < range.low || found.length >= take) break
    const start = span === undefined ? 0 : blockStart(high, span)
    const low = Math.max(range.low, start)
    const blocks = start === 0 ? undefined : coveringBlocks(start, high)
    found.push(...(await inBlocks(unit, what, { low, high }, blocks, take - found.length)))
    high = low - 1
  }
  return found
}

async function newestOf({ db }: UnitOfWork, half: LookUp['half']): Promise<number> {
  const end = half === 'ticket' ? sql`max(position)` : sql`-min(position)`
  const { rows } = await sql<{ n: number | string | null }>`select ${end} as n from ${sql.table('search_posting')}`.execute(db)
  return Number(rows[0]?.n ?? 0)
}

/** Whether one of them is among the tokens of what is looked at. */
type Overlap = (any: readonly string[]) => RawBuilder<SqlBool>

const tokens = sql.ref('search_posting.tokens')
const overlaps: Overlap = (any) => sql`${tokens} && cast(${tokenCodes(any)} as bigint[])`

function condition({ any, butOnly }: Group, has: Overlap): RawBuilder<SqlBool> {
  if (!butOnly) return has(any)
  return sql`(${has([...any, butOnly.token])} and (${has(any)} or not ${has(butOnly.except)}))`
}

const conditions = ({ groups, excluded, rows }: Pick<LookUp, 'groups' | 'excluded' | 'rows'>, has: Overlap): RawBuilder<SqlBool> =>
  sql`${sql.join(
    [
      ...groups.map((group) => condition(group, has)),
      ...excluded.map((one) => {
        const parts = one.map((group) => condition(group, has))
        return sql<SqlBool>`not (${sql.join(parts, sql` and `)})`
      }),
      ...(rows ? [rows] : []),
    ],
    sql` and `,
  )}`

async function inBlocks(
  { db }: UnitOfWork,
  { half, groups, excluded, rows }: LookUp,
  { low, high }: Range,
  blocks: readonly string[] | undefined,
  take: number,
): Promise<number[]> {
  // Beside an addition the planner can't take the primary key for the order: it would read the rows of the range one by one.
  const position = sql`(${sql.ref('search_posting.position')} + 0)`
  const joined = rows ? joinOf(half, sql.ref('search_posting.position'), sql`join`) : sql``
  const inBlock = blocks ? sql<SqlBool>`${overlaps(blocks)} and ` : sql``
  const [first, last] = half === 'ticket' ? [low, high] : [-high, -low]
  const found = await sql<{ n: number | string }>`select ${position} as n from ${sql.table('search_posting')} ${joined}
    where ${inBlock}${conditions({ groups, excluded, rows }, overlaps)} and ${position} between ${first} and ${last}
    order by ${position} ${half === 'ticket' ? sql`desc` : sql`asc`} limit ${sql.lit(take)}`.execute(db)
  return found.rows.map(({ n }) => Math.abs(Number(n)))
}
