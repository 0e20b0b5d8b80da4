import { type RawBuilder, type Selectable, type SqlBool, sql } from 'kysely'
import { type LoadedActor, mayEverywhere, mayInTeam } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { titleIn } from '../machine/titles.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { teamsOf } from '../ticket/list-filter.ts'
import type { SavedView } from './contract.ts'
import { filterFaults } from './filter-faults.ts'
import type { SavedViewTable } from './tables.ts'

export type ViewRow = Selectable<SavedViewTable>

const shareBit = ({ unit }: CallContext): number => unit.runtime.composition.permissions.bit('view.share')

/** May share with this team, or without one with the whole desk. */
export const mayShare = (context: CallContext, teamId: string | null): boolean =>
  teamId === null ? mayEverywhere(context.actor, shareBit(context)) : mayInTeam(context.actor, shareBit(context), teamId)

const isOwn = ({ personId }: LoadedActor, row: ViewRow): boolean => personId !== null && row.person_id === personId

export const mayChange = (context: CallContext, row: ViewRow): boolean =>
  row.shared === 'nobody' ? isOwn(context.actor, row) : context.actor.capacity.acting === 'staff' && mayShare(context, row.team_id)

/** The caller's own, their teams', and the desk's for their audience. */
const isMine = (context: CallContext): RawBuilder<SqlBool> => {
  const { personId, capacity } = context.actor
  const own = personId === null ? sql`1 = 0` : sql`${sql.ref('saved_view.person_id')} = ${personId}`
  const teams = teamsOf(context)
  const ofTeams = teams.length ? sql`${sql.ref('saved_view.team_id')} in (${sql.join([...teams])})` : sql`1 = 0`
  return sql<SqlBool>`${sql.ref('saved_view.acting')} = ${capacity.acting} and (${own} or ${ofTeams} or ${sql.ref('saved_view.shared')} = 'desk')`
}

const columns = [
  'saved_view.id',
  'saved_view.key',
  'saved_view.acting',
  'saved_view.shared',
  'saved_view.person_id',
  'saved_view.team_id',
  'saved_view.titles_json',
  'saved_view.filter_json',
  'saved_view.sort',
  'saved_view.direction',
  'saved_view.columns_json',
  'saved_view.position',
  'saved_view.version',
  'saved_view.created_by',
  'saved_view.created_at',
  'saved_view.updated_at',
] as const

/** The caller's views in the caller's order: what they have put somewhere first, then the rest as it was made. */
export async function viewsOf(context: CallContext): Promise<ViewRow[]> {
  const { unit, actor } = context
  const places = unit.db
    .selectFrom('saved_view_place')
    .select(['view_id', 'position'])
    .where('person_id', '=', actor.personId ?? '00000000-0000-0000-0000-000000000000')
  const placed = new Map((await places.execute()).map(({ view_id, position }) => [view_id, position]))
  const rows = await unit.db.selectFrom('saved_view').select(columns).where(isMine(context)).orderBy('position').orderBy('id').execute()
  const placeOf = (row: ViewRow) => placed.get(row.id) ?? Number.MAX_SAFE_INTEGER
  return rows.sort((a, b) => placeOf(a) - placeOf(b))
}

/** Those of one team. Whether the caller may know is asked before. */
export const viewsOfTeam = ({ unit }: CallContext, teamId: string): Promise<ViewRow[]> =>
  unit.db.selectFrom('saved_view').select(columns).where('team_id', '=', teamId).orderBy('position').orderBy('id').execute()

/** A view that the caller sees, or may change. Throws `view.not_found`. */
export async function seeView(context: CallContext, viewId: string, lock = false): Promise<ViewRow> {
  const { unit, actor } = context
  const query = unit.db.selectFrom('saved_view').select(columns).where('id', '=', viewId)
  const row = await (lock ? query.forUpdate() : query).executeTakeFirst()
  if (!row || !sees(context, actor, row)) throw coreError('view.not_found', { viewId })
  return row
}

const sees = (context: CallContext, actor: LoadedActor, row: ViewRow): boolean => {
  if (mayChange(context, row)) return row.shared !== 'nobody' || row.acting === actor.capacity.acting
  if (row.acting !== actor.capacity.acting) return false
  return row.shared === 'desk' || (row.team_id !== null && teamsOf(context).includes(row.team_id))
}

export const viewOfRow = (context: CallContext, row: ViewRow): SavedView => {
  const titles = row.titles_json as Record<string, string>
  const faults = filterFaults(context, row.acting, row.filter_json)
  return {
    id: row.id,
    key: row.key,
    title: titleFor(titles, context.actor.language),
    titles,
    shared: row.shared,
    audience: row.acting,
    teamId: row.team_id,
    filter: row.filter_json as Record<string, unknown>,
    sort: row.sort,
    order: row.direction,
    columns: row.columns_json as string[],
    faults: [...faults],
    mayChange: mayChange(context, row),
    version: row.version,
  }
}

/** Who names a view in one language means it for everybody. */
const titleFor = (titles: Record<string, string>, language: string | null): string =>
  titleIn({ ...titles, en: titles['en'] ?? Object.values(titles)[0] ?? '' }, language)

export const rowById = ({ unit }: CallContext, viewId: string): Promise<ViewRow> =>
  unit.db.selectFrom('saved_view').select(columns).where('id', '=', viewId).executeTakeFirstOrThrow()
