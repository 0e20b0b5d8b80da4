import type { Desk, Ticket } from '@deskwright/core'
import type { DemoClock } from '../demo/demo-clock.ts'
import { everyItem } from '../every-item.ts'
import { populate } from '../population/populate.ts'
import { logPopulation } from './log-population.ts'
import { logIncident } from './log-type.ts'
import type { IncidentLog, LogIncident } from './read-log.ts'
import { valuesOf } from './row-change.ts'
import { RowReplay } from './row-replay.ts'

export interface ReplayProgress {
  /** People, teams and companies, then rows of the log. */
  readonly phase: 'population' | 'rows'
  readonly done: number
  readonly total: number
}

export interface ReplayRun {
  /** Rows that were in the desk before. */
  readonly found: number
  /** Rows that this run replayed. */
  readonly replayed: number
  readonly seconds: number
}

const DAY_MS = 86_400_000

/** One thing of the log to be done: `row` −1 opens the incident. */
interface Event {
  readonly at: number
  readonly incident: LogIncident
  readonly row: number
}

/**
 * Replays a log in the desk through its public API, every event at its own time. How far it is, the tickets themselves say: it can be
 * ended at any moment and started again.
 */
export async function replayLog(
  desk: Desk,
  clock: DemoClock,
  log: IncidentLog,
  report: (progress: ReplayProgress) => void,
): Promise<ReplayRun> {
  const { incidents } = log
  const startedAt = performance.now()
  try {
    clock.set(incidents.reduce((first, { opensAt }) => Math.min(first, opensAt), Number.POSITIVE_INFINITY) - DAY_MS)
    const ids = await populate(desk, 'log replay', logPopulation(log), (done, total) => report({ phase: 'population', done, total }))
    const rows = new RowReplay(desk, ids, await replayedTickets(desk))
    const events = incidents.flatMap((incident) => [{ at: incident.opensAt, incident, row: -1 }, ...eventsOf(incident)])
    const total = events.length - incidents.length
    const due: Event[] = []
    for (const event of inTime(events)) if (await rows.isDue(event.incident, event.row)) due.push(event)
    const replayed = due.filter(({ row }) => row >= 0).length
    let done = total - replayed
    report({ phase: 'rows', done, total })
    for (const { at, incident, row } of due) {
      clock.set(at)
      if (row < 0) {
        await rows.open(incident)
        continue
      }
      await rows.replay(incident, row)
      done += 1
      report({ phase: 'rows', done, total })
    }
    return { found: total - replayed, replayed, seconds: (performance.now() - startedAt) / 1000 }
  } finally {
    clock.run()
  }
}

const eventsOf = (incident: LogIncident): Event[] => incident.rows.map(({ happensAt }, row) => ({ at: happensAt, incident, row }))

/** All incidents merged by time; at the same time in the order of the file, so that every run does the same. */
const inTime = (events: readonly Event[]): readonly Event[] => events.toSorted((a, b) => a.at - b.at)

/** The tickets of the log that the desk has, by the log's number. */
export async function replayedTickets(desk: Desk): Promise<Map<string, Ticket>> {
  const tickets = new Map<string, Ticket>()
  const { list } = desk.system('log replay').tickets
  for await (const ticket of everyItem((place) => list({ ...place, type: [logIncident.id] }))) {
    const { log_number: number } = valuesOf(ticket)
    if (typeof number === 'string') tickets.set(number, ticket)
  }
  return tickets
}
