import { mayBeAssigned, mayTake } from '../access/entitled.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from './contract.ts'
import { expectVersion } from './expected-version.ts'
import { handOver } from './hand-over.ts'
import { seeActiveTeam } from './resolve-references.ts'
import { AssignTicket, TakeTicket, TicketView } from './schemas.ts'
import { performTriggered } from './transition.ts'
import { viewTicket } from './view.ts'

const { command } = forContract<TicketsContract>()

export const assign = command({
  route: 'POST /tickets/:ticketId/assign',
  summary: 'Gives the ticket to somebody of its team, or to nobody; with a team, moves it there.',
  permission: 'ticket.assign',
  audience: 'staff',
  input: AssignTicket,
  output: TicketView,
  async run(work, { ticketId, assigneeId, teamId, expectedVersion }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const state = await context.unit.tickets.see(context.actor, ticketId)
    await expectVersion(context, state, expectedVersion)
    if (assigneeId !== null) await work.person(assigneeId)
    await assignTo(context, state, assigneeId, teamId)
    return viewTicket(context, ticketId)
  },
})

export const take = command({
  route: 'POST /tickets/:ticketId/take',
  summary: 'Takes a ticket that nobody has; of many at once one gets it.',
  permission: 'ticket.take',
  audience: 'staff',
  input: TakeTicket,
  output: TicketView,
  async run(work, { ticketId, expectedVersion }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const { unit, actor } = context
    const state = await unit.tickets.see(actor, ticketId)
    await expectVersion(context, state, expectedVersion)
    if (actor.personId === null) throw coreError('ticket.assignee_not_entitled', { assigneeId: actor.id, team: state.row.team_id })
    if (state.row.assignee_id !== null && state.row.assignee_id !== actor.personId)
      throw coreError('ticket.taken', { number: state.row.number }, { details: { currentVersion: state.row.version } })
    await assignTo(context, state, actor.personId)
    return viewTicket(context, ticketId)
  },
})

/** Assigns inside a unit of work; the assignee must be entitled in the team. Nothing happens when nothing changes. */
export async function assignTo(context: CallContext, state: TicketState, assigneeId: string | null, teamId?: string): Promise<void> {
  const { row } = state
  const team = teamId === undefined || teamId === row.team_id ? undefined : await seeActiveTeam(context, teamId)
  const inTeam = team?.id ?? row.team_id
  if (assigneeId !== null) await expectEntitled(context, assigneeId, inTeam)
  if (assigneeId === row.assignee_id && inTeam === row.team_id) return
  if (row.category === 'closed') throw coreError('ticket.closed', { number: row.number })
  await handOver(context, state, { assigneeId, teamId: inTeam })
  // What followed from it before is written down itself.
  if (assigneeId !== null && !context.unit.runtime.isPast) await performTriggered(context, state, 'assigned')
}

async function expectEntitled({ unit, actor }: CallContext, assigneeId: string, teamId: string): Promise<void> {
  const isEntitled = assigneeId === actor.personId ? await mayTake(unit, actor, teamId) : await mayBeAssigned(unit, assigneeId, teamId)
  if (isEntitled) return
  const team = await unit.db.selectFrom('team').select('title').where('id', '=', teamId).executeTakeFirstOrThrow()
  throw coreError('ticket.assignee_not_entitled', { assigneeId, team: team.title })
}

/** Moves to another team. Who is not entitled there loses the ticket; the team has it. */
export async function moveToTeam(context: CallContext, state: TicketState, teamId: string): Promise<void> {
  const { row } = state
  if (teamId === row.team_id) return
  const team = await seeActiveTeam(context, teamId)
  const keeps = row.assignee_id !== null && (await mayBeAssigned(context.unit, row.assignee_id, team.id))
  await handOver(context, state, { assigneeId: keeps ? row.assignee_id : null, teamId: team.id })
}
