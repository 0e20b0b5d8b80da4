import type { Selectable } from 'kysely'
import { permissionNames } from '../access/permission-names.ts'
import type { GrantTable, RoleTable } from '../tables.ts'
import type { GrantView, RoleView } from './contract.ts'
import { placeOf } from './end-grants.ts'

export const viewRole = (row: Selectable<RoleTable>): RoleView => ({
  id: row.id,
  title: row.title,
  acting: row.acting,
  permissions: permissionNames(row.permissions_json),
  owner: row.owner,
  version: row.version,
})

export type NamedGrantRow = Pick<
  Selectable<GrantTable>,
  'id' | 'person_id' | 'role_id' | 'scope' | 'scope_id' | 'source' | 'created_at'
> & {
  readonly person_name: string
}

export const viewGrant = (row: NamedGrantRow): GrantView => ({
  id: row.id,
  person: { id: row.person_id, name: row.person_name },
  roleId: row.role_id,
  scope: row.scope,
  scopeId: placeOf(row),
  source: row.source,
  createdAt: row.created_at,
})
