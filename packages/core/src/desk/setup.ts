import { randomBytes } from 'node:crypto'
import { seedCalendars } from '../calendar/declared-calendars.ts'
import { foundation } from '../migrations/0001-foundation.ts'
import { delivery } from '../migrations/0002-delivery.ts'
import { links } from '../migrations/0003-links.ts'
import { approvalsAndChecklists } from '../migrations/0004-approvals-and-checklists.ts'
import { calendars } from '../migrations/0005-calendars.ts'
import { fieldValues } from '../migrations/0005-field-values.ts'
import { files } from '../migrations/0006-files.ts'
import { search } from '../migrations/0007-search.ts'
import { views } from '../migrations/0008-views.ts'
import { catalogue } from '../migrations/0009-catalogue.ts'
import { live } from '../migrations/0010-live.ts'
import { notifications } from '../migrations/0011-notifications.ts'
import { keys } from '../migrations/0012-keys.ts'
import { ratings } from '../migrations/0013-ratings.ts'
import { provisioning } from '../migrations/0014-provisioning.ts'
import type { Composition } from '../operation/composition.ts'
import type { CoreDb } from '../operation/runtime.ts'
import { seedRoles } from '../role/seed-roles.ts'
import { seedViews } from '../saved-view/seed-views.ts'
import { seedIndexVersion } from '../search/reindex.ts'
import type { MigrationOwner } from '../store/migration.ts'
import type { Store, Tx } from '../store/store.ts'

/** The steps of core in their order. */
export const coreMigrations = {
  '0001_foundation': foundation,
  '0002_delivery': delivery,
  '0003_links': links,
  '0004_approvals_and_checklists': approvalsAndChecklists,
  '0005_calendars': calendars,
  '0005_field_values': fieldValues,
  '0006_files': files,
  '0007_search': search,
  '0008_views': views,
  '0009_catalogue': catalogue,
  '0010_live': live,
  '0011_notifications': notifications,
  '0012_keys': keys,
  '0013_ratings': ratings,
  '0014_provisioning': provisioning,
}

/** Core first, then the plugins in their order: each may refer to what came before. */
export const migrationOwners = (composition: Composition): MigrationOwner[] => [
  { id: 'core', migrations: coreMigrations },
  ...composition.plugins.flatMap((plugin) => (plugin.migrations ? [{ id: plugin.id, migrations: plugin.migrations }] : [])),
]

export const CURSOR_SECRET = 'cursor_secret'

/**
 * What a desk has from its first day: roles, the team that gets what nobody else gets, and its secret. Adds what is missing and
 * changes nothing that is there, so it may run at every migration, in many processes.
 */
export async function seed(store: Store, composition: Composition, now: string, newId: () => string): Promise<void> {
  await store.write(async ({ db }) => {
    const core: CoreDb = db
    await seedRoles(core, composition.roles, now)
    await seedIndexVersion(core)
    await seedCalendars(core, composition.calendars, now, newId)
    await seedViews(core, now, newId)
    await core
      .insertInto('team')
      .values({ id: newId(), key: 'intake', title: 'Intake', is_active: true, version: 1, created_at: now, updated_at: now })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
    await core
      .insertInto('setting')
      .values({ key: CURSOR_SECRET, value: randomBytes(32).toString('base64url') })
      .onConflict((conflict) => conflict.column('key').doNothing())
      .execute()
  })
}

export async function cursorSecret({ db }: Tx): Promise<string> {
  const core: CoreDb = db
  return (await core.selectFrom('setting').select('value').where('key', '=', CURSOR_SECRET).executeTakeFirstOrThrow()).value
}
