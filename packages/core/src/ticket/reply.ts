import { coreError } from '../error/core-errors.ts'
import { factsAfterMessage } from '../machine/clock-facts.ts'
import { contextOf } from '../operation/context-of.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from './contract.ts'
import { expectVersion } from './expected-version.ts'
import { authorOf, insertMessage, viewMessage } from './message.ts'
import { factsOf, patchOf } from './row-facts.ts'
import { NoteOnTicket, ReplyToTicket, ReplyView } from './schemas.ts'
import { isInsteadOf, performTransition, performTriggered } from './transition.ts'
import { viewTicket } from './view.ts'

const { command } = forContract<TicketsContract>()

export const reply = command({
  route: 'POST /tickets/:ticketId/replies',
  summary: 'Writes a public message: the requester and those in copy see it.',
  permission: 'ticket.reply',
  audience: 'both',
  input: ReplyToTicket,
  output: ReplyView,
  async run(work, { ticketId, body, channel, perform, expectedVersion }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const { unit, actor } = context
    const state = await unit.tickets.see(actor, ticketId)
    await expectVersion(context, state, expectedVersion)
    const by = actor.capacity.acting
    if (by === 'customer' && state.row.category === 'closed') throw coreError('ticket.closed_for_reply', { number: state.row.number })
    const messageId = work.newId()
    const message = await unit.change(context, 'ticket.replied', { ticketId, messageId, byStaff: by === 'staff' }, async () => {
      if (isSomebody(context)) state.patch(patchOf(factsAfterMessage(factsOf(state.row), by, unit.now)))
      return insertMessage(context, { id: messageId, ticketId, visibility: 'public', acting: by, channel: channel ?? actor.channel, body })
    })
    if (isSomebody(context)) await followFromReply(context, state, perform?.command)
    if (perform) await performTransition(context, state, perform.command, perform.input ?? {}, {})
    return { message: viewMessage(message, { ...authorOf(message), name: actor.name }), ticket: await viewTicket(context, ticketId) }
  },
})

/** What a program writes by itself is stored and seen, and counts as nobody's answer: no clock stops, no work begins. */
const isSomebody = ({ actor }: CallContext): boolean => actor.kind === 'person'

/** What a public message does to the status by the type's triggers: work begins, a wait ends, a solution was none. */
async function followFromReply(context: CallContext, state: TicketState, command: string | undefined): Promise<void> {
  const trigger = context.actor.capacity.acting === 'staff' ? 'staff_reply' : 'customer_message'
  if (command !== undefined && (await isInsteadOf(context, state, command, trigger))) return
  const outcome = await performTriggered(context, state, trigger)
  if (outcome === 'follow_up') throw coreError('ticket.closed_for_reply', { number: state.row.number })
}

export const note = command({
  route: 'POST /tickets/:ticketId/notes',
  summary: 'Writes an internal message: customers never see it.',
  permission: 'ticket.note',
  audience: 'staff',
  input: NoteOnTicket,
  output: ReplyView,
  async run(work, { ticketId, body, channel, expectedVersion }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const { unit, actor } = context
    await expectVersion(context, await unit.tickets.see(actor, ticketId), expectedVersion)
    const messageId = work.newId()
    const message = await unit.change(context, 'ticket.noted', { ticketId, messageId }, () =>
      insertMessage(context, { id: messageId, ticketId, visibility: 'internal', acting: 'staff', channel: channel ?? actor.channel, body }),
    )
    return { message: viewMessage(message, { ...authorOf(message), name: actor.name }), ticket: await viewTicket(context, ticketId) }
  },
})
