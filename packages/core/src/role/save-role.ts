import { mayEverywhere } from '../access/actor-access.ts'
import { ADMINISTRATION, expectAdministrator, hasAdministrator, lockAdministrators } from '../access/administrators.ts'
import { permissionNames } from '../access/permission-names.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { fieldChanges, recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { type AccessContract, RoleView, SaveRole } from './contract.ts'
import { stampOf } from './role-stamp.ts'
import { viewRole } from './role-view.ts'

const { command } = forContract<AccessContract>()
const record = recorderFor<AccessContract>()

export const saveRole = command({
  route: 'PUT /access/roles/:roleId',
  summary: 'Makes a role of this desk, or changes title and permissions of any.',
  permission: 'access.manage',
  audience: 'staff',
  input: SaveRole,
  output: RoleView,
  async run(work, { roleId, title, acting, permissions, expectedVersion }) {
    const context = contextOf(work)
    const { unit, actor } = context
    // A role counts wherever it was given, so changing one is a right over all.
    if (!mayEverywhere(actor, unit.runtime.composition.permissions.bit(ADMINISTRATION)))
      throw coreError('access.denied', { permission: ADMINISTRATION })
    await lockAdministrators(unit)
    const before = await unit.db.selectFrom('role').selectAll().where('id', '=', roleId).forNoKeyUpdate().executeTakeFirst()
    if (expectedVersion !== undefined && before?.version !== expectedVersion)
      throw coreError(
        'access.role_conflict',
        { role: roleId, version: before?.version ?? 'none' },
        { details: { currentVersion: before?.version ?? null } },
      )
    if (!before && roleId.includes('.')) throw coreError('access.role_reserved', { role: roleId })
    const old = permissionNames(before?.permissions_json)
    const wanted = [...new Set(permissions)]
    expectKnown(context, wanted, old)
    if (before && before.acting !== acting) await expectFree(context, before)
    const after = { title: title.trim(), acting, permissions: [...wanted].sort().join(' ') }
    const changes = fieldChanges(
      { title: before?.title ?? null, acting: before?.acting ?? null, permissions: before ? [...old].sort().join(' ') : null },
      after,
      ['title', 'acting', 'permissions'],
    )
    if (before && !changes.length) return viewRole(context, before)
    const hadAdministrator = await hasAdministrator(unit)
    const row = {
      title: after.title,
      acting,
      permissions_json: wanted,
      version: stampOf(work.newId()),
      updated_at: unit.now,
    }
    const added = wanted.filter((name) => !old.includes(name))
    const removed = old.filter((name) => !wanted.includes(name))
    await record(
      context,
      'access.role_saved',
      { roleId, added, removed },
      () =>
        unit.db
          .insertInto('role')
          .values({ id: roleId, owner: 'desk', ...row })
          .onConflict((conflict) => conflict.column('id').doUpdateSet(row))
          .execute(),
      changes,
    )
    if (hadAdministrator) await expectAdministrator(unit)
    return viewRole(context, await unit.db.selectFrom('role').selectAll().where('id', '=', roleId).executeTakeFirstOrThrow())
  },
})

/** What the role has already may stay although its plugin is not installed: it comes back with the plugin. */
function expectKnown({ unit }: CallContext, wanted: readonly string[], old: readonly string[]): void {
  const unknown = wanted.filter((name) => !unit.runtime.composition.permissions.has(name) && !old.includes(name))
  if (unknown.length) throw coreError('access.unknown_permission', { permissions: unknown.join(', ') }, { details: { unknown } })
}

/** The capacity decides what the role's grants show; of a role that is given or that the program gives it stays what it is. */
async function expectFree({ unit }: CallContext, role: { id: string; acting: string; owner: string }): Promise<void> {
  const held =
    role.owner !== 'desk' ||
    (await unit.db.selectFrom('access_grant').select('id').where('role_id', '=', role.id).limit(1).executeTakeFirst()) !== undefined
  if (held) throw coreError('access.role_fixed', { role: role.id, acting: role.acting })
}
