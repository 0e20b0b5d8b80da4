import { addChecklist } from '../checklist/add-checklist.ts'
import { fittingTemplate } from '../checklist/template-row.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { Machine } from '../machine/machine.ts'
import { derivePriority } from '../machine/priority.ts'
import { type InputFault, inputInvalid } from '../operation/input-check.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { fieldFaults, mergeFields } from '../ticket/fields.ts'
import { machineFor } from '../ticket/machine-for.ts'
import type { TeamFacts } from '../ticket/resolve-references.ts'
import type { CreateTicketInput } from '../ticket/schemas.ts'
import type { CatalogueContent } from './contract.ts'
import { contentOf, seeEntry } from './entry-row.ts'

/** What an entry gives to the ticket that is asked for by it. */
export interface FromEntry {
  readonly entryId: string
  readonly version: number
  readonly audience: 'staff' | 'both' | 'companies'
  /** Values of fields that are filled in already. */
  readonly preset: Readonly<Record<string, unknown>>
  readonly team: TeamFacts | undefined
  /** Templates of checklists. */
  readonly checklists: readonly string[]
  readonly approval: CatalogueContent['approval']
}

/** The input of a ticket as the entry completes it. Throws `catalogue.not_found`, `catalogue.other_type`, `input.invalid`. */
export async function fromEntry(
  context: CallContext,
  input: CreateTicketInput,
  catalogueEntryId: string,
): Promise<{ readonly input: CreateTicketInput; readonly from: FromEntry }> {
  const row = await seeEntry(context, catalogueEntryId)
  const content = contentOf(row)
  // What is no longer offered is not there to ask by, for anybody.
  if (!row.is_active) throw coreError('catalogue.not_found', { catalogueEntryId })
  if (input.type !== undefined && input.type !== content.type) throw coreError('catalogue.other_type', { type: content.type })
  const machine = machineFor(context, content.type)
  const faults = formFaults(content, input)
  if (faults.length) throw inputInvalid(faults)
  const impact = input.impact ?? content.impact
  const urgency = input.urgency ?? content.urgency
  const isDerived = derivePriority(machine, impact ?? null, urgency ?? null).by === 'matrix'
  const priority = input.priority ?? (isDerived ? undefined : content.priority)
  return {
    input: {
      ...input,
      type: content.type,
      ...(impact !== undefined && { impact }),
      ...(urgency !== undefined && { urgency }),
      ...(priority !== undefined && { priority }),
    },
    from: {
      entryId: row.id,
      version: row.version,
      audience: row.audience,
      checklists: content.checklists ?? [],
      approval: content.approval,
      preset: mergeFields(content.preset, {}),
      team: content.teamId === undefined ? undefined : await activeTeam(context, content.teamId),
    },
  }
}

/** What the form says: the fields that are asked for and no others, those that are owed, and the message. */
function formFaults({ asked = [], message = 'optional' }: CatalogueContent, { fields, body }: CreateTicketInput): InputFault[] {
  const names = new Set(asked.map(({ field }) => field))
  const given = mergeFields(fields, {})
  const unasked = Object.keys(given).filter((name) => !names.has(name))
  const missing = asked.filter(({ field, required }) => required && (given[field] ?? null) === null)
  return [
    ...unasked.map((name) => ({ pointer: `/fields/${name}`, code: 'unknown_key', message: 'is not asked for by this entry; remove it' })),
    ...missing.map(({ field }) => ({ pointer: `/fields/${field}`, code: 'required', message: 'is missing' })),
    ...(message === 'required' && body === undefined ? [{ pointer: '/body', code: 'required', message: 'is missing' }] : []),
    ...(message === 'none' && body !== undefined
      ? [{ pointer: '/body', code: 'unknown_key', message: 'is not asked for by this entry; remove it' }]
      : []),
  ]
}

/** Chosen by whoever manages the catalogue, so the requester need not know of it. One that no longer works leaves the ticket to its type's. */
async function activeTeam({ unit }: CallContext, teamId: string): Promise<TeamFacts | undefined> {
  const team = await unit.db
    .selectFrom('team')
    .select(['id', 'key', 'title'])
    .where('id', '=', teamId)
    .where('is_active', '=', true)
    .executeTakeFirst()
  return team
}

/** Fields that every ticket of the type has and neither the entry nor the requester gave. */
export const missingFaults = (machine: Machine, values: Readonly<Record<string, unknown>>, acting: 'staff' | 'customer'): InputFault[] =>
  fieldFaults(machine, {}, acting, true).filter(({ pointer }) => (values[pointer.slice('/fields/'.length)] ?? null) === null)

/** An entry for companies is for theirs, also when staff ask for somebody. Throws `catalogue.not_for_company`. */
export async function expectCompany({ unit }: CallContext, { entryId, audience }: FromEntry, companyId: string | null): Promise<void> {
  if (audience !== 'companies') return
  const listed =
    companyId !== null &&
    (await unit.db
      .selectFrom('catalogue_company')
      .select('company_id')
      .where('entry_id', '=', entryId)
      .where('company_id', '=', companyId)
      .executeTakeFirst())
  if (!listed) throw coreError('catalogue.not_for_company')
}

/** Copies the entry's checklists. One that no longer fits type or team is left out: the requester can do nothing about it. */
export async function copyChecklists(context: CallContext, ticket: TicketState, { checklists }: FromEntry): Promise<void> {
  for (const templateId of checklists) {
    const list = await fittingTemplate(context, ticket, templateId).catch((error: unknown) => {
      if (isDeskError(error) && error.code.startsWith('checklist.template_')) return undefined
      throw error
    })
    if (list) await addChecklist(context, ticket, list)
  }
}

/** Part of the write of `ticket.created`. */
export const writeRequest = ({ unit }: CallContext, ticketId: string, { entryId, version }: FromEntry) =>
  unit.db.insertInto('catalogue_request').values({ ticket_id: ticketId, entry_id: entryId, version }).execute()
