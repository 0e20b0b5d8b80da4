import type { CallContext } from '../operation/unit-of-work.ts'

interface ChangeRow {
  readonly field: string
  readonly old_value: string | null
  readonly new_value: string | null
}
type Ids = readonly string[]

/** What a change of a field names by id, and where the names are. */
const lookUps: Readonly<Record<string, (context: CallContext, ids: Ids) => Promise<readonly { id: string; name: string }[]>>> = {
  assignee: people,
  requester: people,
  team: ({ unit }, ids) => unit.db.selectFrom('team').select(['id', 'title as name']).where('id', 'in', ids).execute(),
  company: ({ unit }, ids) => unit.db.selectFrom('company').select(['id', 'name']).where('id', 'in', ids).execute(),
}
function people({ unit }: CallContext, ids: Ids) {
  return unit.db.selectFrom('person').select(['id', 'name']).where('id', 'in', ids).execute()
}

/** The names of those whom changes name by id: for staff, who see them on the ticket as well. */
export async function changeNames(context: CallContext, changes: readonly ChangeRow[]): Promise<ReadonlyMap<string, string>> {
  const names = new Map<string, string>()
  if (context.actor.capacity.acting !== 'staff') return names
  for (const [field, lookUp] of Object.entries(lookUps)) {
    const ids = changes
      .filter((change) => change.field === field)
      .flatMap((change) => [change.old_value ?? [], change.new_value ?? []].flat())
    if (ids.length) for (const { id, name } of await lookUp(context, [...new Set(ids)])) names.set(id, name)
  }
  return names
}
