import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { LoadedActor } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import type { Machine } from '../machine/machine.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { fieldSchema } from '../ticket/field-schema.ts'
import { inLanguage } from '../value/texts-by-language.ts'
import type { CatalogueContent, CatalogueEntry } from './contract.ts'

/** An entry with one of its versions. */
export interface EntryRow {
  readonly id: string
  readonly audience: 'staff' | 'both' | 'companies'
  readonly is_active: boolean
  readonly position: number
  readonly version: number
  readonly content_json: unknown
  readonly updated_at: string
}

/** Only what passed the schema was ever stored. */
export const contentOf = ({ content_json }: Pick<EntryRow, 'content_json'>): CatalogueContent => content_json as CatalogueContent

export const entriesOf = ({ unit }: CallContext) =>
  unit.db
    .selectFrom('catalogue_entry')
    .innerJoin('catalogue_version', (join) =>
      join
        .onRef('catalogue_version.entry_id', '=', 'catalogue_entry.id')
        .onRef('catalogue_version.version', '=', 'catalogue_entry.version'),
    )
    .select([
      'catalogue_entry.id',
      'catalogue_entry.audience',
      'catalogue_entry.is_active',
      'catalogue_entry.position',
      'catalogue_entry.version',
      'catalogue_version.content_json',
      'catalogue_entry.updated_at',
    ])

/** For whom an entry is, decided in the query: staff see all, customers what is for them or for the company that they act for. */
export function audiencePredicate(actor: LoadedActor): RawBuilder<SqlBool> {
  if (actor.capacity.acting === 'staff') return sql`1 = 1`
  const audience = sql.ref('catalogue_entry.audience')
  const forAll = sql`${sql.ref('catalogue_entry.is_active')} and ${audience} = 'both'`
  if (actor.companyId === null) return sql`(${forAll})`
  return sql`(${forAll} or (${sql.ref('catalogue_entry.is_active')} and ${audience} = 'companies' and exists (
    select 1 from ${sql.table('catalogue_company')} where ${sql.ref('catalogue_company.entry_id')} = ${sql.ref('catalogue_entry.id')}
    and ${sql.ref('catalogue_company.company_id')} = ${actor.companyId})))`
}

/** The type, where the actor may open tickets of it; an entry whose type went with its plugin is not offered to anybody but who manages it. */
export const machineOf = ({ unit, actor }: CallContext, content: CatalogueContent): Machine | undefined => {
  const machine = unit.runtime.composition.machines.find(content.type)
  return machine && (actor.capacity.acting === 'staff' || machine.openedBy === 'both') ? machine : undefined
}

/** An entry that the actor may know of. Throws `catalogue.not_found`. */
export async function seeEntry(context: CallContext, catalogueEntryId: string): Promise<EntryRow> {
  const row = await entriesOf(context)
    .where('catalogue_entry.id', '=', catalogueEntryId)
    .where(audiencePredicate(context.actor))
    .executeTakeFirst()
  if (!row || (context.actor.capacity.acting === 'customer' && !machineOf(context, contentOf(row))))
    throw coreError('catalogue.not_found', { catalogueEntryId })
  return row
}

export async function companiesOf({ unit }: CallContext, entryIds: readonly string[]): Promise<ReadonlyMap<string, string[]>> {
  const found = new Map<string, string[]>()
  if (!entryIds.length) return found
  const rows = await unit.db
    .selectFrom('catalogue_company')
    .selectAll()
    .where('entry_id', 'in', [...entryIds])
    .orderBy('company_id')
    .execute()
  for (const { entry_id, company_id } of rows) found.set(entry_id, [...(found.get(entry_id) ?? []), company_id])
  return found
}

export function viewEntry(context: CallContext, row: EntryRow, companyIds: readonly string[]): CatalogueEntry {
  const { actor } = context
  const { languages } = actor
  const content = contentOf(row)
  const read = (texts: Readonly<Record<string, string>> | undefined) => (texts ? inLanguage(texts, languages).text : null)
  return {
    id: row.id,
    version: row.version,
    title: read(content.titles) ?? '',
    description: read(content.descriptions),
    category: read(content.category),
    icon: content.icon ?? null,
    type: content.type,
    subject: read(content.subjects) ?? '',
    message: content.message ?? 'optional',
    needsApproval: content.approval !== undefined,
    form: { ...formOf(context, content) },
    audience: row.audience,
    companyIds: [...companyIds],
    position: row.position,
    isActive: row.is_active,
    content,
    updatedAt: row.updated_at,
  }
}

/** The type's form, with what the entry asks for and nothing else. */
function formOf(context: CallContext, content: CatalogueContent) {
  const machine = machineOf(context, content)
  const { acting } = context.actor.capacity
  const demanded = (content.asked ?? []).filter((one) => one.required).map(({ field }) => field)
  const whole = machine ? fieldSchema(machine, acting, context.actor.languages, 'create', demanded) : { properties: {}, required: [] }
  const { properties = {}, required = [] } = whole
  const asked = (content.asked ?? []).filter(({ field }) => Object.hasOwn(properties, field))
  const owed = asked.map(({ field }) => field).filter((field) => required.includes(field))
  return {
    type: 'object',
    properties: Object.fromEntries(asked.map(({ field }) => [field, properties[field]])),
    ...(owed.length ? { required: owed } : {}),
    additionalProperties: false,
  }
}
