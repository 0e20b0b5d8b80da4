import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { ListTeams, TeamPage, type TeamsContract } from './contract.ts'
import { viewTeam } from './team-view.ts'

const { query } = forContract<TeamsContract>()

export const list = query({
  route: 'GET /teams',
  summary: 'All teams, in the order in which they were made.',
  permission: 'team.read',
  audience: 'staff',
  input: ListTeams,
  output: TeamPage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'teams.list', input)
    let rows = context.unit.db.selectFrom('team').selectAll().orderBy('id').limit(page.take)
    if (page.after) rows = rows.where('id', '>', String(page.after[0]))
    const found = await rows.execute()
    return page.of(
      found,
      ({ id }) => [id],
      found.map((row) => viewTeam(context, row)),
    )
  },
})
