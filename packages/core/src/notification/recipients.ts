import type { CoreDb } from '../operation/runtime.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import { type Reason, reasons } from './reason.ts'

export interface ToldEvent {
  readonly id: string
  readonly name: string
  /** ISO 8601. */
  readonly at: string
  readonly isPublic: boolean
  readonly actorKind: string
  readonly actorId: string
  readonly payload: Readonly<Record<string, unknown>>
}
export interface Recipient {
  readonly personId: string
  readonly acting: 'staff' | 'customer'
  readonly reason: Reason
}

type Side = 'customers' | 'staff' | 'mentioned' | 'new_assignee' | 'approvers' | 'new_approver' | 'asker'
/** Event → who hears of it. Whoever did it never does, and customers only of public events. */
const audiences: Readonly<Record<string, readonly Side[]>> = {
  'ticket.created': ['customers', 'staff'],
  'ticket.replied': ['customers', 'staff'],
  'ticket.noted': ['mentioned', 'staff'],
  'ticket.assigned': ['new_assignee'],
  'ticket.resolved': ['customers', 'staff'],
  'ticket.closed': ['customers', 'staff'],
  'ticket.reopened': ['customers', 'staff'],
  'ticket.wait_over': ['staff'],
  'approval.requested': ['approvers'],
  'approval.approver_replaced': ['new_approver'],
  'approval.ended': ['asker'],
}
export const toldEvents: readonly string[] = Object.keys(audiences)

const reasonsOf: Readonly<Record<Side, readonly Reason[]>> = {
  customers: ['requester', 'cc'],
  staff: ['assigned', 'assignee', 'follower', 'team'],
  mentioned: ['mentioned'],
  new_assignee: ['assigned', 'team'],
  approvers: ['approver'],
  new_approver: ['approver'],
  asker: ['asker'],
}
/** What somebody can be told of for a reason: what a preference can name. */
export const eventsToldFor = (reason: Reason): readonly string[] =>
  toldEvents.filter((event) => audiences[event]?.some((side) => reasonsOf[side].includes(reason)))

/** Everybody whom the rules name, each once and with the first reason; whether they may see it is not asked here. */
export async function recipientsOf(db: CoreDb, event: ToldEvent, ticket: TicketRow): Promise<Recipient[]> {
  const sides = audiences[event.name] ?? []
  // What a program writes counts as nobody's answer, and is answered by nothing.
  if (event.name === 'ticket.replied' && event.actorKind !== 'person') return []
  const found: Recipient[] = []
  const add = (personId: unknown, acting: Recipient['acting'], reason: Reason): void => {
    if (typeof personId === 'string') found.push({ personId, acting, reason })
  }
  // Whoever was added later was not told of it, also if it is told late.
  const participants = await db
    .selectFrom('participant')
    .select(['person_id', 'kind'])
    .where('ticket_id', '=', ticket.id)
    .where('created_at', '<=', event.at)
    .execute()
  if (sides.includes('mentioned')) for (const id of idsIn(event.payload['mentionIds'])) add(id, 'staff', 'mentioned')
  if (sides.includes('new_assignee')) {
    add(event.payload['assigneeId'], 'staff', 'assigned')
    if (event.payload['assigneeId'] === null && ticket.assignee_id === null)
      for (const id of await team(db, ticket)) add(id, 'staff', 'team')
  }
  if (sides.includes('customers') && event.isPublic) {
    add(ticket.requester_id, 'customer', 'requester')
    for (const { person_id, kind } of participants) if (kind === 'cc') add(person_id, 'customer', 'cc')
  }
  if (sides.includes('staff')) {
    add(ticket.assignee_id, 'staff', event.name === 'ticket.created' ? 'assigned' : 'assignee')
    for (const { person_id, kind } of participants) if (kind === 'follower') add(person_id, 'staff', 'follower')
    if (ticket.assignee_id === null) for (const id of await team(db, ticket)) add(id, 'staff', 'team')
  }
  for (const one of await askedPeople(db, event, sides)) found.push(one)
  const byPerson = new Map<string, Recipient>()
  for (const one of found.toSorted((a, b) => reasons.indexOf(a.reason) - reasons.indexOf(b.reason)))
    if (!isDoer(event, one) && !byPerson.has(one.personId)) byPerson.set(one.personId, one)
  return [...byPerson.values()]
}

/** Whoever is asked to approve, while it is open; and whoever asked, once it has an outcome that another person gave. */
async function askedPeople(db: CoreDb, { payload }: ToldEvent, sides: readonly Side[]): Promise<Recipient[]> {
  const { approvalId, replacementId, outcome } = payload
  const isAsked = sides.includes('approvers') || sides.includes('new_approver')
  if (typeof approvalId !== 'string' || (!isAsked && !sides.includes('asker'))) return []
  if (!isAsked) {
    if (outcome === 'replaced') return []
    const asked = await db
      .selectFrom('approval')
      .select(['requested_by', 'requested_by_kind'])
      .where('id', '=', approvalId)
      .executeTakeFirst()
    return asked?.requested_by_kind === 'person' ? [{ personId: asked.requested_by, acting: 'staff', reason: 'asker' }] : []
  }
  let approvers = db
    .selectFrom('approver')
    .innerJoin('approval', 'approval.id', 'approver.approval_id')
    .select(['approver.person_id', 'approver.acting'])
    .where('approver.approval_id', '=', approvalId)
    .where('approver.vote', 'is', null)
    .where('approval.state', '=', 'pending')
  if (typeof replacementId === 'string') approvers = approvers.where('approver.person_id', '=', replacementId)
  return (await approvers.execute()).map(({ person_id, acting }) => ({ personId: person_id, acting, reason: 'approver' }))
}

const isDoer = ({ actorKind, actorId }: ToldEvent, { personId }: Recipient): boolean => actorKind === 'person' && actorId === personId

const idsIn = (value: unknown): readonly string[] =>
  Array.isArray(value) ? value.filter((id: unknown): id is string => typeof id === 'string') : []

/** Who works in the ticket's team; those who oversee everything are not told of everything. */
async function team(db: CoreDb, ticket: TicketRow): Promise<string[]> {
  const rows = await db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .innerJoin('person', 'person.id', 'access_grant.person_id')
    .select('access_grant.person_id')
    .distinct()
    .where('access_grant.scope', '=', 'team')
    .where('access_grant.scope_id', '=', ticket.team_id)
    .where('role.acting', '=', 'staff')
    .where('person.is_active', '=', true)
    .execute()
  return rows.map(({ person_id }) => person_id)
}
