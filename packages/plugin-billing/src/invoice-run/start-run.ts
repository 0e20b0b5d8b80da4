import { dayIn } from '../contract/periods.ts'
import { type Target, targetsAfter } from '../invoice/targets.ts'
import { command } from '../kit.ts'
import { permitIn } from '../work.ts'
import { permittedRun, viewOf } from './run-row.ts'
import { InvoiceRun, InvoiceRunById, StartInvoiceRun } from './schemas.ts'
import type { RunTable } from './tables.ts'

const PART = 500

/** Writes down what it will look at: so it is known how far it is, and where it goes on. */
export const startInvoiceRun = command({
  route: 'POST /invoice-runs',
  summary: 'Issues all invoices that are due on a day, in the background.',
  permission: 'billing.invoice_issue',
  audience: 'staff',
  input: StartInvoiceRun,
  output: InvoiceRun,
  async run(work, { on = dayIn(work.options.timeZone ?? 'UTC', work.now), companyId }) {
    const company = companyId === undefined ? null : await work.company(companyId)
    permitIn(work, company?.id ?? null, 'billing.invoice_issue')
    const row: RunTable = {
      id: work.newId(),
      on_day: on,
      company_id: company?.id ?? null,
      state: 'running',
      target_count: 0,
      done_position: 0,
      issued_count: 0,
      credited_count: 0,
      blocked_count: 0,
      created_by: work.actor.id,
      created_at: work.now,
      finished_at: null,
    }
    await work.change('billing.run_started', { runId: row.id }, async (db) => {
      await db.insertInto('billing_run').values(row).execute()
      let after: Target | undefined
      for (;;) {
        const targets = await targetsAfter(work.db, { companyId: row.company_id }, on, after, PART)
        after = targets.at(-1)
        if (!after) break
        const first = row.target_count
        row.target_count += targets.length
        await db
          .insertInto('billing_run_target')
          .values(
            targets.map((target, index) => ({
              run_id: row.id,
              position: first + index + 1,
              company_id: target.companyId,
              contract_id: target.contractId,
              outcome: null,
              invoice_id: null,
              fault_count: 0,
              faults_json: [],
              credits_json: [],
            })),
          )
          .execute()
      }
      const isOver = row.target_count === 0
      Object.assign(row, isOver ? { state: 'done', finished_at: work.now } : {})
      const { target_count, state, finished_at } = row
      await db.updateTable('billing_run').set({ target_count, state, finished_at }).where('id', '=', row.id).execute()
      if (!isOver) await work.enqueue('invoiceRun', { runId: row.id }, { key: row.id })
    })
    return viewOf(row)
  },
})

export const resumeInvoiceRun = command({
  route: 'POST /invoice-runs/:runId/resume',
  summary: 'Lets a run that stands still go on where it was.',
  permission: 'billing.invoice_issue',
  audience: 'staff',
  input: InvoiceRunById,
  output: InvoiceRun,
  async run(work, { runId }) {
    const row = await permittedRun(work, runId)
    if (row.state === 'running')
      await work.change('billing.run_resumed', { runId }, () => work.enqueue('invoiceRun', { runId }, { key: runId }))
    return viewOf(row)
  },
})
