import { permissionNames } from '../access/permission-names.ts'
import { asProgram } from '../operation/as-program.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { Runtime } from '../operation/runtime.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { AccessContract } from '../role/contract.ts'
import { endGrants, grantColumns } from '../role/end-grants.ts'
import { stampOf } from '../role/role-stamp.ts'

const record = recorderFor<AccessContract>()

/**
 * Takes out of core's tables what speaks of a plugin: its roles with their grants, its permissions in other roles, how far its handlers are,
 * its deliveries, jobs and files. With events, as any change of access; what the plugin did stays in the history.
 */
export async function forgetPlugin(runtime: Runtime, pluginId: string): Promise<void> {
  await asProgram(runtime, `uninstall ${pluginId}`, async (context) => {
    const { unit } = context
    await forgetRoles(context, pluginId)
    await forgetPermissions(context, `${pluginId}.`)
    for (const table of ['delivery', 'handler', 'job', 'job_schedule'] as const) {
      const column = table === 'delivery' ? 'handler' : 'name'
      const rows = await unit.db.selectFrom(table).select(`${column} as name`).distinct().execute()
      const own = rows.flatMap(({ name }) => (name.startsWith(`${pluginId}/`) ? [name] : []))
      if (own.length) await unit.db.deleteFrom(table).where(column, 'in', own).execute()
    }
    await forgetFiles(context, pluginId)
  })
}

/** Nobody else can ask for them. The bytes go after the commit, as with any file that is given up. */
async function forgetFiles({ unit: { db, now } }: CallContext, holder: string): Promise<void> {
  await db
    .insertInto('file_removal')
    .columns(['storage_key', 'created_at'])
    .expression((from) =>
      from
        .selectFrom('file')
        .select((file) => ['storage_key', file.val(now).as('created_at')])
        .where('holder', '=', holder),
    )
    .execute()
  await db.deleteFrom('file').where('holder', '=', holder).execute()
}

async function forgetRoles(context: CallContext, pluginId: string): Promise<void> {
  const { db } = context.unit
  const roles = await db.selectFrom('role').select(['id', 'permissions_json']).where('owner', '=', pluginId).forUpdate().execute()
  for (const { id: roleId, permissions_json: permissions } of roles) {
    await endGrants(context, await db.selectFrom('access_grant').select(grantColumns).where('role_id', '=', roleId).forUpdate().execute())
    await record(context, 'access.role_saved', { roleId, added: [], removed: permissionNames(permissions) }, () =>
      db.deleteFrom('role').where('id', '=', roleId).execute(),
    )
  }
}

/** Else they would come back with a plugin of the same name, to people whom nobody gave them. */
async function forgetPermissions(context: CallContext, prefix: string): Promise<void> {
  const { db, now, runtime } = context.unit
  for (const { id: roleId, permissions_json: json } of await db
    .selectFrom('role')
    .select(['id', 'permissions_json'])
    .forUpdate()
    .execute()) {
    const permissions = permissionNames(json)
    const removed = permissions.filter((permission) => permission.startsWith(prefix))
    if (!removed.length) continue
    const rest = permissions.filter((permission) => !removed.includes(permission))
    await record(context, 'access.role_saved', { roleId, added: [], removed }, () =>
      db
        .updateTable('role')
        .set({ permissions_json: rest, version: stampOf(runtime.newId()), updated_at: now })
        .where('id', '=', roleId)
        .execute(),
    )
  }
}
