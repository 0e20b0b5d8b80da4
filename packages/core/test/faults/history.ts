import type { Kysely, Selectable } from 'kysely'
import type { Desk } from '../../src/desk/desk.ts'
import type { TicketRow } from '../../src/operation/ticket-state.ts'
import type { CoreTables, EventTable } from '../../src/tables.ts'
import type { MessageTable } from '../../src/ticket/tables.ts'
import type { Acknowledged } from './acknowledged.ts'

type Event = Selectable<EventTable>
type Message = Selectable<MessageTable>

type Examined = Pick<Desk, '~store' | 'machines'>

export interface History {
  readonly tickets: readonly TicketRow[]
  readonly events: readonly Event[]
  readonly messages: readonly Message[]
  /** External ids of people by id. */
  readonly people: ReadonlyMap<string, string | null>
}

/** Everything that makes up the past of the tickets, in one snapshot. */
export const readHistory = (desk: Examined): Promise<History> =>
  desk['~store'].read(async (tx) => {
    const db: Kysely<CoreTables> = tx.db
    return {
      tickets: await db.selectFrom('ticket').selectAll().execute(),
      events: await db.selectFrom('event').selectAll().where('subject_kind', '=', 'ticket').orderBy('subject_version').execute(),
      messages: await db.selectFrom('message').selectAll().execute(),
      people: new Map((await db.selectFrom('person').select(['id', 'external_id']).execute()).map((row) => [row.id, row.external_id])),
    }
  })

const groupedBy = <T>(items: readonly T[], key: (item: T) => string): Map<string, T[]> => {
  const groups = new Map<string, T[]>()
  for (const item of items) {
    const group = groups.get(key(item))
    if (group) group.push(item)
    else groups.set(key(item), [item])
  }
  return groups
}

/**
 * What is wrong with the history as a whole; nothing when rows, versions, events and messages have moved together and every chain of
 * transitions is one that the machine allows.
 */
export function historyFaults(desk: Examined, { tickets, events, messages }: History): string[] {
  const faults: string[] = []
  const eventsOf = groupedBy(events, ({ subject_id }) => subject_id)
  const messagesOf = groupedBy(messages, ({ ticket_id }) => ticket_id)
  for (const ticket of tickets) {
    const own = eventsOf.get(ticket.id) ?? []
    eventsOf.delete(ticket.id)
    for (const fault of [
      ...versionFaults(ticket, own),
      ...chainFaults(desk, ticket, own),
      ...assignmentFaults(ticket, own),
      ...messageFaults(own, messagesOf.get(ticket.id) ?? []),
    ])
      faults.push(`ticket ${ticket.number}: ${fault}`)
  }
  for (const id of eventsOf.keys()) faults.push(`there are events of a ticket ${id} that does not exist`)
  return faults
}

/** Versions go up by one with each event, none is missing and none came twice. */
function versionFaults(ticket: TicketRow, events: readonly Event[]): string[] {
  const versions = events.map(({ subject_version }) => subject_version)
  const expected = Array.from({ length: ticket.version }, (_, index) => index + 1)
  const shown = events.filter(({ is_public }) => is_public).length
  return [
    ...(versions.join() === expected.join() ? [] : [`has version ${ticket.version} and events of the versions ${versions.join()}`]),
    // Some changes move what customers see by an event that they don't.
    ...(ticket.public_version >= shown ? [] : [`has ${shown} public events and the public version ${ticket.public_version}`]),
  ]
}

