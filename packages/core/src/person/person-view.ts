import type { Selectable } from 'kysely'
import { reaches, reachOf } from '../access/reach.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { PersonTable } from '../tables.ts'
import type { MembershipOfPerson, PersonView } from './contract.ts'

export const personColumns = [
  'person.id',
  'external_id',
  'kind',
  'name',
  'email',
  'language',
  'is_active',
  'version',
  'created_at',
] as const
export type PersonRow = Pick<
  Selectable<PersonTable>,
  'id' | 'external_id' | 'kind' | 'name' | 'email' | 'language' | 'is_active' | 'version' | 'created_at'
>

/** Views of people whom the actor may see, in the order of the rows. */
export async function viewPeople(context: CallContext, rows: readonly PersonRow[]): Promise<PersonView[]> {
  const memberships = await membershipsOf(
    context,
    rows.map(({ id }) => id),
  )
  return rows.map((row) => ({
    id: row.id,
    externalId: row.external_id,
    kind: row.kind,
    name: row.name,
    email: row.email,
    language: row.language,
    isActive: row.is_active,
    memberships: memberships.get(row.id) ?? [],
    version: row.version,
    createdAt: row.created_at,
  }))
}

/** After a change of this unit of work, or for somebody the actor is known to see. */
export async function viewPerson(context: CallContext, personId: string): Promise<PersonView> {
  const row = await context.unit.db.selectFrom('person').select(personColumns).where('id', '=', personId).executeTakeFirstOrThrow()
  const [view] = await viewPeople(context, [row])
  if (!view) throw new TypeError('a row gave no view')
  return view
}

/** Whose contact somebody is, as far as the actor's business goes: of others only in companies that `person.read` reaches, of oneself in all. */
async function membershipsOf({ unit, actor }: CallContext, personIds: readonly string[]): Promise<Map<string, MembershipOfPerson[]>> {
  const found = new Map<string, MembershipOfPerson[]>()
  if (!personIds.length) return found
  const rows = await unit.db
    .selectFrom('membership')
    .innerJoin('company', 'company.id', 'membership.company_id')
    .select(['person_id', 'company.id', 'company.name', 'job_title', 'approval_limit_minor', 'approval_currency'])
    .where('person_id', 'in', [...personIds])
    .orderBy('company.name_key')
    .orderBy('company.id')
    .execute()
  const reach = reachOf(actor, unit.runtime.composition.permissions.bit('person.read'))
  for (const row of rows) {
    if (row.person_id !== actor.personId && !reaches(reach, row.id)) continue
    const membership: MembershipOfPerson = {
      company: { id: row.id, name: row.name },
      jobTitle: row.job_title,
      approvalLimit:
        row.approval_limit_minor === null || row.approval_currency === null
          ? null
          : { minor: row.approval_limit_minor, currency: row.approval_currency },
    }
    found.set(row.person_id, [...(found.get(row.person_id) ?? []), membership])
  }
  return found
}
