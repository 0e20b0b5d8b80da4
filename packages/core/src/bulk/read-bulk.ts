import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { actorKey, countsOf, seeBulk, summaryOf, viewBulk } from './bulk-rows.ts'
import { BulkById, type BulkContract, BulkPage, BulkResult, ListBulks } from './contract.ts'

const { query } = forContract<BulkContract>()

export const get = query({
  route: 'GET /bulk/:bulkId',
  summary: 'What became of a bulk command so far: for its caller.',
  permission: 'ticket.read',
  audience: 'both',
  input: BulkById,
  output: BulkResult,
  async run(work, { bulkId }) {
    const context = contextOf(work)
    return viewBulk(context, await seeBulk(context, bulkId))
  },
})

export const list = query({
  route: 'GET /bulk',
  summary: 'The caller’s bulk commands, newest first.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListBulks,
  output: BulkPage,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    const page = new Page(context, 'bulk.list', input)
    let rows = unit.db
      .selectFrom('bulk')
      .selectAll()
      .where('actor', '=', actorKey(actor))
      .where('acting', '=', actor.capacity.acting)
      .orderBy('id', 'desc')
      .limit(page.take)
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    const counts = await countsOf(
      context,
      found.map(({ id }) => id),
    )
    const items = found.map((row) => summaryOf(row, counts.get(row.id)?.ok ?? 0, counts.get(row.id)?.failed ?? 0))
    return page.of(found, ({ id }) => [id], items)
  },
})
