import { coreError } from '../error/core-errors.ts'
import type { Acting } from '../operation/audience.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import { prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import { type CoreTables, NIL_ID } from '../tables.ts'
import type { Branch, LoadedActor } from './actor-access.ts'
import type { HostGrant } from './host-access.ts'
import { scopeFault } from './scope-fault.ts'

/** A grant with its role, as a left join of the person gives it. */
export interface GrantRow {
  role_id: string | null
  scope: Branch['scope'] | null
  scope_id: string | null
  source: string | null
  acting: Acting | null
  role_version: number | null
}
export interface ActorGrant {
  readonly roleId: string
  readonly scope: Branch['scope']
  readonly scopeId: string | null
  readonly source: string
  readonly acting: Acting
  readonly version: number
}

export const storedGrants = (rows: readonly GrantRow[]): ActorGrant[] =>
  rows.flatMap((row) =>
    row.role_id && row.scope && row.acting && row.role_version !== null
      ? [
          {
            roleId: row.role_id,
            scope: row.scope,
            scopeId: row.scope_id,
            source: row.source ?? 'manual',
            acting: row.acting,
            version: row.role_version,
          },
        ]
      : [],
  )

/** What the host adds at sign-in, with the roles that the desk has. Throws `access.unknown_role`, `access.scope_unfit`. */
export async function hostGrantRows(db: CoreDb, hostGrants: readonly HostGrant[]): Promise<ActorGrant[]> {
  const ids = [...new Set(hostGrants.map((grant) => grant.role))]
  const roles = await db.selectFrom('role').select(['id', 'acting', 'version']).where('id', 'in', ids).execute()
  return hostGrants.map(({ role: roleId, scope, scopeId }) => {
    const role = roles.find(({ id }) => id === roleId)
    if (!role) throw coreError('access.unknown_role', { role: roleId })
    const reason = scopeFault(role.acting, scope, scopeId)
    if (reason) throw coreError('access.scope_unfit', { role: roleId, scope, reason })
    return { roleId, scope, scopeId: scopeId ?? NIL_ID, source: 'host', acting: role.acting, version: role.version }
  })
}

export interface ActorMembership {
  readonly company_id: string
  readonly is_active: boolean
}

const membershipsOf = prepared<{ personId: string }, ActorMembership, CoreTables>((db, param) =>
  db
    .selectFrom('membership')
    .innerJoin('company', 'company.id', 'membership.company_id')
    .select(['membership.company_id', 'company.is_active'])
    .where('membership.person_id', '=', param('personId'))
    .orderBy('membership.company_id'),
)

export interface ActorOptions {
  readonly acting?: Acting
  readonly company?: string
  readonly channel?: string
  readonly languages?: readonly string[]
  /** Read by before the person's own language. */
  readonly reading?: string
}
export interface ActorPerson {
  readonly id: string
  readonly external_id: string | null
  readonly name: string
  readonly language: string | null
  /** In the order of the companies' ids. Unless told, they are looked up. */
  readonly memberships?: readonly ActorMembership[]
}

/**
 * Somebody in one capacity: the grants that count in it, and for a customer the one company acted for.
 * Throws `access.no_staff`, `access.no_member`, `access.company_required`.
 */
export async function personActor(
  runtime: Runtime,
  tx: Tx,
  person: ActorPerson,
  grants: readonly ActorGrant[],
  options: ActorOptions,
): Promise<LoadedActor> {
  const isCustomer = actingFor(grants, options) === 'customer'
  const memberships = person.memberships ?? (isCustomer ? (await tx.run(membershipsOf, { personId: person.id })).rows : [])
  return actorWith(runtime, tx, person, { grants, memberships }, options)
}

/** Throws `access.no_staff`. */
function actingFor(grants: readonly ActorGrant[], options: ActorOptions): Acting {
  const hasStaffRole = grants.some((grant) => grant.acting === 'staff')
  // Without a role the capacity alone would still show what is meant for staff.
  if (options.acting === 'staff' && !hasStaffRole) throw coreError('access.no_staff')
  return options.acting ?? (options.company === undefined && hasStaffRole ? 'staff' : 'customer')
}

/** The same, with memberships that were read already; in the order of the companies' ids. */
export async function actorWith(
  runtime: Runtime,
  tx: Tx,
  person: ActorPerson,
  { grants, memberships: all }: { readonly grants: readonly ActorGrant[]; readonly memberships: readonly ActorMembership[] },
  options: ActorOptions,
): Promise<LoadedActor> {
  const acting = actingFor(grants, options)
  const memberships = acting === 'customer' ? all : []
  const companyId = acting === 'customer' ? companyOf(memberships, options.company) : null
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
    id: person.id,
    personId: person.id,
    externalId: person.external_id,
    name: person.name,
    language: person.language,
    ...readingOf(runtime, person.language, options.languages, options.reading),
    capacity: acting === 'staff' ? { acting } : companyId === null ? { acting } : { acting, company: companyId },
    branches,
    companyId,
    // Also of companies that are no longer served: their tickets are not the present company's business either.
    otherCompanyIds: memberships.flatMap((membership) => (membership.company_id === companyId ? [] : [membership.company_id])),
    isContact: person.memberships?.length !== 0,
    channel: options.channel ?? 'api',
    isSystem: false,
  }
}

/** The order of a reader's languages. */
export const readingOf = (
  { composition }: Runtime,
  language: string | null,
  accepts: readonly string[] = [],
  reading?: string,
): Pick<LoadedActor, 'accepts' | 'languages'> => ({
  accepts,
  languages: composition.texts.chain([reading, language, ...accepts].filter((tag) => typeof tag === 'string')),
})

function companyOf(memberships: readonly { company_id: string; is_active: boolean }[], asked: string | undefined): string | null {
  const companies = memberships.flatMap((membership) => (membership.is_active ? [membership.company_id] : []))
  if (asked !== undefined) {
    if (!companies.includes(asked)) throw coreError('access.no_member', { companyId: asked })
    return asked
  }
  if (companies.length > 1) throw coreError('access.company_required', { count: companies.length }, { details: { companies } })
  return companies[0] ?? null
}
