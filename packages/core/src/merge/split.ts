import { mayAnywhere } from '../access/actor-access.ts'
import { seePerson } from '../access/see.ts'
import { coreError } from '../error/core-errors.ts'
import { connect } from '../link/connect.ts'
import { type ClockFacts, factsAfterMessage, newClockFacts } from '../machine/clock-facts.ts'
import { derivePriority } from '../machine/priority.ts'
import { priorityRank } from '../machine/priority-rank.ts'
import { contextOf } from '../operation/context-of.ts'
import { inputInvalid } from '../operation/input-check.ts'
import type { TicketRow, TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import type { TicketsContract } from '../ticket/contract.ts'
import { emptyRow } from '../ticket/empty-row.ts'
import { expectVersion } from '../ticket/expected-version.ts'
import { mergeFields } from '../ticket/fields.ts'
import { insertTicket } from '../ticket/insert-ticket.ts'
import { machineFor } from '../ticket/machine-for.ts'
import { checkFields, expectContact, seeActiveTeam } from '../ticket/resolve-references.ts'
import { patchOf } from '../ticket/row-facts.ts'
import { TicketView } from '../ticket/schemas.ts'
import { viewTicket } from '../ticket/view.ts'
import { SplitTicket } from './schemas.ts'
import { type Picked, pickedMessages, showMessages } from './split-messages.ts'

const { command } = forContract<TicketsContract>()

export const split = command({
  route: 'POST /tickets/:ticketId/split',
  summary: 'Opens a new ticket from some messages of this one. They stay where they are and are shown with both.',
  permission: 'ticket.split',
  audience: 'staff',
  input: SplitTicket,
  output: TicketView,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    if ((input.messageIds === undefined) === (input.fromMessageId === undefined))
      throw inputInvalid([{ pointer: '/messageIds', code: 'one_of', message: 'give messageIds or fromMessageId, one of the two' }])
    await work.ticket(input.ticketId)
    if (!mayAnywhere(actor, unit.runtime.composition.permissions.bit('ticket.create')))
      throw coreError('access.denied', { permission: 'ticket.create' })
    const origin = await unit.tickets.see(actor, input.ticketId)
    await expectVersion(context, origin, input.expectedVersion)
    const picked = await pickedMessages(context, origin, input)
    const row = await newRow(context, origin, input, picked)
    const state = await unit.change(context, 'ticket.created', { ticketId: row.id, type: row.type, messageId: null }, async () =>
      unit.tickets.add({ ...row, number: await insertTicket(unit, row) }),
    )
    await unit.change(context, 'ticket.split', { ticketId: origin.row.id, otherId: row.id }, () => showMessages(context, row.id, picked), {
      isPublic: false,
    })
    await connect(context, 'split_from', state, origin)
    return viewTicket(context, row.id)
  },
})

/** Of the same company, so that its messages are read by nobody else; of another requester only where they are a contact of it. */
async function newRow(
  context: CallContext,
  { row: origin }: TicketState,
  input: SplitTicket,
  picked: readonly Picked[],
): Promise<Omit<TicketRow, 'number'>> {
  const { unit, actor } = context
  const { now, runtime } = unit
  const machine = machineFor(context, input.type ?? origin.type)
  const isSameType = machine.typeId === origin.type
  await checkFields(context, machine, input.fields ?? {}, !isSameType)
  const requesterId = input.requesterId ?? origin.requester_id
  if (requesterId !== origin.requester_id) {
    const person = await seePerson(unit, actor, requesterId)
    if (!person.isActive) throw coreError('ticket.person_inactive', { personId: requesterId })
    if (origin.company_id !== null) await expectContact(context, requesterId, origin.company_id)
  }
  const team =
    input.teamId === undefined || input.teamId === origin.team_id ? origin.team_id : (await seeActiveTeam(context, input.teamId)).id
  const [impact, urgency] = isSameType ? [origin.impact, origin.urgency] : [null, null]
  return {
    ...emptyRow,
    ...patchOf(clocksOf(picked)),
    id: runtime.newId(),
    type: machine.typeId,
    status: machine.initial,
    category: 'new',
    is_open: true,
    subject: input.subject,
    priority: priorityRank(derivePriority(machine, impact, urgency).priority),
    impact,
    urgency,
    requester_id: requesterId,
    company_id: origin.company_id,
    team_id: team,
    channel: origin.channel,
    language: origin.language,
    fields_json: mergeFields(isSameType ? origin.fields_json : {}, input.fields ?? {}),
    created_by: actor.id,
    created_at: now,
    updated_at: now,
    public_updated_at: now,
  }
}

/** What of the messages was answered is answered in the new ticket too, and what waited goes on waiting. */
function clocksOf(picked: readonly Picked[]): ClockFacts {
  let facts: ClockFacts = newClockFacts
  for (const { visibility, author_kind, acting, created_at } of picked)
    if (visibility === 'public' && author_kind === 'person') facts = { ...facts, ...factsAfterMessage(facts, acting, created_at) }
  return facts
}
