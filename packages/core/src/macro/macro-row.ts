import type { Selectable } from 'kysely'
import { type LoadedActor, mayAnywhere, mayEverywhere, mayInTeam } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { inLanguage } from '../value/texts-by-language.ts'
import type { MacroAction, MacroView } from './contract.ts'
import type { MacroTable } from './tables.ts'

export type MacroRow = Selectable<MacroTable>

/** Only what passed the schema was ever stored. */
export const actionsOf = (row: Pick<MacroRow, 'actions_json'>): readonly MacroAction[] => row.actions_json as readonly MacroAction[]
const titlesOfMacro = (row: Pick<MacroRow, 'titles_json'>): Record<string, string> => row.titles_json as Record<string, string>

export const viewMacro = ({ actor }: CallContext, row: MacroRow): MacroView => ({
  id: row.id,
  title: inLanguage(titlesOfMacro(row), actor.languages).text,
  titles: titlesOfMacro(row),
  shared: row.shared,
  teamId: row.team_id,
  isActive: row.is_active,
  position: row.position,
  actions: [...actionsOf(row)],
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})

/** Teams whose tickets the actor sees: their macros are for them. Null: every team. */
export function teamsOf({ unit, actor }: CallContext): readonly string[] | null {
  const bit = unit.runtime.composition.permissions.bit('ticket.read')
  if (mayEverywhere(actor, bit)) return null
  return actor.branches.flatMap(({ scope, scopeId, permissions }) =>
    scope === 'team' && scopeId && permissions.hasBit(bit) ? [scopeId] : [],
  )
}

const sees = (context: CallContext, row: MacroRow): boolean => {
  if (row.shared === 'desk') return true
  if (row.shared === 'nobody') return row.person_id !== null && row.person_id === context.actor.personId
  const teams = teamsOf(context)
  return teams === null || (row.team_id !== null && teams.includes(row.team_id))
}

/** A macro that the actor may use. Throws `macro.not_found`. */
export async function seeMacro(context: CallContext, macroId: string, lock = false): Promise<MacroRow> {
  let query = context.unit.db.selectFrom('macro').selectAll().where('id', '=', macroId)
  // Held until the commit: of two changes of one macro the second sees what the first did.
  if (lock) query = query.forNoKeyUpdate()
  const row = await query.executeTakeFirst()
  if (!row || !sees(context, row)) throw coreError('macro.not_found', { macroId })
  return row
}

/** One's own are one's own business; what is shared needs the right where it is shared. Throws `macro.not_yours`. */
export function expectMayChange({ unit, actor }: CallContext, row: Pick<MacroRow, 'shared' | 'person_id' | 'team_id'>): void {
  const bit = unit.runtime.composition.permissions.bit('macro.manage')
  if (!mayChange(actor, bit, row))
    throw coreError('macro.not_yours', {}, { details: { permission: 'macro.manage', held: mayAnywhere(actor, bit) } })
}

function mayChange(
  actor: LoadedActor,
  bit: number,
  { shared, person_id, team_id }: Pick<MacroRow, 'shared' | 'person_id' | 'team_id'>,
): boolean {
  if (shared === 'nobody') return person_id !== null && person_id === actor.personId
  return shared === 'desk' || team_id === null ? mayEverywhere(actor, bit) : mayInTeam(actor, bit, team_id)
}
