import type { Desk, Ticket } from '@deskwright/core'
import { everyItem } from '../every-item.ts'
import { countLog, type LogCounts } from './count-log.ts'
import { logStatuses } from './log-type.ts'
import { codeOf } from './log-value.ts'
import type { IncidentLog, LogRemark } from './read-log.ts'
import { type Judgement, judge, type Refusal, refusalIn } from './refusal.ts'
import { replayedTickets } from './replay-log.ts'
import { valuesOf } from './row-change.ts'

/** What the desk's own records say of a ticket. */
interface DeskCounts {
  readonly transitions: number
  readonly teamChanges: number
  readonly reopenCount: number
  readonly status: string
  readonly madeSla: boolean | undefined
  readonly refusals: readonly Refusal[]
}

export interface RefusalGroup extends Judgement {
  readonly what: Refusal['what']
  readonly from: string
  readonly to: string
  readonly code: string
  readonly count: number
}

/** How the desk and the log agree over something; `differing`: incidents in which they do not. */
export interface Agreement {
  readonly desk: number
  readonly log: number
  readonly differing: readonly string[]
}

export interface ReplaySummary {
  readonly path: string
  readonly incidents: number
  readonly rows: number
  readonly tickets: number
  /** Rows that the tickets count as theirs, and those after a closing, which changed nothing. */
  readonly transitions: Agreement
  readonly reopened: Agreement
  /** The desk's changes of team against the rows' changes of group. */
  readonly reassigned: Agreement
  /** The log's own count of reassignments against what its rows show. */
  readonly reassignmentColumn: Agreement
  /** Tickets by status at the end: in the desk, and in the log's last rows. */
  readonly states: ReadonlyMap<string, Agreement>
  readonly madeSla: Agreement
  /** Incidents of which the log says whether the level was kept. */
  readonly slaKnown: number
  readonly refusals: readonly RefusalGroup[]
  readonly remarks: readonly LogRemark[]
}

/** Compares the desk, by its tickets and their histories, with the log, by its rows alone. */
export async function summarize(desk: Desk, log: IncidentLog): Promise<ReplaySummary> {
  const tickets = await replayedTickets(desk)
  const counted = countLog(log)
  const found = new Map<string, DeskCounts>()
  for (const number of counted.keys()) {
    const ticket = tickets.get(number)
    if (ticket) found.set(number, await countTicket(desk, ticket))
  }
  const agreement = (ofDesk: (counts: DeskCounts) => number, ofLog: (counts: LogCounts) => number): Agreement => {
    const numbers = [...counted].map(([number, counts]) => {
      const own = found.get(number)
      return { number, desk: own ? ofDesk(own) : 0, log: ofLog(counts) }
    })
    return {
      desk: numbers.reduce((sum, { desk: count }) => sum + count, 0),
      log: numbers.reduce((sum, { log: count }) => sum + count, 0),
      differing: numbers.filter(({ desk: one, log: other }) => one !== other).map(({ number }) => number),
    }
  }
  const statuses = new Set([
    ...[...found.values()].map(({ status }) => status),
    ...[...counted.values()].flatMap(({ state }) => state ?? []),
  ])
  return {
    path: log.path,
    incidents: log.incidents.length,
    rows: log.rowCount,
    tickets: found.size,
    transitions: agreement(
      ({ transitions }) => transitions,
      ({ transitions }) => transitions,
    ),
    reopened: agreement(
      ({ reopenCount }) => reopenCount,
      ({ reopenCount }) => reopenCount ?? 0,
    ),
    reassigned: agreement(
      ({ teamChanges }) => teamChanges,
      ({ groupChanges }) => groupChanges,
    ),
    reassignmentColumn: agreement(
      ({ teamChanges }) => teamChanges,
      ({ reassignmentCount, groupChanges }) => reassignmentCount ?? groupChanges,
    ),
    states: new Map(
      [...statuses].sort(byLife).map((status) => [
        status,
        agreement(
          (one) => Number(one.status === status),
          ({ state }) => Number(state === status),
        ),
      ]),
    ),
    madeSla: agreement(
      ({ madeSla }) => Number(madeSla === true),
      ({ madeSla }) => Number(madeSla === true),
    ),
    slaKnown: [...counted.values()].filter(({ madeSla }) => madeSla !== undefined).length,
    refusals: grouped([...found.values()].flatMap(({ refusals }) => refusals)),
    remarks: log.remarks,
  }
}

async function countTicket(desk: Desk, ticket: Ticket): Promise<DeskCounts> {
  let [transitions, teamChanges] = [0, 0]
  const refusals: Refusal[] = []
  for await (const { event, changes, message } of everyItem((place) =>
    desk.system('log replay').tickets.timeline({ ...place, ticketId: ticket.id }),
  )) {
    if (event === 'ticket.transitioned') transitions += 1
    if (event === 'ticket.assigned' && changes.some(({ field }) => field === 'team')) teamChanges += 1
    const refusal = message?.visibility === 'internal' ? refusalIn(message.body) : undefined
    if (refusal) refusals.push(refusal)
  }
  const { made_sla: madeSla } = valuesOf(ticket)
  return {
    transitions,
    teamChanges,
    refusals,
    reopenCount: ticket.reopenCount ?? 0,
    status: ticket.status ?? '',
    madeSla: typeof madeSla === 'boolean' ? madeSla : undefined,
  }
}

const order = Object.keys(logStatuses)
/** In the order of a ticket's life; what the type does not know comes last. */
const byLife = (a: string, b: string): number => place(a) - place(b) || (a < b ? -1 : 1)
const place = (status: string): number => (order.includes(status) ? order.indexOf(status) : order.length)

function grouped(refusals: readonly Refusal[]): RefusalGroup[] {
  const groups = new Map<string, RefusalGroup>()
  for (const refusal of refusals) {
    const { what, from, to, code } = refusal
    const key = [what, from, to, code].join('\n')
    const known = groups.get(key)
    const judgement = judge(refusal, { from: codeOf(from, 'state'), to: codeOf(to, 'state') })
    groups.set(key, { what, from, to, code, ...judgement, count: (known?.count ?? 0) + 1 })
  }
  return [...groups.values()].sort((a, b) => b.count - a.count || (a.from + a.to < b.from + b.to ? -1 : 1))
}
