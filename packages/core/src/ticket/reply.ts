import { seePerson } from '../access/see.ts'
import { attaching } from '../attachment/attach.ts'
import { attachmentsOf } from '../attachment/attachments-of.ts'
import { coreError } from '../error/core-errors.ts'
import { factsAfterMessage } from '../machine/clock-facts.ts'
import { isTombstone } from '../machine/tombstone.ts'
import { openFollowUp } from '../merge/follow-up.ts'
import { rootFor, rootOf } from '../merge/root.ts'
import { toldPerson } from '../notification/told-person.ts'
import { contextOf } from '../operation/context-of.ts'
import { expectUnmerged } from '../operation/merged-ticket.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from './contract.ts'
import { type MessageView, ReplyView } from './conversation-schemas.ts'
import { expectVersion } from './expected-version.ts'
import { authorOf, insertMessage, type MessageRow, viewMessage } from './message.ts'
import { factsOf, patchOf } from './row-facts.ts'
import { NoteOnTicket, ReplyToTicket } from './schemas.ts'
import { seeFor } from './see-for.ts'
import { isInsteadOf, performTransition, performTriggered, triggeredOutcome } from './transition.ts'
import { viewTicket } from './view.ts'

const { command } = forContract<TicketsContract>()

export const reply = command({
  route: 'POST /tickets/:ticketId/replies',
  summary: 'Writes a public message: the requester and those in copy see it.',
  permission: 'ticket.reply',
  audience: 'both',
  input: ReplyToTicket,
  output: ReplyView,
  filesInto: 'attachments',
  async run(work, { ticketId, body, attachments, channel: given, perform, expectedVersion }) {
    const context = contextOf(work)
    const { unit, actor } = context
    const channel = given ?? actor.channel
    const asked = await seeFor(context, ticketId, 'ticket.reply')
    await expectVersion(context, asked, expectedVersion)
    const by = actor.capacity.acting
    // Staff are told where to write; a customer may well have no other address than the old one, so their message goes on by itself.
    if (by === 'staff') await expectUnmerged(context, asked)
    const state = await rootOf(context, asked)
    const from = { id: asked.row.id, number: asked.row.number }
    if (by === 'customer' && follows(context) && (await isPast(context, state, perform?.command))) {
      if (perform || !isSomebody(context) || isTombstone(state.row.status))
        throw coreError('ticket.closed_for_reply', { number: state.row.number })
      const { state: opened, message } = await openFollowUp(context, asked, state, { body, channel, attachments })
      return {
        message: await written(context, message, attachments),
        ticket: await viewTicket(context, opened.row.id),
        redirected: { because: 'closed' as const, from },
      }
    }
    if (perform && state !== asked) await rootFor(context, asked, 'ticket.reply')
    const { id } = state.row
    const messageId = work.newId()
    const attach = await attaching(context, attachments, { messageId, ticketId: id })
    const message = await unit.change(context, 'ticket.replied', { ticketId: id, messageId, byStaff: by === 'staff' }, async () => {
      if (isSomebody(context)) state.patch(patchOf(factsAfterMessage(factsOf(state.row), by, unit.now)))
      const row = insertMessage(context, { id: messageId, ticketId: id, visibility: 'public', acting: by, channel, body })
      await attach()
      return row
    })
    if (isSomebody(context) && follows(context)) await followFromReply(context, state, perform?.command)
    if (perform) await performTransition(context, state, perform.command, perform.input ?? {}, {})
    const isSeen = unit.tickets.can(actor, unit.runtime.composition.permissions.bit('ticket.read'), state)
    return {
      message: await written(context, message, attachments),
      ticket: await viewTicket(context, isSeen ? id : ticketId),
      ...(state === asked ? {} : { redirected: { because: 'merged' as const, from } }),
    }
  },
})

async function written(context: CallContext, message: MessageRow, attachments: readonly string[] = []): Promise<MessageView> {
  const attached = await attachmentsOf(context, attachments.length ? [message.id] : [])
  return viewMessage(message, { ...authorOf(message), name: context.actor.name }, attached(message.id))
}

/** What a program writes by itself is stored and seen, and counts as nobody's answer: no clock stops, no work begins. */
const isSomebody = ({ actor }: CallContext): boolean => actor.kind === 'person'

/** What was said before has had its consequences, and they are written down themselves. */
const follows = ({ unit }: CallContext): boolean => !unit.runtime.isPast

/** Too late for this ticket: closed, or solved so long ago that a message no longer reopens it. */
async function isPast(context: CallContext, state: TicketState, command: string | undefined): Promise<boolean> {
  if (state.row.category === 'closed') return true
  if (command !== undefined && (await isInsteadOf(context, state, command, 'customer_message'))) return false
  return isSomebody(context) && (await triggeredOutcome(context, state, 'customer_message')).outcome === 'follow_up'
}

/** What a public message does to the status by the type's triggers: work begins, a wait ends, a solution was none. */
async function followFromReply(context: CallContext, state: TicketState, command: string | undefined): Promise<void> {
  const trigger = context.actor.capacity.acting === 'staff' ? 'staff_reply' : 'customer_message'
  if (command !== undefined && (await isInsteadOf(context, state, command, trigger))) return
  await performTriggered(context, state, trigger)
}

export const note = command({
  route: 'POST /tickets/:ticketId/notes',
  summary: 'Writes an internal message: customers never see it.',
  permission: 'ticket.note',
  audience: 'staff',
  input: NoteOnTicket,
  output: ReplyView,
  filesInto: 'attachments',
  async run(work, { ticketId, body, mentionIds = [], attachments, channel, expectedVersion }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const { unit, actor } = context
    const state = await unit.tickets.see(actor, ticketId)
    await expectVersion(context, state, expectedVersion)
    const seen = await mentioned(context, state, mentionIds)
    const messageId = work.newId()
    const attach = await attaching(context, attachments, { messageId, ticketId })
    const message = await unit.change(context, 'ticket.noted', { ticketId, messageId, mentionIds: seen }, async () => {
      const row = insertMessage(context, {
        id: messageId,
        ticketId,
        visibility: 'internal',
        acting: 'staff',
        channel: channel ?? actor.channel,
        body,
      })
      await attach()
      return row
    })
    return {
      message: await written(context, message, attachments),
      ticket: await viewTicket(context, ticketId),
      warnings: mentionIds.flatMap((personId) => (seen.includes(personId) ? [] : [{ code: 'mention_not_visible' as const, personId }])),
    }
  },
})

/** Of those who are mentioned, whoever may see the note. Throws `person.not_found` for people whom the author may not know of. */
async function mentioned({ unit, actor }: CallContext, { row }: TicketState, mentionIds: readonly string[]): Promise<string[]> {
  const seen: string[] = []
  for (const personId of new Set(mentionIds)) {
    await seePerson(unit, actor, personId)
    if ((await toldPerson(unit.runtime, unit.tx, { personId, acting: 'staff' }, row))?.seesTicket) seen.push(personId)
  }
  return seen
}
