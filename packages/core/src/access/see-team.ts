import { coreError } from '../error/core-errors.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { type LoadedActor, mayAnywhere } from './actor-access.ts'

export interface TeamFacts {
  readonly id: string
  readonly key: string
  readonly title: string
  readonly isActive: boolean
}

/** A team, of which staff with `team.read` anywhere know all: they hand tickets over to them. Customers know of none. Throws `team.not_found`. */
export async function seeTeam(unit: UnitOfWork, actor: LoadedActor, teamId: string): Promise<TeamFacts> {
  const knows = actor.capacity.acting === 'staff' && mayAnywhere(actor, unit.runtime.composition.permissions.bit('team.read'))
  const row = knows
    ? await unit.db.selectFrom('team').select(['id', 'key', 'title', 'is_active']).where('id', '=', teamId).executeTakeFirst()
    : undefined
  if (!row) throw coreError('team.not_found', { teamId })
  return { id: row.id, key: row.key, title: row.title, isActive: row.is_active }
}
