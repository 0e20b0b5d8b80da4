import type { BillingReader, BillingWriter } from '../kit.ts'
import type { TimeEntryTable } from '../time/tables.ts'
import type { WorkLineTable } from '../work-line/tables.ts'
import { placeOf, type Target } from './targets.ts'

export interface TakenWork {
  readonly entries: readonly TimeEntryTable[]
  readonly workLines: readonly WorkLineTable[]
}

const states = ['approved', 'draft', 'submitted'] as const
const contractsOf = (targets: readonly Target[]): string[] => targets.flatMap(({ contractId }) => contractId ?? [])
const companiesOf = (targets: readonly Target[]): string[] =>
  targets.flatMap(({ companyId, contractId }) => (contractId === null ? [companyId] : []))

/** Work of many targets before a day that is on no invoice, as it is in this transaction. */
export async function readWork(db: BillingReader, targets: readonly Target[], on: string): Promise<(target: Target) => TakenWork> {
  const [contracts, companies] = [contractsOf(targets), companiesOf(targets)]
  const entries: TimeEntryTable[] = []
  const workLines: WorkLineTable[] = []
  const open = db.selectFrom('billing_time_entry').selectAll().where('invoice_id', 'is', null).where('worked_on', '<', on)
  const done = db.selectFrom('billing_work_line').selectAll().where('invoice_id', 'is', null).where('worked_on', '<', on)
  if (contracts.length) {
    entries.push(...(await open.where('contract_id', 'in', contracts).where('state', 'in', states).execute()))
    workLines.push(...(await done.where('contract_id', 'in', contracts).where('state', '=', 'done').execute()))
  }
  if (companies.length) {
    const [time, lines] = [open.where('contract_id', 'is', null), done.where('contract_id', 'is', null)]
    entries.push(...(await time.where('company_id', 'in', companies).where('state', 'in', states).execute()))
    workLines.push(...(await lines.where('company_id', 'in', companies).where('state', '=', 'done').execute()))
  }
  return byTarget(entries, workLines)
}

/**
 * The same, taken: an update that changes nothing locks each row and gives it as it is behind whoever was at it, so nothing is edited, deleted or
 * approved between what is computed and what is written.
 */
export async function takeWork(db: BillingWriter, targets: readonly Target[], on: string): Promise<(target: Target) => TakenWork> {
  const [contracts, companies] = [contractsOf(targets), companiesOf(targets)]
  const entries: TimeEntryTable[] = []
  const workLines: WorkLineTable[] = []
  const open = db
    .updateTable('billing_time_entry')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('invoice_id', 'is', null)
    .where('worked_on', '<', on)
    .where('state', 'in', states)
    .returningAll()
  const done = db
    .updateTable('billing_work_line')
    .set((eb) => ({ version: eb.ref('version') }))
    .where('invoice_id', 'is', null)
    .where('worked_on', '<', on)
    .where('state', '=', 'done')
    .returningAll()
  if (contracts.length) {
    entries.push(...(await open.where('contract_id', 'in', contracts).execute()))
    workLines.push(...(await done.where('contract_id', 'in', contracts).execute()))
  }
  if (companies.length) {
    entries.push(...(await open.where('contract_id', 'is', null).where('company_id', 'in', companies).execute()))
    workLines.push(...(await done.where('contract_id', 'is', null).where('company_id', 'in', companies).execute()))
  }
  return byTarget(entries, workLines)
}

function byTarget(entries: readonly TimeEntryTable[], workLines: readonly WorkLineTable[]): (target: Target) => TakenWork {
  const found = new Map<string, { entries: TimeEntryTable[]; workLines: WorkLineTable[] }>()
  const placeFor = (companyId: string | null, contractId: string | null) => {
    const place = placeOf({ companyId: companyId ?? '', contractId })
    const there = found.get(place) ?? { entries: [], workLines: [] }
    found.set(place, there)
    return there
  }
  for (const row of entries) placeFor(row.company_id, row.contract_id).entries.push(row)
  for (const row of workLines) placeFor(row.company_id, row.contract_id).workLines.push(row)
  return (target) => found.get(placeOf(target)) ?? { entries: [], workLines: [] }
}
