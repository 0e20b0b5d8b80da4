import type { RegisteredRole } from '../operation/composition.ts'
import type { CoreDb } from '../operation/runtime.ts'

/** Writes the roles that the desk does not have yet. Those that are there stay as they are: no new permission widens an old role. */
export async function seedRoles(db: CoreDb, roles: ReadonlyMap<string, RegisteredRole>, now: string): Promise<void> {
  const rows = [...roles].map(([id, { title, acting, permissions, owner }]) => ({
    id,
    title: title.en,
    acting,
    permissions_json: [...permissions],
    owner,
    version: 1,
    updated_at: now,
  }))
  if (!rows.length) return
  await db
    .insertInto('role')
    .values(rows)
    .onConflict((conflict) => conflict.column('id').doNothing())
    .execute()
}
