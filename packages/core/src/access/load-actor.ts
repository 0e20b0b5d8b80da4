import { type Expression, sql } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import type { Capacity } from '../operation/actor.ts'
import type { Caller } from '../operation/caller.ts'
import type { Runtime } from '../operation/runtime.ts'
import { forEachKind, type Param, prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import type { CoreTables } from '../tables.ts'
import type { LoadedActor } from './actor-access.ts'
import { owesAdministrator } from './default-grants.ts'
import type { HostGrant } from './host-access.ts'
import { type HostIdentity, hostIdentity } from './host-identity.ts'
import { keyActor } from './load-key.ts'
import { type GrantRow, hostGrantRows, personActor, readingOf, storedGrants } from './person-actor.ts'

/** The person is not in the desk yet, or the host knows a newer name: the row is written first, then the call goes on. */
export const PERSON_STALE = Symbol('person stale')

interface ActorRow extends GrantRow {
  id: string
  external_id: string | null
  name: string
  email: string | null
  language: string | null
  is_active: boolean
  host_facts: string | null
  /** Pairs of a company's id and whether it is served, in the order of the ids; null for none. */
  memberships_json: readonly (readonly [string, boolean | number])[] | null
}

/** What finds one person: the id that the host knows them by, or the desk's own. */
type Key = 'external_id' | 'id'

/** As one value and not as rows of a join, which would be one for each grant; found once, as it asks for nothing of the row that it stands in. */
const membershipsJson = forEachKind((kind) => (key: Key, value: Expression<string>) => {
  const [id, served] = [sql.ref('membership.company_id'), sql.ref('company.is_active')]
  const whose =
    key === 'id'
      ? value
      : sql`(select ${sql.ref('person.id')} from ${sql.table('person')} where ${sql.ref('person.external_id')} = ${value})`
  const memberships = sql`from ${sql.table('membership')} join ${sql.table('company')} on ${sql.ref('company.id')} = ${id}
    where ${sql.ref('membership.person_id')} = ${whose}`
  return kind === 'postgres'
    ? sql<ActorRow['memberships_json']>`(select json_agg(json_build_array(${id}, ${served}) order by ${id}) ${memberships})`
    : sql<ActorRow['memberships_json']>`(select nullif(json_group_array(json_array(known.id, known.served)), '[]')
        from (select ${id} as id, ${served} as served ${memberships} order by ${id}) as known)`
})

const personWithGrants = (key: Key) =>
  forEachKind((kind) =>
    prepared<{ value: string }, ActorRow, CoreTables>((db, param: Param<{ value: string }>) =>
      db
        .selectFrom('person')
        .leftJoin('access_grant', 'access_grant.person_id', 'person.id')
        .leftJoin('role', 'role.id', 'access_grant.role_id')
        .select([
          'person.id',
          'person.external_id',
          'person.name',
          'person.email',
          'person.language',
          'person.is_active',
          'person.host_facts',
          'access_grant.role_id',
          'access_grant.scope',
          'access_grant.scope_id',
          'access_grant.source',
          'role.acting',
          'role.version as role_version',
          membershipsJson[kind](key, param('value')).as('memberships_json'),
        ])
        .where(`person.${key}`, '=', param('value')),
    ),
  )
const byExternalId = personWithGrants('external_id')
const byId = personWithGrants('id')

/** The caller with what counts in the capacity of this call, read in the call's own transaction. */
export async function loadActor(
  runtime: Runtime,
  tx: Tx,
  caller: Caller,
  hostGrants: readonly HostGrant[],
): Promise<LoadedActor | typeof PERSON_STALE> {
  if (caller.kind === 'system') return systemActor(runtime, caller.reason)
  if (caller.kind === 'plugin') return pluginActor(runtime, caller.id)
  if (caller.kind === 'anonymous') {
    const capacity: Capacity = { acting: 'customer' }
    const reading = readingOf(runtime, null, caller.languages)
    return {
      ...nobody,
      ...reading,
      capacity,
      kind: 'person',
      id: 'anonymous',
      name: 'anonymous',
      branches: [],
      channel: 'api',
      isSystem: false,
    }
  }
  if (caller.kind === 'key') return keyActor(runtime, tx, caller)
  if (caller.kind === 'known') {
    const { rows } = await tx.run(byId[tx.kind], { value: caller.personId })
    const [person] = rows
    // Of somebody who is gone a session may be left.
    if (!person?.is_active) throw coreError('access.deactivated')
    return personActor(runtime, tx, withMemberships(person), storedGrants(rows), caller.options)
  }
  if (caller.kind === 'past') return pastActor(runtime, tx, caller)
  const identity = hostIdentity(caller.person)
  const { rows } = await tx.run(byExternalId[tx.kind], { value: identity.externalId })
  const [person] = rows
  if (!person) return PERSON_STALE
  if (!person.is_active) throw coreError('access.deactivated')
  if (isStale(person, identity)) return PERSON_STALE
  if (await owesAdministrator(runtime, tx.db, person, rows)) return PERSON_STALE
  const stored = storedGrants(rows)
  const grants = hostGrants.length ? [...stored, ...(await hostGrantRows(tx.db, hostGrants))] : stored
  return personActor(runtime, tx, withMemberships(person), grants, caller.options)
}

const withMemberships = (person: ActorRow) => ({
  ...person,
  memberships: (person.memberships_json ?? []).map(([id, served]) => ({ company_id: id, is_active: Boolean(served) })),
})

const nobody = { personId: null, externalId: null, language: null, companyId: null, otherCompanyIds: [], isContact: false } as const

/** The desk's own programs: everything is allowed to them. */
export function systemActor(runtime: Runtime, reason: string): LoadedActor {
  const { permissions: all } = runtime.composition
  const permissions = all.set(all.all)
  return {
    ...nobody,
    ...readingOf(runtime, null),
    capacity: { acting: 'staff' },
    kind: 'system',
    id: reason,
    name: reason,
    branches: [{ scope: 'all', scopeId: null, permissions, roleId: 'system', source: 'system' }],
    channel: 'system',
    isSystem: true,
  }
}

/**
 * Somebody who did something before. What they may is not asked: they did it, and may long be gone or have another role. Whoever can call this
 * holds the desk itself.
 */
async function pastActor(
  runtime: Runtime,
  tx: Tx,
  { personId, acting, channel, reason }: Extract<Caller, { readonly kind: 'past' }>,
): Promise<LoadedActor> {
  const { rows } = await tx.run(byId[tx.kind], { value: personId })
  const [person] = rows
  if (!person) throw coreError('person.not_found', { personId })
  return {
    ...systemActor(runtime, reason),
    kind: 'person',
    id: person.id,
    personId: person.id,
    externalId: person.external_id,
    name: person.name,
    language: person.language,
    capacity: { acting },
    channel,
    isSystem: false,
  }
}

/** A plugin acting as itself: what its `acts` lists, everywhere, and nothing else. */
export function pluginActor(runtime: Runtime, id: string): LoadedActor {
  const { composition } = runtime
  const acts = composition.plugins.find((plugin) => plugin.id === id)?.acts ?? []
  const permissions = composition.permissions.set(acts)
  return {
    ...nobody,
    ...readingOf(runtime, null),
    capacity: { acting: 'staff' },
    kind: 'plugin',
    id,
    name: id,
    branches: [{ scope: 'all', scopeId: null, permissions, roleId: `plugin:${id}`, source: 'acts' }],
    channel: id,
    isSystem: false,
  }
}

const isStale = (row: ActorRow, { name, email, language, facts }: HostIdentity): boolean =>
  (facts !== undefined && facts !== row.host_facts) ||
  (name !== undefined && name !== row.name) ||
  (email !== undefined && email !== row.email) ||
  (language !== undefined && language !== row.language)
