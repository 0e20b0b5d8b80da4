import type { Selectable } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { TeamTable } from '../tables.ts'
import type { TeamView } from './contract.ts'

/** As `migrate` writes it. */
const INTAKE = 'Intake'

export type TeamRow = Selectable<TeamTable>

/** The team that every desk begins with is called in the reader's language until somebody renames it. */
export const teamTitle = ({ unit, actor }: CallContext, { key, title }: Pick<TeamRow, 'key' | 'title'>): string => {
  const { texts } = unit.runtime.composition
  return key === 'intake' && title === INTAKE ? texts.text('core.team.intake', {}, actor.languages) : title
}

export const viewTeam = (context: CallContext, row: TeamRow): TeamView => ({
  id: row.id,
  key: row.key,
  title: teamTitle(context, row),
  isActive: row.is_active,
  version: row.version,
  createdAt: row.created_at,
})

/** After a change of this unit of work. */
export const viewTeamById = async (context: CallContext, teamId: string): Promise<TeamView> =>
  viewTeam(context, await context.unit.db.selectFrom('team').selectAll().where('id', '=', teamId).executeTakeFirstOrThrow())

/** The row as it is, held until the commit. Throws `team.not_found`, `team.conflict`. */
export async function lockTeam({ unit }: CallContext, teamId: string, expectedVersion?: number): Promise<TeamRow> {
  const row = await unit.db.selectFrom('team').selectAll().where('id', '=', teamId).forNoKeyUpdate().executeTakeFirst()
  if (!row) throw coreError('team.not_found', { teamId })
  if (expectedVersion !== undefined && row.version !== expectedVersion)
    throw coreError('team.conflict', { version: row.version }, { details: { currentVersion: row.version, expectedVersion } })
  return row
}
