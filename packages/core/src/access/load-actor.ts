import { coreError } from '../error/core-errors.ts'
import type { Capacity } from '../operation/actor.ts'
import type { Caller } from '../operation/caller.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import { type CoreTables, NIL_ID } from '../tables.ts'
import type { Branch, LoadedActor } from './actor-access.ts'
import type { HostGrant } from './host-access.ts'

/** The person is not in the desk yet, or the host knows a newer name: the row is written first, then the call goes on. */
export const PERSON_STALE = Symbol('person stale')

interface ActorRow {
  id: string
  name: string
  email: string | null
  language: string | null
  is_active: boolean
  role_id: string | null
  scope: 'all' | 'team' | 'company' | 'own' | null
  scope_id: string | null
  source: string | null
  acting: 'staff' | 'customer' | null
  role_version: number | null
}

const personWithGrants = prepared<{ externalId: string }, ActorRow, CoreTables>((db, param) =>
  db
    .selectFrom('person')
    .leftJoin('access_grant', 'access_grant.person_id', 'person.id')
    .leftJoin('role', 'role.id', 'access_grant.role_id')
    .select([
      'person.id',
      'person.name',
      'person.email',
      'person.language',
      'person.is_active',
      'access_grant.role_id',
      'access_grant.scope',
      'access_grant.scope_id',
      'access_grant.source',
      'role.acting',
      'role.version as role_version',
    ])
    .where('person.external_id', '=', param('externalId')),
)
const membershipsOf = prepared<{ personId: string }, { company_id: string }, CoreTables>((db, param) =>
  db
    .selectFrom('membership')
    .innerJoin('company', 'company.id', 'membership.company_id')
    .select('membership.company_id')
    .where('membership.person_id', '=', param('personId'))
    .where('company.is_active', '=', true)
    .orderBy('membership.company_id'),
)

/** The caller with what counts in the capacity of this call, read in the call's own transaction. */
export async function loadActor(
  runtime: Runtime,
  tx: Tx,
  caller: Caller,
  hostGrants: readonly HostGrant[],
): Promise<LoadedActor | typeof PERSON_STALE> {
  const { permissions } = runtime.composition
  const program = { personId: null, externalId: null, capacity: { acting: 'staff' }, companyId: null, otherCompanyIds: [] } as const
  if (caller.kind === 'system') {
    const branch = { scope: 'all', scopeId: null, permissions: permissions.set(permissions.all), roleId: 'system', source: 'system' } as const
    return { ...program, kind: 'system', id: caller.reason, name: caller.reason, branches: [branch], channel: 'system', isSystem: true }
  }
  if (caller.kind === 'plugin') return pluginActor(runtime, caller.id)
  if (caller.kind === 'anonymous') {
    const capacity: Capacity = { acting: 'customer' }
    return { ...program, capacity, kind: 'person', id: 'anonymous', name: 'anonymous', branches: [], channel: 'api', isSystem: false }
  }
  const { person, options } = caller
  const { rows } = await tx.run(personWithGrants, { externalId: person.externalId })
  const first = rows[0]
  if (!first || isStale(first, person)) return PERSON_STALE
  if (!first.is_active) throw coreError('access.deactivated')
  const stored: StoredGrant[] = rows.flatMap((row) =>
    row.role_id && row.scope && row.acting && row.role_version !== null
      ? [{ roleId: row.role_id, scope: row.scope, scopeId: row.scope_id, source: row.source ?? 'manual', acting: row.acting, version: row.role_version }]
      : [],
  )
  const grants = hostGrants.length ? [...stored, ...(await storedRoles(tx.db, hostGrants))] : stored
  const acting = options.acting ?? (options.company === undefined && grants.some((grant) => grant.acting === 'staff') ? 'staff' : 'customer')
  const companies = acting === 'customer' ? (await tx.run(membershipsOf, { personId: first.id })).rows.map((row) => row.company_id) : []
  const companyId = acting === 'customer' ? companyOf(companies, options.company) : null
  const branches: Branch[] = []
  for (const grant of grants) {
    if (grant.acting !== acting) continue
    if (acting === 'customer' && grant.scope === 'company' && grant.scopeId !== companyId) continue
    branches.push({
      scope: grant.scope,
      scopeId: grant.scope === 'all' || grant.scope === 'own' ? null : grant.scopeId,
      permissions: await runtime.roles.permissions(tx.db, grant.roleId, grant.version),
      roleId: grant.roleId,
      source: grant.source,
    })
  }
  return {
    kind: 'person',
    id: first.id,
    personId: first.id,
    externalId: person.externalId,
    name: first.name,
    capacity: acting === 'staff' ? { acting } : companyId === null ? { acting } : { acting, company: companyId },
    branches,
    companyId,
    otherCompanyIds: companies.filter((id) => id !== companyId),
    channel: options.channel ?? 'api',
    isSystem: false,
  }
}

/** A plugin acting as itself: what its `acts` lists, everywhere, and nothing else. */
export function pluginActor(runtime: Runtime, id: string): LoadedActor {
  const acts = runtime.composition.plugins.find((plugin) => plugin.id === id)?.acts ?? []
  const permissions = runtime.composition.permissions.set(acts)
  return {
    kind: 'plugin',
    id,
    personId: null,
    externalId: null,
    name: id,
    capacity: { acting: 'staff' },
    branches: [{ scope: 'all', scopeId: null, permissions, roleId: `plugin:${id}`, source: 'acts' }],
    companyId: null,
    otherCompanyIds: [],
    channel: id,
    isSystem: false,
  }
}

interface StoredGrant {
  readonly roleId: string
  readonly scope: Branch['scope']
  readonly scopeId: string | null
  readonly source: string
  readonly acting: 'staff' | 'customer'
  readonly version: number
}

async function storedRoles(db: CoreDb, hostGrants: readonly HostGrant[]): Promise<StoredGrant[]> {
  const ids = [...new Set(hostGrants.map((grant) => grant.role))]
  const roles = await db.selectFrom('role').select(['id', 'acting', 'version']).where('id', 'in', ids).execute()
  return hostGrants.map((grant) => {
    const role = roles.find(({ id }) => id === grant.role)
    if (!role) throw coreError('access.unknown_role', { role: grant.role })
    return { roleId: role.id, scope: grant.scope, scopeId: grant.scopeId ?? NIL_ID, source: 'host', acting: role.acting, version: role.version }
  })
}

const isStale = (row: ActorRow, person: { name?: string; email?: string; language?: string }): boolean =>
  (person.name !== undefined && person.name !== row.name) ||
  (person.email !== undefined && person.email !== row.email) ||
  (person.language !== undefined && person.language !== row.language)

function companyOf(companies: readonly string[], asked: string | undefined): string | null {
  if (asked !== undefined) {
    if (!companies.includes(asked)) throw coreError('access.no_member', { companyId: asked })
    return asked
  }
  if (companies.length > 1) throw coreError('access.company_required', { count: companies.length }, { details: { companies } })
  return companies[0] ?? null
}
