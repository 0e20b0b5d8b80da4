import { seePerson } from '../access/see.ts'
import { voidStaleApprovals } from '../approval/void-stale.ts'
import { coreError } from '../error/core-errors.ts'
import type { Machine } from '../machine/machine.ts'
import { derivePriority } from '../machine/priority.ts'
import { priorityName, priorityRank } from '../machine/priority-rank.ts'
import { contextOf } from '../operation/context-of.ts'
import type { FieldChange } from '../operation/event-log.ts'
import { inputInvalid } from '../operation/input-check.ts'
import type { TicketPatch, TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { moveToTeam } from './assign.ts'
import type { TicketsContract } from './contract.ts'
import { expectVersion } from './expected-version.ts'
import { saveExtensions } from './extensions.ts'
import { fieldFaults, mergeFields } from './fields.ts'
import { endCopiesOf } from './participants.ts'
import { expectReason, reasonOf } from './priority-reason.ts'
import { checkFields, expectContact, seeActiveCompany } from './resolve-references.ts'
import { TicketView, UpdateTicket, type UpdateTicketInput } from './schemas.ts'
import { viewTicket } from './view.ts'

const { command } = forContract<TicketsContract>()

export const update = command({
  route: 'PATCH /tickets/:ticketId',
  summary: 'Changes subject, priority, requester, company, team, language, fields and the plugins’ part.',
  permission: 'ticket.update',
  audience: 'staff',
  input: UpdateTicket,
  output: TicketView,
  async run(work, input) {
    const context = contextOf(work)
    await work.ticket(input.ticketId)
    const state = await context.unit.tickets.see(context.actor, input.ticketId)
    expectFitting(context, state, input)
    await expectVersion(context, state, input.expectedVersion)
    if (state.row.category === 'closed') throw coreError('ticket.closed', { number: state.row.number })
    await applyUpdate(context, state, input)
    await saveExtensions(context, state, input.ext)
    await voidStaleApprovals(context, state)
    // Last, as it may take the ticket out of the caller's sight.
    if (input.teamId !== undefined) await moveToTeam(context, state, input.teamId)
    return viewTicket(context, input.ticketId)
  },
})

/** What the input gets wrong by itself is said before anything else, as the form says it: no other version of the ticket makes it right. */
function expectFitting({ unit, actor }: CallContext, { row }: TicketState, { fields, impact, urgency }: UpdateTicketInput): void {
  const machine = unit.runtime.composition.machines.get(row.type)
  const faults = fieldFaults(machine, fields, actor.capacity.acting, false)
  if (faults.length) throw inputInvalid(faults)
  if (impact !== undefined || urgency !== undefined) derivePriority(machine, impact ?? null, urgency ?? null)
}

/** Columns that customers see, by the name that their view gives them. */
const publicColumns = {
  subject: 'subject',
  priority: 'priority',
  requester_id: 'requester',
  company_id: 'company',
  language: 'language',
} as const
const internalColumns = { impact: 'impact', urgency: 'urgency' } as const

async function applyUpdate(context: CallContext, state: TicketState, input: UpdateTicketInput): Promise<void> {
  const { type, company_id: companyId } = state.row
  const machine = context.unit.runtime.composition.machines.get(type)
  const priority = priorityPatch(machine, state, input)
  const given = await fieldChanges(context, machine, state, input.fields)
  const patch = changed(state, { ...(await partiesPatch(context, state, input)), ...priority })
  const isShown = ({ name }: GivenField) => machine.fields.find((field) => field.name === name)?.audience === 'both'
  const reasons = patch.priority === undefined ? [] : reasonOf(input.priorityReason)
  await record(context, state, 'ticket.updated', publicColumns, patch, given.filter(isShown), reasons)
  const rest = given.filter((field) => !isShown(field))
  await record(context, state, 'ticket.updated_internally', internalColumns, patch, rest, [])
  if (patch.company_id !== undefined && companyId !== null) await endCopiesOf(context, state, companyId)
}

/** Only what differs. */
function changed({ row }: TicketState, patch: TicketPatch): TicketPatch {
  return Object.fromEntries(Object.entries(patch).filter(([column, value]) => value !== row[column as keyof TicketPatch]))
}

async function record(
  context: CallContext,
  state: TicketState,
  event: 'ticket.updated' | 'ticket.updated_internally',
  columns: Readonly<Record<string, string>>,
  patch: TicketPatch,
  given: readonly GivenField[],
  reasons: readonly FieldChange[],
): Promise<void> {
  const { row } = state
  const isPublic = event === 'ticket.updated'
  const mine = Object.entries(patch).filter(([column]) => column in columns)
  if (!mine.length && !given.length) return
  const changes = [
    ...mine.map(([column, value]) => ({
      field: columns[column] ?? column,
      from: shown(column, row[column as keyof TicketPatch]),
      to: shown(column, value),
      isPublic,
    })),
    ...given.map(({ name, from, to }) => ({ field: `fields.${name}`, from, to, isPublic })),
  ]
  const fields = mergeFields(row.fields_json, Object.fromEntries(given.map(({ name, value }) => [name, value])))
  await context.unit.change(
    context,
    event,
    { ticketId: row.id, fields: changes.map(({ field }) => field) },
    () => state.patch({ ...Object.fromEntries(mine), ...(given.length ? { fields_json: fields } : {}) }),
    { changes: [...changes, ...reasons] },
  )
}

const shown = (column: string, value: unknown): string | null =>
  value === null || value === undefined ? null : column === 'priority' && typeof value === 'number' ? priorityName(value) : String(value)

/** Requester and company fit each other where one of them changes. What stays is asked nothing: people leave, and their tickets remain. */
async function partiesPatch(context: CallContext, { row }: TicketState, input: UpdateTicketInput): Promise<TicketPatch> {
  const { unit, actor } = context
  const { requesterId = row.requester_id, companyId = row.company_id } = input
  const [isOtherPerson, isOtherCompany] = [requesterId !== row.requester_id, companyId !== row.company_id]
  if (isOtherPerson) {
    const person = await seePerson(unit, actor, requesterId)
    if (!person.isActive) throw coreError('ticket.person_inactive', { personId: person.id })
  }
  if (isOtherCompany && companyId !== null) await seeActiveCompany(context, companyId)
  if (companyId !== null && (isOtherPerson || isOtherCompany)) await expectContact(context, requesterId, companyId)
  return {
    ...(input.subject === undefined ? {} : { subject: input.subject }),
    ...(input.language === undefined ? {} : { language: input.language }),
    requester_id: requesterId,
    company_id: companyId,
  }
}

/** What impact and urgency give, unless somebody gives another. What is not touched stays, also where it differs from the matrix. */
function priorityPatch(machine: Machine, { row }: TicketState, input: UpdateTicketInput): TicketPatch {
  const impact = input.impact === undefined ? row.impact : input.impact
  const urgency = input.urgency === undefined ? row.urgency : input.urgency
  const isDerivedAnew = impact !== row.impact || urgency !== row.urgency
  const now = priorityName(row.priority)
  if (!isDerivedAnew && (input.priority === undefined || input.priority === now)) return {}
  const derived = derivePriority(machine, impact, urgency)
  if (input.priority !== undefined) expectReason(derived, input.priority, input.priorityReason)
  const priority = input.priority ?? (derived.by === 'matrix' ? derived.priority : now)
  return { impact, urgency, priority: priorityRank(priority) }
}

interface GivenField {
  readonly name: string
  readonly value: unknown
  readonly from: string | null
  readonly to: string | null
}

/** Values of custom fields that differ from what is there. */
async function fieldChanges(
  context: CallContext,
  machine: Machine,
  { row }: TicketState,
  given: object | undefined,
): Promise<readonly GivenField[]> {
  if (!given) return []
  await checkFields(context, machine, given, false)
  const stored = mergeFields(row.fields_json, {})
  const text = (value: unknown) => (value === undefined || value === null ? null : String(value))
  return Object.entries(given)
    .filter(([name, value]) => (value ?? null) !== ((Object.hasOwn(stored, name) ? stored[name] : null) ?? null))
    .map(([name, value]: [string, unknown]) => ({
      name,
      value,
      from: text(Object.hasOwn(stored, name) ? stored[name] : null),
      to: text(value),
    }))
}
