import type { Desk } from '@deskwright/core'
import { DemoClock } from '../../src/demo/demo-clock.ts'
import { openDatabase } from '../../src/demo/demo-database.ts'
import { createDemoDesk } from '../../src/demo/demo-desk.ts'
import { SignIn } from '../../src/demo/sign-in.ts'
import { everyItem } from '../../src/every-item.ts'
import { readLog } from '../../src/replay/read-log.ts'
import { type ReplayProgress, type ReplayRun, replayedTickets, replayLog } from '../../src/replay/replay-log.ts'
import { type ReplaySummary, summarize } from '../../src/replay/summarize.ts'

interface OpenDesk {
  readonly desk: Desk
  readonly clock: DemoClock
  close(): Promise<void>
}

export async function openDesk(url: string): Promise<OpenDesk> {
  const { database, storage, close } = await openDatabase(url)
  const clock = new DemoClock()
  const desk = createDemoDesk({ database, storage, clock, signIn: new SignIn() })
  await desk.migrate()
  return {
    desk,
    clock,
    async close() {
      await desk.close()
      await close()
    },
  }
}

export async function replay(
  { desk, clock }: OpenDesk,
  path: string,
  report: (progress: ReplayProgress) => void = () => {},
): Promise<{ run: ReplayRun; summary: ReplaySummary }> {
  const log = await readLog(path)
  const run = await replayLog(desk, clock, log, report)
  await desk.tick()
  return { run, summary: await summarize(desk, log) }
}

/** Everything that a replay leaves, without what differs from database to database: ids. */
export async function dump(desk: Desk): Promise<unknown> {
  const services = desk.system('dump')
  const names = new Map<string, string>()
  const named = (text: string): string => text.replace(/[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}/g, (id) => names.get(id) ?? 'id')
  const people: unknown[] = []
  for await (const { id, name, memberships } of everyItem((place) => services.people.list(place))) {
    names.set(id, name)
    people.push([name, memberships.map(({ company }) => company.name).sort()])
  }
  for await (const { id, title } of everyItem((place) => services.teams.list(place))) names.set(id, title)
  for await (const { id, name } of everyItem((place) => services.companies.list(place))) names.set(id, name)
  const grants: string[] = []
  for await (const { person, roleId, scope, scopeId } of everyItem((place) => services.access.grants(place)))
    grants.push(`${person.name} ${roleId} ${scope} ${named(scopeId ?? '')}`)
  const tickets: unknown[] = []
  for (const [number, ticket] of [...(await replayedTickets(desk))].sort()) {
    const timeline: unknown[] = []
    for await (const entry of everyItem((place) => services.tickets.timeline({ ...place, ticketId: ticket.id })))
      timeline.push([
        entry.event,
        entry.at,
        entry.actor.name,
        named(JSON.stringify(entry.changes)),
        named(JSON.stringify(entry.payload)),
        entry.message?.body,
      ])
    // A killed transaction leaves a gap in the numbers of PostgreSQL.
    tickets.push([number, named(JSON.stringify({ ...ticket, id: null, number: null })), timeline])
  }
  return { people, grants: grants.sort(), companies: [...names.values()].sort(), tickets }
}
