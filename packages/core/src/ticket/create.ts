import { mayAnywhere } from '../access/actor-access.ts'
import { seeCompany, seePerson } from '../access/see.ts'
import { attaching } from '../attachment/attach.ts'
import { askApprovals } from '../catalogue/ask-approvals.ts'
import { copyChecklists, expectCompany, type FromEntry, fromEntry, missingFaults, writeRequest } from '../catalogue/from-entry.ts'
import { coreError } from '../error/core-errors.ts'
import { factsAfterMessage, newClockFacts } from '../machine/clock-facts.ts'
import type { Machine } from '../machine/machine.ts'
import { openingRefusal } from '../machine/opening.ts'
import { derivePriority } from '../machine/priority.ts'
import { priorityRank } from '../machine/priority-rank.ts'
import { contextOf } from '../operation/context-of.ts'
import { inputInvalid } from '../operation/input-check.ts'
import type { TicketRow, TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'
import { assignTo } from './assign.ts'
import type { TicketsContract } from './contract.ts'
import { emptyRow } from './empty-row.ts'
import { loadExtensions, saveExtensions } from './extensions.ts'
import { mergeFields } from './fields.ts'
import { insertTicket } from './insert-ticket.ts'
import { machineFor } from './machine-for.ts'
import { insertMessage } from './message.ts'
import type { TicketNames } from './named-rows.ts'
import { addParticipant } from './participants.ts'
import { expectReason, reasonOf } from './priority-reason.ts'
import { checkFields, defaultTeam, expectContact, seeActiveCompany, seeActiveTeam, type TeamFacts } from './resolve-references.ts'
import { patchOf } from './row-facts.ts'
import { CreateTicket, type CreateTicketInput, TicketView } from './schemas.ts'
import { addTags } from './tag.ts'
import { viewOf, viewTicket } from './view.ts'

const { command } = forContract<TicketsContract>()

export const create = command({
  route: 'POST /tickets',
  summary: 'Opens a ticket.',
  permission: 'ticket.create',
  audience: 'both',
  input: CreateTicket,
  output: TicketView,
  filesInto: 'attachments',
  async run(work, given) {
    const context = contextOf(work)
    expectRights(context, given)
    const { catalogueEntryId } = given
    const { input, from } =
      catalogueEntryId === undefined ? { input: given, from: undefined } : await fromEntry(context, given, catalogueEntryId)
    const { row, names } = await newTicket(context, input, from)
    const state = await store(context, row, input, from)
    if (from) await copyChecklists(context, state, from)
    for (const personId of new Set(input.ccIds)) await addParticipant(context, state, personId, 'cc')
    for (const personId of new Set(input.followerIds)) await addParticipant(context, state, personId, 'follower')
    if (input.tags?.length) await addTags(context, state, input.tags)
    if (input.assigneeId !== undefined) await assignTo(context, state, input.assigneeId)
    await saveExtensions(context, state, input.ext)
    // Last, as approvals are about the ticket as it is, and a ticket that waits is not started by being assigned.
    if (from) await askApprovals(context, state, from)
    // More than the one event: then what was known before it may no longer be so, whoever changed it.
    if (state.row.version > 1) return viewTicket(context, row.id)
    const ext = (await loadExtensions(context, [row.id])).get(row.id) ?? {}
    return viewOf(context, { ...state.row, ...names, tags_json: null }, ext)
  },
})

/** What is done together with opening needs the same permission as alone. The ticket has no place yet, so it is enough to hold it anywhere. */
function expectRights({ unit, actor }: CallContext, input: CreateTicketInput): void {
  const isOwnTake = input.assigneeId !== undefined && input.assigneeId === actor.personId
  for (const [isAsked, permission] of [
    [input.assigneeId !== undefined, isOwnTake ? 'ticket.take' : 'ticket.assign'],
    [input.tags?.length, 'ticket.tag'],
    [input.ccIds?.length || input.followerIds?.length, 'ticket.add_participant'],
  ] as const)
    if (isAsked && !mayAnywhere(actor, unit.runtime.composition.permissions.bit(permission)))
      throw coreError('access.denied', { permission })
}

interface NewTicket {
  readonly row: Omit<TicketRow, 'number'>
  readonly names: TicketNames
}

/** Everything that is decided before the first row is written. */
async function newTicket(context: CallContext, input: CreateTicketInput, from: FromEntry | undefined): Promise<NewTicket> {
  const { unit, actor } = context
  const { now, runtime } = unit
  const machine = machineFor(context, input.type ?? runtime.defaultType)
  const channel = input.channel ?? actor.channel
  const refusal = openingRefusal(machine, { acting: actor.capacity.acting, channel })
  if (refusal) throw refusal
  const impact = input.impact ?? null
  const urgency = input.urgency ?? null
  const derived = derivePriority(machine, impact, urgency)
  if (input.priority !== undefined) expectReason(derived, input.priority, input.priorityReason)
  const fields = await fieldsOf(context, machine, input, from)
  // Asked at once: on PostgreSQL the two look-ups share a round trip.
  const [{ requester, company }, team] = await Promise.all([partiesOf(context, input), teamOf(context, machine, input, from)])
  if (from) await expectCompany(context, from, company?.id ?? null)
  const row: NewTicket['row'] = {
    ...emptyRow,
    ...(input.body === undefined ? {} : patchOf(factsAfterMessage(newClockFacts, 'customer', now))),
    id: runtime.newId(),
    type: machine.typeId,
    status: machine.initial,
    category: 'new',
    is_open: true,
    subject: input.subject,
    priority: priorityRank(input.priority ?? derived.priority),
    impact,
    urgency,
    requester_id: requester.id,
    company_id: company?.id ?? null,
    team_id: team.id,
    channel,
    language: input.language ?? requester.language,
    fields_json: fields,
    created_by: actor.id,
    created_at: now,
    updated_at: now,
    public_updated_at: now,
  }
  const names = {
    requester_name: requester.name,
    company_name: company?.name ?? null,
    team_key: team.key,
    team_title: team.title,
    assignee_name: null,
  }
  return { row, names }
}

/** What is given, over what an entry of the catalogue has filled in; the right to write a field is asked of what is given only. */
async function fieldsOf(context: CallContext, machine: Machine, { fields = {} }: CreateTicketInput, from: FromEntry | undefined) {
  await checkFields(context, machine, fields, from === undefined)
  const merged = mergeFields(from?.preset ?? {}, fields)
  const missing = from ? missingFaults(machine, merged, context.actor.capacity.acting) : []
  if (missing.length) throw inputInvalid(missing)
  return merged
}

async function store(
  context: CallContext,
  row: NewTicket['row'],
  { body, attachments, priorityReason }: CreateTicketInput,
  from: FromEntry | undefined,
): Promise<TicketState> {
  const { unit, actor } = context
  const messageId = body === undefined ? null : unit.runtime.newId()
  if (attachments && messageId === null) throw coreError('attachment.no_message')
  const attach = await attaching(context, attachments, { messageId: messageId ?? '', ticketId: row.id })
  const write = async () => {
    const number = await insertTicket(unit, row)
    const state = unit.tickets.add({ ...row, number })
    if (from) await writeRequest(context, row.id, from)
    // The first message is the request, in the requester's name of doing, whoever typed it.
    if (messageId !== null && body !== undefined)
      insertMessage(context, {
        id: messageId,
        ticketId: row.id,
        visibility: 'public',
        acting: actor.capacity.acting,
        channel: row.channel,
        body,
      })
    await attach()
    return state
  }
  const changes = reasonOf(priorityReason)
  return unit.change(context, 'ticket.created', { ticketId: row.id, type: row.type, messageId }, write, { changes })
}

interface Named {
  readonly id: string
  readonly name: string
}
interface Asking extends Named {
  readonly language: string | null
}

/** Customers ask for themselves, in the company they act for. Staff ask for anybody they may see, in one of that person's companies. */
async function partiesOf(context: CallContext, input: CreateTicketInput): Promise<{ requester: Asking; company: Named | null }> {
  const { unit, actor } = context
  if (actor.capacity.acting === 'customer') {
    if (actor.personId === null) throw coreError('access.unauthenticated')
    if (input.companyId !== undefined && input.companyId !== actor.companyId)
      throw coreError('company.not_found', { companyId: input.companyId })
    const company = actor.companyId === null ? null : await seeCompany(unit, actor, actor.companyId)
    return { requester: { id: actor.personId, name: actor.name, language: actor.language }, company }
  }
  const requesterId = input.requesterId ?? actor.personId
  if (requesterId === null) throw coreError('ticket.requester_required')
  const requester =
    requesterId === actor.personId
      ? { id: requesterId, name: actor.name, language: actor.language, isActive: true }
      : await seePerson(unit, actor, requesterId)
  // Who asked before may be gone by now.
  if (!requester.isActive && !unit.runtime.isPast) throw coreError('ticket.person_inactive', { personId: requesterId })
  if (input.companyId === undefined) return { requester, company: await onlyCompanyOf(context, requesterId) }
  const company = await seeActiveCompany(context, input.companyId)
  await expectContact(context, requesterId, company.id)
  return { requester, company }
}

const companiesOf = prepared<{ personId: string }, Named, CoreTables>((db, param) =>
  db
    .selectFrom('membership')
    .innerJoin('company', 'company.id', 'membership.company_id')
    .select(['company.id', 'company.name'])
    .where('membership.person_id', '=', param('personId'))
    .where('company.is_active', '=', true),
)

/** Of a contact of one company it is clear for whom they ask; of several it must be said; others ask for themselves. */
async function onlyCompanyOf({ unit, actor }: CallContext, personId: string): Promise<Named | null> {
  if (personId === actor.personId && !actor.isContact) return null
  const { rows: companies } = await unit.tx.run(companiesOf, { personId })
  if (companies.length > 1) throw coreError('ticket.company_required', { personId, count: companies.length })
  return companies[0] ?? null
}

const teamOf = async (
  context: CallContext,
  machine: Machine,
  { teamId }: CreateTicketInput,
  from: FromEntry | undefined,
): Promise<TeamFacts> => (teamId === undefined ? (from?.team ?? defaultTeam(context, machine)) : seeActiveTeam(context, teamId))
