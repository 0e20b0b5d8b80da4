import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { fieldChanges, recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { Removed } from '../value/schema.ts'
import { SavedView, UpdateView, ViewById, type ViewsContract } from './contract.ts'
import { expectFit } from './expect-fit.ts'
import { mayChange, rowById, seeView, type ViewRow, viewOfRow } from './view-row.ts'

const { command } = forContract<ViewsContract>()
const record = recorderFor<ViewsContract>()

export const update = command({
  route: 'PATCH /views/:viewId',
  summary: 'Changes titles, filter, order or columns of a view.',
  permission: 'ticket.read',
  audience: 'both',
  input: UpdateView,
  output: SavedView,
  async run(work, { viewId, titles, filter, sort, order, columns, expectedVersion }) {
    const context = contextOf(work)
    const { unit } = context
    const before = await expectMayChange(context, viewId)
    if (expectedVersion !== undefined && before.version !== expectedVersion)
      throw coreError('view.conflict', { version: before.version }, { details: { currentVersion: before.version, expectedVersion } })
    await expectFit(context, before.acting, { filter, columns })
    const after = {
      titles: JSON.stringify(titles ?? before.titles_json),
      filter: JSON.stringify(filter ?? before.filter_json),
      columns: JSON.stringify(columns ?? before.columns_json),
      sort: sort ?? before.sort,
      order: order ?? before.direction,
    }
    const stood = {
      titles: JSON.stringify(before.titles_json),
      filter: JSON.stringify(before.filter_json),
      columns: JSON.stringify(before.columns_json),
      sort: before.sort,
      order: before.direction,
    }
    const changes = fieldChanges(stood, after, ['titles', 'filter', 'columns', 'sort', 'order'])
    if (changes.length)
      await record(
        context,
        'view.updated',
        { viewId, fields: changes.map(({ field }) => field) },
        () =>
          unit.db
            .updateTable('saved_view')
            .set({
              titles_json: titles ?? before.titles_json,
              filter_json: filter ?? before.filter_json,
              columns_json: columns ?? before.columns_json,
              sort: after.sort,
              direction: after.order,
              version: before.version + 1,
              updated_at: unit.now,
            })
            .where('id', '=', viewId)
            .execute(),
        changes,
      )
    return viewOfRow(context, await rowById(context, viewId))
  },
})

export const remove = command({
  route: 'DELETE /views/:viewId',
  summary: 'Removes a view; the tickets stay.',
  permission: 'ticket.read',
  audience: 'both',
  input: ViewById,
  output: Removed,
  async run(work, { viewId }) {
    const context = contextOf(work)
    await expectMayChange(context, viewId)
    await record(context, 'view.removed', { viewId }, () => context.unit.db.deleteFrom('saved_view').where('id', '=', viewId).execute())
    return { id: viewId }
  },
})

/** The row, held until the commit. Throws `view.not_found`, `access.denied`. */
async function expectMayChange(context: CallContext, viewId: string): Promise<ViewRow> {
  const row = await seeView(context, viewId, true)
  if (!mayChange(context, row)) throw coreError('access.denied', { permission: 'view.share' })
  return row
}
