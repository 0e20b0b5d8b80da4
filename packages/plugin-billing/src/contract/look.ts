import type { SeenBy } from '@deskwright/core'
import type { BillingContract } from '../contract.ts'
import { billingError } from '../errors.ts'
import { command, query } from '../kit.ts'
import { permitIn, stale } from '../work.ts'
import { lookOn, remember } from './contract-row.ts'
import { addMonths, dayIn } from './periods.ts'
import { DueContracts, LookAtContract, Looked } from './schemas.ts'
import type { ContractTable } from './tables.ts'

export const dueContracts = query({
  route: null,
  permission: 'billing.contract_see',
  audience: 'staff',
  output: DueContracts,
  async run(work) {
    const today = dayIn(work.options.timeZone ?? 'UTC', work.now)
    const rows = await work.db
      .selectFrom('billing_contract')
      .select('id')
      .where('look_on', '<=', today)
      .where(work.scope.companies('billing_contract.company_id'))
      .orderBy('look_on')
      .orderBy('id')
      .limit(100)
      .execute()
    return { items: rows.map(({ id }) => ({ contractId: id })) }
  },
})

/**
 * One step: tells that the contract comes to its end, or carries it on. The row moves on from the version that was read, so two jobs at once tell and
 * renew once. The end is counted from the end before, never from today: a desk that slept renews to the same days.
 */
export const lookAtContract = command({
  route: null,
  permission: 'billing.contract_change',
  audience: 'staff',
  input: LookAtContract,
  output: Looked,
  async run(work, { contractId }) {
    const row = await work.db.selectFrom('billing_contract').selectAll().where('id', '=', contractId).executeTakeFirst()
    if (!row) throw billingError('billing.contract_not_found')
    permitIn(work, row.company_id, 'billing.contract_change')
    const today = dayIn(work.options.timeZone ?? 'UTC', work.now)
    const { company_id: companyId, ends_on: endsOn } = row
    if (row.look_on === null || row.look_on > today || endsOn === null) return { contractId, outcome: 'nothing' }
    const isTold = row.told_of === endsOn
    const patch: Partial<ContractTable> = isTold
      ? { ends_on: renewedEnd(row.starts_on, endsOn, row.renewal_months ?? 1) }
      : { told_of: endsOn }
    const next: ContractTable = { ...row, ...patch, version: row.version + 1, updated_at: work.now }
    const write = async (db: Parameters<Parameters<typeof work.change>[2]>[0]): Promise<void> => {
      const saved = await db
        .updateTable('billing_contract')
        .set({ ...patch, look_on: lookOn(next), version: next.version, updated_at: work.now })
        .where('id', '=', contractId)
        .where('version', '=', row.version)
        .returning('id')
        .executeTakeFirst()
      if (!saved) throw stale(row.version + 1)
      await remember(work, db, contractId, isTold ? 'renewed' : 'notice', isTold ? next.ends_on : endsOn, null)
    }
    if (isTold) await work.change('billing.contract_changed', { contractId, companyId, kind: 'renewed' }, write)
    else await work.change('billing.contract_ending', { contractId, companyId, endsOn }, write)
    return { contractId, outcome: isTold ? 'renewed' : 'told' }
  },
})

/** Counted from the start where the contract has run whole months, so that one of the 31st goes on ending on the last days of its months. */
function renewedEnd(start: string, end: string, months: number): string {
  const run = (Number(end.slice(0, 4)) - Number(start.slice(0, 4))) * 12 + Number(end.slice(5, 7)) - Number(start.slice(5, 7))
  return addMonths(start, run) === end ? addMonths(start, run + months) : addMonths(end, months)
}

export const contractJobs = {
  contracts: {
    every: '1h',
    timeout: 300_000,
    async run({ billing }: SeenBy<BillingContract>): Promise<void> {
      for (;;) {
        const { items } = await billing.dueContracts()
        let moved = 0
        for (const item of items) if ((await billing.lookAtContract(item)).outcome !== 'nothing') moved += 1
        if (moved === 0) return
      }
    },
  },
}
