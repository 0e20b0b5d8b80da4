import type { CoreDb } from '../operation/runtime.ts'
import { permissionNames } from './permission-names.ts'
import type { PermissionIndex, PermissionSet } from './permission-set.ts'

interface CachedRole {
  readonly version: number
  readonly permissions: PermissionSet
}

/**
 * Permission sets of roles, kept by the role's version, which every grant is loaded with: a changed role is
 * read again by the next call of every process, and never a moment later.
 */
export class RoleCache {
  readonly #roles = new Map<string, CachedRole>()
  readonly #index: PermissionIndex

  constructor(index: PermissionIndex) {
    this.#index = index
  }

  async permissions(db: CoreDb, roleId: string, version: number): Promise<PermissionSet> {
    const cached = this.#roles.get(roleId)
    if (cached && cached.version === version) return cached.permissions
    const row = await db.selectFrom('role').select(['version', 'permissions_json']).where('id', '=', roleId).executeTakeFirst()
    const permissions = this.#index.set(permissionNames(row?.permissions_json))
    // What was read is what this transaction sees; another version is somebody else's snapshot and is not kept.
    if (row?.version === version) this.#roles.set(roleId, { version, permissions })
    return permissions
  }
}
