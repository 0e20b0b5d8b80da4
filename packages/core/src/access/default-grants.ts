import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { NIL_ID } from '../tables.ts'
import type { GrantRow } from './person-actor.ts'

const CUSTOMER = { roleId: 'customer', scope: 'own', source: 'default' } as const
const ADMINISTRATOR = { roleId: 'admin', scope: 'all', source: 'admins' } as const

/** What everybody starts with: a customer of their own tickets, and administrator if `createDesk({ admins })` names them. */
export async function giveDefaultGrants(
  context: CallContext,
  person: { id: string; externalId: string | null; kind: 'person' | 'service' },
): Promise<void> {
  const isNamed = person.externalId !== null && context.unit.runtime.admins.includes(person.externalId)
  if (person.kind === 'person') await give(context, person.id, CUSTOMER)
  if (isNamed) await giveAdministrator(context, person.id)
}

export const giveAdministrator = (context: CallContext, personId: string): Promise<void> => give(context, personId, ADMINISTRATOR)

async function give(
  context: CallContext,
  personId: string,
  { roleId, scope, source }: typeof CUSTOMER | typeof ADMINISTRATOR,
): Promise<void> {
  const { unit } = context
  const grantId = unit.runtime.newId()
  await unit.change(
    context,
    'access.granted',
    { grantId, personId, roleId, scope, scopeId: null, grantSource: source },
    () =>
      unit.db
        .insertInto('access_grant')
        .values({
          id: grantId,
          person_id: personId,
          role_id: roleId,
          scope,
          scope_id: NIL_ID,
          source,
          granted_by: null,
          created_at: unit.now,
        })
        .execute(),
    { changes: [{ field: 'role', from: null, to: `${roleId} ${scope}`, isPublic: false }] },
  )
}

/**
 * Somebody was in the desk before `createDesk({ admins })` named them. It counts once: the history tells, so that what was taken back
 * later is not given again by the next call.
 */
export async function owesAdministrator(
  runtime: Runtime,
  db: CoreDb,
  person: { id: string; external_id: string | null },
  grants: readonly GrantRow[],
): Promise<boolean> {
  if (!runtime.admins.length || person.external_id === null || !runtime.admins.includes(person.external_id)) return false
  if (grants.some((grant) => grant.role_id === ADMINISTRATOR.roleId && grant.scope === ADMINISTRATOR.scope)) return false
  const events = await db
    .selectFrom('event')
    .select('payload_json')
    .where('subject_id', '=', person.id)
    .where('subject_kind', '=', 'person')
    .where('name', '=', 'access.granted')
    .execute()
  return !events.some(({ payload_json: payload }) => sourceOf(payload) === ADMINISTRATOR.source)
}

const sourceOf = (payload: unknown): unknown =>
  typeof payload === 'object' && payload !== null && 'grantSource' in payload ? payload.grantSource : undefined
