import type { Selectable } from 'kysely'
import { permissionNames } from '../access/permission-names.ts'
import { titleIn } from '../machine/titles.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { GrantTable, RoleTable } from '../tables.ts'
import type { GrantView, RoleView } from './contract.ts'
import { placeOf } from './end-grants.ts'

/** A role that the desk has not renamed is called in the reader's language. */
const titleOf = ({ unit, actor }: CallContext, { id, title }: Selectable<RoleTable>): string => {
  const declared = unit.runtime.composition.roles.get(id)?.title
  return declared?.en === title ? titleIn(declared, actor.languages) : title
}

export const viewRole = (context: CallContext, row: Selectable<RoleTable>): RoleView => ({
  id: row.id,
  title: titleOf(context, row),
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
