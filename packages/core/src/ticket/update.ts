import { seeCompany, seePerson } from '../access/see.ts'
import { coreError } from '../error/core-errors.ts'
import type { Machine } from '../machine/machine.ts'
import { derivePriority } from '../machine/priority.ts'
import { priorityName, priorityRank } from '../machine/priority-rank.ts'
import { contextOf } from '../operation/context-of.ts'
import type { FieldChange } from '../operation/event-log.ts'
import type { TicketPatch, TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { moveToTeam } from './assign.ts'
import type { TicketsContract } from './contract.ts'
import { expectVersion } from './expected-version.ts'
import { saveExtensions } from './extensions.ts'
import { mergeFields } from './fields.ts'
import { endCopiesOf } from './participants.ts'
import { checkFields, expectContact } from './resolve-references.ts'
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
    await expectVersion(context, state, input.expectedVersion)
    if (state.row.category === 'closed') throw coreError('ticket.closed', { number: state.row.number })
    await applyUpdate(context, state, input)
    await saveExtensions(context, state, input.ext)
    return viewTicket(context, input.ticketId)
  },
})

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
  const { unit } = context
  const { row } = state
  const machine = unit.runtime.composition.machines.get(row.type)
  const patch = changed(state, {
    ...(await partiesPatch(context, state, input)),
    ...priorityPatch(machine, state, input),
  })
  const fields = await fieldChanges(context, machine, state, input.fields)
  const reason =
    input.priorityReason === undefined ? [] : [{ field: 'priorityReason', from: null, to: input.priorityReason, isPublic: false }]
  await record(
    context,
    state,
    'ticket.updated',
    publicColumns,
    patch,
    fields.filter((change) => change.isPublic),
    'priority' in patch ? reason : [],
    input.fields,
  )
  await record(
    context,
    state,
    'ticket.updated_internally',
    internalColumns,
    patch,
    fields.filter((change) => !change.isPublic),
    'priority' in patch ? [] : reason,
    input.fields,
  )
  if (input.teamId !== undefined) await moveToTeam(context, state, input.teamId)
  if ('company_id' in patch && row.company_id !== null) await endCopiesOf(context, state, row.company_id)
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
  fields: readonly FieldChange[],
  reasons: readonly FieldChange[],
  given: object | undefined,
): Promise<void> {
  const before = state.row
  const mine = Object.entries(patch).filter(([column]) => column in columns)
  if (!mine.length && !fields.length) return
  const changes = mine.map(([column, value]) => ({
    field: columns[column] ?? column,
    from: shown(column, before[column as keyof TicketPatch]),
    to: shown(column, value),
    isPublic: event === 'ticket.updated',
  }))
  const names = [...changes, ...fields].map(({ field }) => field)
  const taken = Object.fromEntries(
    fields.map(({ field }) => [field.slice('fields.'.length), (given as Record<string, unknown>)[field.slice('fields.'.length)]]),
  )
  await context.unit.change(
    context,
    event,
    { ticketId: before.id, fields: names },
    () => state.patch({ ...Object.fromEntries(mine), ...(fields.length ? { fields_json: mergeFields(before.fields_json, taken) } : {}) }),
    { changes: [...changes, ...fields, ...reasons] },
  )
}

const shown = (column: string, value: unknown): string | null =>
  value === null || value === undefined ? null : column === 'priority' && typeof value === 'number' ? priorityName(value) : String(value)

async function partiesPatch(context: CallContext, { row }: TicketState, input: UpdateTicketInput): Promise<TicketPatch> {
  const { unit, actor } = context
  const requesterId = input.requesterId ?? row.requester_id
  const companyId = input.companyId === undefined ? row.company_id : input.companyId
  if (input.requesterId !== undefined) {
    const person = await seePerson(unit, actor, input.requesterId)
    if (!person.isActive) throw coreError('ticket.person_inactive', { personId: person.id })
  }
  if (typeof input.companyId === 'string') await seeCompany(unit, actor, input.companyId)
  if (companyId !== null && (input.requesterId !== undefined || input.companyId !== undefined))
    await expectContact(context, requesterId, companyId)
  return {
    ...(input.subject === undefined ? {} : { subject: input.subject }),
    ...(input.language === undefined ? {} : { language: input.language }),
    requester_id: requesterId,
    company_id: companyId,
  }
}

/** The matrix decides; a priority that differs from it needs a reason. */
function priorityPatch(machine: Machine, { row }: TicketState, input: UpdateTicketInput): TicketPatch {
  const impact = input.impact === undefined ? row.impact : input.impact
  const urgency = input.urgency === undefined ? row.urgency : input.urgency
  const derived = derivePriority(machine, impact, urgency)
  const levelsChanged = impact !== row.impact || urgency !== row.urgency
  if (input.priority !== undefined && derived.by === 'matrix' && input.priority !== derived.priority && input.priorityReason === undefined)
    throw coreError('ticket.priority_reason_required', { derived: derived.priority })
  const priority = input.priority ?? (levelsChanged && derived.by === 'matrix' ? derived.priority : priorityName(row.priority))
  return { impact, urgency, priority: priorityRank(priority) }
}

async function fieldChanges(
  context: CallContext,
  machine: Machine,
  { row }: TicketState,
  given: object | undefined,
): Promise<FieldChange[]> {
  if (!given) return []
  await checkFields(context, machine, given, false)
  const stored = mergeFields(row.fields_json, {})
  const text = (value: unknown) => (value === undefined || value === null ? null : String(value))
  return Object.entries(given)
    .filter(([name, value]) => text(stored[name]) !== text(value))
    .map(([name, value]) => ({
      field: `fields.${name}`,
      from: text(stored[name]),
      to: text(value),
      isPublic: machine.fields.find((field) => field.name === name)?.audience === 'both',
    }))
}
