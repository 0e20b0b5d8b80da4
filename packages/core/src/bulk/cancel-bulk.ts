import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { endEarly, seeBulk, viewBulk } from './bulk-rows.ts'
import { BulkById, type BulkContract, BulkResult } from './contract.ts'

const { command } = forContract<BulkContract>()

/** Between two transactions of the bulk: its row is held by each of them, and by this. */
export const cancel = command({
  route: 'POST /bulk/:bulkId/cancel',
  summary: 'Ends a bulk command where it is: for its caller.',
  permission: 'ticket.read',
  audience: 'both',
  input: BulkById,
  output: BulkResult,
  async run(work, { bulkId }) {
    const context = contextOf(work)
    const { unit } = context
    const row = await seeBulk(context, bulkId, true)
    if (row.state === 'done') throw coreError('bulk.over', { bulkId })
    if (row.state === 'running')
      await unit.change({ ...context, owner: 'core' }, 'bulk.cancelled', { bulkId }, () =>
        endEarly(context, bulkId, 'cancelled', coreError('bulk.cancelled')),
      )
    return viewBulk(context, await seeBulk(context, bulkId))
  },
})
