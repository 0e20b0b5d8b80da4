import type { CoreDb } from '../operation/runtime.ts'
import { defaultColumns } from './default-columns.ts'
import { defaultViews } from './default-views.ts'

/** Keys of the views that this desk has been given, so that what it removed does not come back with the next migration. */
const GIVEN = 'views_given'

/** Writes the default views that the desk was never given. May run in many processes at once: a key is there once. */
export async function seedViews(db: CoreDb, now: string, newId: () => string): Promise<void> {
  const setting = await db.selectFrom('setting').select('value').where('key', '=', GIVEN).executeTakeFirst()
  const given = new Set(setting ? (JSON.parse(setting.value) as string[]) : [])
  const rows = Object.entries(defaultViews).flatMap(([key, { acting, titles, filter, sort, direction }], index) =>
    given.has(key)
      ? []
      : [
          {
            id: newId(),
            key,
            acting,
            shared: 'desk' as const,
            person_id: null,
            team_id: null,
            titles_json: titles,
            filter_json: filter,
            sort,
            direction,
            columns_json: defaultColumns[acting],
            position: index + 1,
            version: 1,
            created_by: null,
            created_at: now,
            updated_at: now,
          },
        ],
  )
  if (!rows.length) return
  await db
    .insertInto('saved_view')
    .values(rows)
    .onConflict((conflict) => conflict.column('key').doNothing())
    .execute()
  const value = JSON.stringify([...given, ...rows.map(({ key }) => key)])
  await db
    .insertInto('setting')
    .values({ key: GIVEN, value })
    .onConflict((conflict) => conflict.column('key').doUpdateSet({ value }))
    .execute()
}
