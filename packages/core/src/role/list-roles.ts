import { titleIn } from '../machine/titles.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { type AccessContract, PermissionList, RoleList } from './contract.ts'
import { viewRole } from './role-view.ts'

const { query } = forContract<AccessContract>()

export const permissions = query({
  route: 'GET /access/permissions',
  summary: 'Every permission that core and the installed plugins declare.',
  permission: 'access.read',
  audience: 'staff',
  output: PermissionList,
  run(work) {
    const { unit, actor } = contextOf(work)
    const { permissionTitles } = unit.runtime.composition
    return { items: [...permissionTitles].map(([id, { title, owner }]) => ({ id, title: titleIn(title, actor.languages), owner })) }
  },
})

export const roles = query({
  route: 'GET /access/roles',
  summary: 'The roles of the desk; customers see those for customers.',
  permission: 'access.read',
  audience: 'both',
  output: RoleList,
  async run(work) {
    const { unit, actor } = contextOf(work)
    let rows = unit.db.selectFrom('role').selectAll()
    if (actor.capacity.acting === 'customer') rows = rows.where('acting', '=', 'customer')
    const found = await rows.execute()
    return { items: found.map((row) => viewRole(contextOf(work), row)).sort((a, b) => (a.id < b.id ? -1 : 1)) }
  },
})
