import { seeTeam } from '../access/see-team.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { teamsOf } from '../ticket/list-filter.ts'
import { ListViews, SavedView, SavedViewList, ViewById, type ViewsContract } from './contract.ts'
import { mayShare, seeView, viewOfRow, viewsOf, viewsOfTeam } from './view-row.ts'

const { query } = forContract<ViewsContract>()

export const list = query({
  route: 'GET /views',
  summary: 'The caller’s own views, those of their teams, and those of the desk, in the caller’s order.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListViews,
  output: SavedViewList,
  async run(work, { teamId }) {
    const context = contextOf(work)
    const rows = teamId === undefined ? await viewsOf(context) : await ofTeam(context, teamId)
    return { items: rows.map((row) => viewOfRow(context, row)) }
  },
})

async function ofTeam(context: CallContext, teamId: string) {
  await seeTeam(context.unit, context.actor, teamId)
  if (!teamsOf(context).includes(teamId) && !mayShare(context, teamId)) throw coreError('access.denied', { permission: 'view.share' })
  return viewsOfTeam(context, teamId)
}

export const get = query({
  route: 'GET /views/:viewId',
  summary: 'One view, with what is wrong with its filter, if anything is.',
  permission: 'ticket.read',
  audience: 'both',
  input: ViewById,
  output: SavedView,
  async run(work, { viewId }) {
    const context = contextOf(work)
    return viewOfRow(context, await seeView(context, viewId))
  },
})