function chainFaults(desk: Examined, ticket: TicketRow, events: readonly Event[]): string[] {
  const machine = desk.machines.find(({ typeId }) => typeId === ticket.type)
  if (!machine) return [`has the unknown type ${ticket.type}`]
  const faults: string[] = []
  let status = machine.initial
  for (const event of events) {
    // A tombstone, and what it covers: by no command, and back again.
    if (event.name === 'ticket.merged') {
      const { from } = event.payload_json as { from: string }
      if (from !== status) faults.push(`version ${event.subject_version}: merged from ${from} while ${status}`)
      status = 'merged'
    }
    if (event.name === 'ticket.unmerged') {
      if (status !== 'merged') faults.push(`version ${event.subject_version}: unmerged while ${status}`)
      status = (event.payload_json as { to: string }).to
    }
    if (event.name !== 'ticket.transitioned') continue
    const { command, from, to } = event.payload_json as { command: string; from: string; to: string }
    const arrow = machine.transition(status, command)
    if (from !== status || arrow?.to !== to)
      faults.push(`version ${event.subject_version}: ${command} from ${from} to ${to} while ${status}`)
    status = to
  }
  if (status !== ticket.status) faults.push(`is ${ticket.status} and its history ends with ${status}`)
  const category = machine.category(ticket.status)
  if (category !== ticket.category) faults.push(`is ${ticket.status}, which is ${category}, and says ${ticket.category}`)
  if (ticket.is_open !== ['new', 'open', 'waiting'].includes(ticket.category))
    faults.push(`is ${ticket.category} and says ${ticket.is_open ? 'open' : 'done'}`)
  return faults
}

function assignmentFaults(ticket: TicketRow, events: readonly Event[]): string[] {
  const faults: string[] = []
  let assignee: string | null = null
  for (const event of events) {
    if (event.name !== 'ticket.assigned') continue
    const { assigneeId, previousAssigneeId } = event.payload_json as { assigneeId: string | null; previousAssigneeId: string | null }
    if (previousAssigneeId !== assignee)
      faults.push(`version ${event.subject_version}: taken from ${previousAssigneeId} while ${assignee} had it`)
    assignee = assigneeId
  }
  if (assignee !== ticket.assignee_id) faults.push(`is with ${ticket.assignee_id} and its history says ${assignee}`)
  return faults
}

/** A message without its event, or an event without its message, is half of something. */
function messageFaults(events: readonly Event[], messages: readonly Message[]): string[] {
  const told = new Map(
    events.flatMap((event) => {
      const { messageId } = event.payload_json as { messageId?: string | null }
      return messageId ? [[messageId, event.name === 'ticket.noted' ? 'internal' : 'public'] as const] : []
    }),
  )
  const faults = messages
    .filter(({ id, visibility }) => told.get(id) !== visibility)
    .map(({ id, visibility }) => `the ${visibility} message ${id} has no event that says so`)
  const there = new Set(messages.map(({ id }) => id))
  for (const id of told.keys()) if (!there.has(id)) faults.push(`the message ${id} of an event is missing`)
  return faults
}

/** What was acknowledged and is not there: row, event and version together. Of two who expected the same version, one may have won. */
export function lostFaults({ tickets, events, messages, people }: History, acknowledged: readonly Acknowledged[]): string[] {
  const faults: string[] = []
  const versions = new Map(tickets.map(({ id, version }) => [id, version]))
  const authors = new Map(events.map((event) => [`${event.subject_id} ${event.subject_version}`, event.actor_id]))
  const there = new Set(messages.map(({ id }) => id))
  const winners = new Map<string, string>()
  for (const { writer, ticketId, before, version, isExpected, messageId } of acknowledged) {
    const says = `${writer} was told that ${ticketId} has version ${version}`
    if ((versions.get(ticketId) ?? 0) < version) faults.push(`${says}, and the ticket has ${versions.get(ticketId)}`)
    const author = authors.get(`${ticketId} ${version}`)
    if (author === undefined) faults.push(`${says}, and there is no such event`)
    else if (people.get(author) !== writer) faults.push(`${says}, which is the doing of ${people.get(author)}`)
    if (messageId !== undefined && !there.has(messageId)) faults.push(`${says}, and the message ${messageId} is not there`)
    if (version <= before) faults.push(`${says}, which is not above ${before}`)
    const other = winners.get(`${ticketId} ${version}`)
    if (other !== undefined) faults.push(`${says}, and so was ${other}`)
    winners.set(`${ticketId} ${version}`, writer)
    if (!isExpected) continue
    for (let own = before + 1; own <= version; own += 1)
      if (authors.get(`${ticketId} ${own}`) !== author) faults.push(`${says} from ${before}, and ${own} was made by somebody else`)
  }
  return faults
}
