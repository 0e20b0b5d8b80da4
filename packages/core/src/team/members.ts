import { seeTeam } from '../access/see-team.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { TeamById, TeamMembers, type TeamsContract } from './contract.ts'

const { query } = forContract<TeamsContract>()

export const members = query({
  route: 'GET /teams/:teamId/members',
  summary: 'Who is in the team: everybody with a role in its scope, by name.',
  permission: 'team.read',
  audience: 'staff',
  input: TeamById,
  output: TeamMembers,
  async run(work, { teamId }) {
    const context = contextOf(work)
    await seeTeam(context.unit, context.actor, teamId)
    return viewMembers(context, teamId)
  },
})

export async function viewMembers({ unit }: CallContext, teamId: string): Promise<TeamMembers> {
  const rows = await unit.db
    .selectFrom('access_grant')
    .innerJoin('person', 'person.id', 'access_grant.person_id')
    .select(['person.id', 'person.name', 'person.is_active', 'access_grant.role_id'])
    .where('access_grant.scope', '=', 'team')
    .where('access_grant.scope_id', '=', teamId)
    .orderBy('person.name_key')
    .orderBy('person.id')
    .orderBy('access_grant.id')
    .execute()
  const items = new Map<string, TeamMembers['items'][number]>()
  for (const row of rows) {
    const known = items.get(row.id)
    if (known) known.roles.push(row.role_id)
    else items.set(row.id, { person: { id: row.id, name: row.name, isActive: row.is_active }, roles: [row.role_id] })
  }
  return { items: [...items.values()] }
}
