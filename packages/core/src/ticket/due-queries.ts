import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { calendarOf } from '../calendar/calendars-by-key.ts'
import type { WorkingTime } from '../calendar/working-time.ts'
import type { Machine } from '../machine/machine.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { instantParam } from '../store/value/typed-param.ts'

/** What brings a ticket up: a wait that ends, a silence to tell of, a silence that closes. */
export type DueKind = 'wait' | 'warning' | 'silence'

export interface DueTicket {
  readonly id: string
  readonly kind: DueKind
  /** Where the walk stands. */
  readonly at: string
  readonly number: number
}
/** One walk over an index, oldest first; each page goes on after the last ticket of the one before. */
export type DueWalk = (db: CoreDb, after: Pick<DueTicket, 'at' | 'number'> | undefined, take: number) => Promise<DueTicket[]>

const column = (name: string) => sql.ref(`ticket.${name}`)

/** All that could be due at `now`. Each is a range of an index that ends with what is due, so a look costs that and not what exists. */
export async function dueWalks(runtime: Runtime, now: string): Promise<DueWalk[]> {
  const walks: DueWalk[] = [
    walk('wait', 'waiting_until_at', now, sql`${column('waiting_mode')} is not null and ${column('category')} = ${sql.lit('waiting')}`),
  ]
  for (const machine of runtime.composition.machines.all) {
    const statuses = machine.statuses.filter(({ name }) => machine.triggered(name, 'silence')).map(({ name }) => name)
    const { autoCloseDays, autoCloseWarnDays, calendar } = machine.windows
    if (!statuses.length || autoCloseDays === null) continue
    const time = calendar === null ? undefined : await runtime.store.read((tx) => calendarOf(runtime, tx, machine))
    const since = (days: number) => latestStart(time, now, days)
    const silent = (until: string): RawBuilder<SqlBool> =>
      sql`${ofType(machine, statuses)} and ${beforeOrNever('last_customer_message_at', until)} and ${beforeOrNever('last_staff_message_at', until)}`
    const [closing, warning] = [since(autoCloseDays), since(autoCloseDays - (autoCloseWarnDays ?? 0))]
    const told = autoCloseWarnDays === null ? null : since(autoCloseWarnDays)
    if (autoCloseWarnDays !== null && warning !== null)
      walks.push(walk('warning', 'resolved_at', warning, sql`${silent(warning)} and ${column('close_warned_at')} is null`))
    if (closing === null || (autoCloseWarnDays !== null && told === null)) continue
    const isTold = told === null ? sql`1 = 1` : sql`${column('close_warned_at')} <= ${instantParam(told)}`
    walks.push(walk('silence', 'resolved_at', closing, sql`${silent(closing)} and ${isTold}`))
  }
  return walks
}

/** The category stands in the text, as the partial index is chosen by it. */
const ofType = ({ typeId }: Machine, statuses: readonly string[]) =>
  sql`${column('type')} = ${typeId} and ${column('category')} = ${sql.lit('resolved')} and ${column('status')} in (${sql.join([...statuses])})`

const beforeOrNever = (name: string, until: string) => sql`(${column(name)} is null or ${column(name)} <= ${instantParam(until)})`

const dayMs = 86_400_000
const latestStart = (time: WorkingTime | undefined, now: string, days: number): string | null =>
  time ? time.latestStart(now, days) : new Date(Date.parse(now) - days * dayMs).toISOString()

const walk =
  (kind: DueKind, by: 'waiting_until_at' | 'resolved_at', until: string, where: RawBuilder<unknown>): DueWalk =>
  async (db, after, take) => {
    const beyond = after
      ? sql<SqlBool>`(${column(by)}, ${column('number')}) > (${instantParam(after.at)}, ${after.number})`
      : sql<SqlBool>`1 = 1`
    const rows = await db
      .selectFrom('ticket')
      .select(['id', 'number', `${by} as at`])
      .where(by, '<=', until)
      .where(where as RawBuilder<SqlBool>)
      .where(beyond)
      .orderBy(by)
      .orderBy('number')
      .limit(take)
      .execute()
    return rows.flatMap(({ id, number, at }) => (at === null ? [] : [{ id, number, at, kind }]))
  }
