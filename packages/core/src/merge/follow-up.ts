import { attaching } from '../attachment/attach.ts'
import { connect } from '../link/connect.ts'
import { factsAfterMessage, newClockFacts } from '../machine/clock-facts.ts'
import type { Machine } from '../machine/machine.ts'
import { openingRefusal } from '../machine/opening.ts'
import { derivePriority } from '../machine/priority.ts'
import { priorityRank } from '../machine/priority-rank.ts'
import type { TicketRow, TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { emptyRow } from '../ticket/empty-row.ts'
import { visibleFields } from '../ticket/fields.ts'
import { insertTicket } from '../ticket/insert-ticket.ts'
import { machineFor } from '../ticket/machine-for.ts'
import { insertMessage, type MessageRow } from '../ticket/message.ts'
import { startParticipation } from '../ticket/participation.ts'
import { defaultTeam } from '../ticket/resolve-references.ts'
import { patchOf } from '../ticket/row-facts.ts'

/**
 * A customer wrote to `asked`, and `closed` (that one, or what it was merged into) can't be reopened any more: the message opens a new ticket of
 * the same company, contact and team. Nobody's right to open tickets is asked: it follows from the message.
 */
export async function openFollowUp(
  context: CallContext,
  asked: TicketState,
  closed: TicketState,
  { attachments, ...message }: { readonly body: string; readonly channel: string; readonly attachments: readonly string[] | undefined },
): Promise<{ state: TicketState; message: MessageRow }> {
  const { unit, actor } = context
  const { now, runtime } = unit
  const { row } = asked
  const machine = openableType(context, row.type, message.channel)
  const sameType = machine.typeId === row.type
  const [impact, urgency] = sameType ? [row.impact, row.urgency] : [null, null]
  const [id, messageId] = [runtime.newId(), runtime.newId()]
  const created: Omit<TicketRow, 'number'> = {
    ...emptyRow,
    ...patchOf({ ...newClockFacts, ...factsAfterMessage(newClockFacts, 'customer', now) }),
    id,
    type: machine.typeId,
    status: machine.initial,
    category: 'new',
    is_open: true,
    subject: row.subject,
    priority: priorityRank(derivePriority(machine, impact, urgency).priority),
    impact,
    urgency,
    requester_id: row.requester_id,
    company_id: row.company_id,
    team_id: await teamOf(context, machine, closed.row.team_id),
    channel: message.channel,
    language: row.language,
    // What the customer had said about it; what staff had found out belongs to the other ticket.
    fields_json: sameType ? visibleFields(machine, row.fields_json, 'customer') : {},
    created_by: actor.id,
    created_at: now,
    updated_at: now,
    public_updated_at: now,
  }
  const own = { ...context, owner: 'core' }
  const attach = await attaching(own, attachments, { messageId, ticketId: id })
  const { state, stored } = await unit.change(own, 'ticket.created', { ticketId: id, type: machine.typeId, messageId }, async () => {
    const number = await insertTicket(unit, created)
    const stored = insertMessage(context, { id: messageId, ticketId: id, visibility: 'public', acting: 'customer', ...message })
    await attach()
    return { state: unit.tickets.add({ ...created, number }), stored }
  })
  await connect(context, 'follow_up_of', state, closed)
  // Who was in copy and wrote must find what they wrote.
  if (actor.personId !== null && actor.personId !== row.requester_id) await startParticipation(own, state, actor.personId, 'cc')
  return { state, message: stored }
}

/** The same type, or that of tickets of which nothing is known, where customers can't open such ones. */
function openableType(context: CallContext, typeId: string, channel: string): Machine {
  const { composition, defaultType } = context.unit.runtime
  const machine = composition.machines.find(typeId)
  return machine && openingRefusal(machine, { acting: 'customer', channel }) === null ? machine : machineFor(context, defaultType)
}

async function teamOf(context: CallContext, machine: Machine, teamId: string): Promise<string> {
  const team = await context.unit.db.selectFrom('team').select('is_active').where('id', '=', teamId).executeTakeFirst()
  return team?.is_active ? teamId : (await defaultTeam(context, machine)).id
}
