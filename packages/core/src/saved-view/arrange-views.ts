import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import { forContract } from '../plugin/kit.ts'
import { ArrangeViews, SavedViewList, type ViewsContract } from './contract.ts'
import { seeView, viewOfRow, viewsOf } from './view-row.ts'

const { command } = forContract<ViewsContract>()
const record = recorderFor<ViewsContract>()

export const arrange = command({
  route: 'PUT /views/order',
  summary: 'Puts views into an order of the caller’s own. Others keep theirs.',
  permission: 'ticket.read',
  audience: 'both',
  input: ArrangeViews,
  output: SavedViewList,
  async run(work, { viewIds }) {
    const context = contextOf(work)
    const { unit, actor } = context
    const { personId } = actor
    if (personId === null) throw coreError('view.person_required')
    for (const viewId of viewIds) await seeView(context, viewId)
    await record(context, 'view.arranged', { personId }, async () => {
      // The person's row is held, so that two orders at once don't become a third.
      await unit.db.selectFrom('person').select('id').where('id', '=', personId).forNoKeyUpdate().execute()
      await unit.db.deleteFrom('saved_view_place').where('person_id', '=', personId).where('view_id', 'in', viewIds).execute()
      await unit.db
        .insertInto('saved_view_place')
        .values(viewIds.map((view_id, position) => ({ person_id: personId, view_id, position })))
        .execute()
    })
    return { items: (await viewsOf(context)).map((row) => viewOfRow(context, row)) }
  },
})
