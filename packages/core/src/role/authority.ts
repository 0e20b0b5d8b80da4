import { type LoadedActor, mayAnywhere, mayEverywhere } from '../access/actor-access.ts'
import { ADMINISTRATION } from '../access/administrators.ts'
import { permissionNames } from '../access/permission-names.ts'
import { coreError } from '../error/core-errors.ts'
import type { Acting } from '../operation/audience.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { NIL_ID } from '../tables.ts'

/** A role in a scope: what is given or taken back. */
export interface RoleInScope {
  readonly role_id: string
  readonly acting: Acting
  readonly permissions_json: unknown
  readonly scope: 'all' | 'team' | 'company' | 'own'
  /** The nil id where the scope is no place. */
  readonly scope_id: string
}

const MEMBERS = 'company.manage_members'

/** Whether the actor gives and takes roles anywhere at all; asked first, so that whoever does not learns nothing of ids. Throws `access.denied`. */
export function expectAnyAuthority({ unit, actor }: CallContext): void {
  const { permissions } = unit.runtime.composition
  if (!mayAnywhere(actor, permissions.bit(ADMINISTRATION)) && !mayAnywhere(actor, permissions.bit(MEMBERS)))
    throw coreError('access.denied', { permission: ADMINISTRATION })
}

/**
 * Whether the actor may give or take this role in this scope. `access.manage` over all may everything. Otherwise only in a team or company
 * in which one holds `access.manage` (in a company also `company.manage_members`, and there customer roles only), and only what one holds
 * there oneself: nobody widens anybody beyond their own rights. `also`: permissions that open a team as `access.manage` in it does.
 * Throws `access.denied`, `access.beyond_own`.
 */
export function expectAuthority({ unit, actor }: CallContext, role: RoleInScope, also: readonly string[] = []): void {
  const { permissions } = unit.runtime.composition
  if (mayEverywhere(actor, permissions.bit(ADMINISTRATION))) return
  const opening = role.scope === 'company' ? [ADMINISTRATION, MEMBERS] : [ADMINISTRATION, ...also]
  const here = branchesIn(actor, role)
  const isOpen = opening.some((permission) => here.some((branch) => branch.permissions.hasBit(permissions.bit(permission))))
  if (!isOpen || (role.scope === 'company' && role.acting !== 'customer')) throw coreError('access.denied', { permission: ADMINISTRATION })
  const beyond = permissionNames(role.permissions_json).find((name) => !here.some((branch) => branch.permissions.has(name)))
  if (beyond !== undefined) throw coreError('access.beyond_own', { role: role.role_id, permission: beyond })
}

/** What the actor holds in the very team or company, be it over all. Over all and over own tickets nobody gives but an administrator. */
const branchesIn = (actor: LoadedActor, { scope, scope_id: scopeId }: RoleInScope) =>
  scope !== 'team' && scope !== 'company'
    ? []
    : actor.branches.filter((branch) => branch.scope === 'all' || (branch.scope === scope && branch.scopeId === scopeId))

/** Whether the actor may see that a grant is there: with `access.read`, or with the authority over its scope. */
export function seesGrant({ unit, actor }: CallContext, grant: RoleInScope): boolean {
  const { permissions } = unit.runtime.composition
  const bits = ['access.read', ADMINISTRATION, MEMBERS].map((permission) => permissions.bit(permission))
  if (actor.capacity.acting === 'customer' && grant.acting !== 'customer') return false
  return actor.branches.some(
    (branch) =>
      bits.some((bit) => branch.permissions.hasBit(bit)) &&
      (branch.scope === 'all' || (grant.scope_id !== NIL_ID && branch.scope === grant.scope && branch.scopeId === grant.scope_id)),
  )
}
