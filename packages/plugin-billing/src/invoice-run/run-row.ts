import { billingError } from '../errors.ts'
import type { AnyReading } from '../kit.ts'
import { permitIn } from '../work.ts'
import type { InvoiceRun } from './schemas.ts'
import type { RunTable } from './tables.ts'

export const viewOf = (row: RunTable): InvoiceRun => ({
  id: row.id,
  on: row.on_day,
  companyId: row.company_id,
  state: row.state,
  targets: row.target_count,
  looked: row.done_position,
  issued: row.issued_count,
  credited: row.credited_count,
  blocked: row.blocked_count,
  startedAt: row.created_at,
  finishedAt: row.finished_at,
})

/** A run over all companies asks for the right over the whole desk, also of who looks. */
export async function seeRun(work: AnyReading, runId: string): Promise<RunTable> {
  const row = await work.db
    .selectFrom('billing_run')
    .selectAll()
    .where('id', '=', runId)
    .where(work.scope.companies('billing_run.company_id', 'billing.invoice_see'))
    .executeTakeFirst()
  if (!row) throw billingError('billing.run_not_found')
  return row
}

export async function permittedRun(work: AnyReading, runId: string): Promise<RunTable> {
  const row = await seeRun(work, runId)
  permitIn(work, row.company_id, 'billing.invoice_issue')
  return row
}
