import type { RunFault } from '../invoice/compute.ts'
import { creditsNeeded, giveFeesBack, hold, type Prepared, put } from '../invoice/prepare.ts'
import { type AnyWork, type BillingWriter, command } from '../kit.ts'
import { permittedRun, viewOf } from './run-row.ts'
import { AdvanceInvoiceRun, InvoiceRun } from './schemas.ts'
import type { Outcome, RunTable, RunTargetTable } from './tables.ts'

/** In one transaction: on SQLite it holds everybody else up, so it is not long. */
const TARGETS = 20
const FAULTS = 100

/**
 * The next part of a run. The run's row comes first and is locked, so of many at once each takes another part; accounts come next, in their order, and
 * numbers last. What was done is written down with it: whatever dies in between, it goes on behind the last whole part, and nothing is issued twice.
 */
export const advanceInvoiceRun = command({
  route: null,
  permission: 'billing.invoice_issue',
  audience: 'staff',
  input: AdvanceInvoiceRun,
  output: InvoiceRun,
  async run(work, { runId, most = TARGETS, refusedBy }) {
    const seen = await permittedRun(work, runId)
    if (seen.state === 'done') return viewOf(seen)
    return work.change('billing.run_advanced', { runId }, async (db) => viewOf(await advance(work, db, runId, most, refusedBy)))
  },
})

async function advance(work: AnyWork, db: BillingWriter, runId: string, most: number, refusedBy: string | undefined): Promise<RunTable> {
  const run = await db
    .updateTable('billing_run')
    .set((eb) => ({ target_count: eb.ref('target_count') }))
    .where('id', '=', runId)
    .returningAll()
    .executeTakeFirstOrThrow()
  if (run.state === 'done') return run
  const rows = await db
    .selectFrom('billing_run_target')
    .selectAll()
    .where('run_id', '=', runId)
    .where('position', '>', run.done_position)
    .orderBy('position')
    .limit(refusedBy === undefined ? most : 1)
    .execute()
  const next = { ...run, done_position: run.done_position + rows.length }
  if (refusedBy !== undefined) {
    for (const row of rows) await note(db, next, row, blockedBy([{ key: 'invoice', code: refusedBy }]))
  } else {
    const targets = rows.map((row) => ({ companyId: row.company_id, contractId: row.contract_id }))
    const prepared = await hold(work, db, run.on_day, targets)
    for (const [index, one] of prepared.entries()) {
      const row = rows[index]
      if (row) await note(db, next, row, await settle(work, run, one))
    }
  }
  const isOver = next.done_position >= next.target_count
  const { done_position, issued_count, credited_count, blocked_count } = next
  const patch = { done_position, issued_count, credited_count, blocked_count, ...(isOver ? over(work.now) : {}) }
  await db.updateTable('billing_run').set(patch).where('id', '=', runId).execute()
  return { ...next, ...patch }
}

const over = (now: string) => ({ state: 'done' as const, finished_at: now })

interface Settled {
  readonly outcome: Outcome
  readonly invoiceId?: string
  readonly credits?: readonly string[]
  readonly faults?: readonly RunFault[]
}
const blockedBy = (faults: readonly RunFault[]): Settled => ({ outcome: 'blocked', faults })

/** What is blocked is left as it is, whole: no fee is given back before what stands in the way is put right. */
async function settle(work: AnyWork, run: RunTable, prepared: Prepared): Promise<Settled> {
  const { target, invoice, faults } = prepared
  if (faults.length || !invoice) return blockedBy(faults)
  const issuing = { on: run.on_day, by: run.created_by }
  const credits = await giveFeesBack(work, prepared, creditsNeeded(prepared), issuing)
  if (!invoice.lines.length) return { outcome: credits.length ? 'credited' : 'nothing', credits }
  const invoiceId = work.newId()
  await work.change('billing.invoice_issued', { invoiceId, ...target }, (db) =>
    put(work, db, prepared, invoice, { id: invoiceId, ...issuing }),
  )
  return { outcome: 'issued', invoiceId, credits }
}

async function note(db: BillingWriter, run: RunTable, row: RunTargetTable, settled: Settled): Promise<void> {
  const { outcome, invoiceId = null, credits = [], faults = [] } = settled
  if (outcome === 'issued') run.issued_count += 1
  if (outcome === 'blocked') run.blocked_count += 1
  run.credited_count += credits.length
  await db
    .updateTable('billing_run_target')
    .set({ outcome, invoice_id: invoiceId, credits_json: credits, fault_count: faults.length, faults_json: faults.slice(0, FAULTS) })
    .where('run_id', '=', row.run_id)
    .where('position', '=', row.position)
    .execute()
}
