import { seeTeam } from '../access/see-team.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { TeamById, type TeamsContract, TeamView } from './contract.ts'
import { viewTeamById } from './team-view.ts'

const { query } = forContract<TeamsContract>()

export const get = query({
  route: 'GET /teams/:teamId',
  summary: 'One team.',
  permission: 'team.read',
  audience: 'staff',
  input: TeamById,
  output: TeamView,
  async run(work, { teamId }) {
    const context = contextOf(work)
    await seeTeam(context.unit, context.actor, teamId)
    return viewTeamById(context, teamId)
  },
})
