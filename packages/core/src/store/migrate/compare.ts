import { coreError } from '../../error/core-errors.ts'
import type { LedgerRow } from './ledger.ts'
import type { RecordStep } from './record-step.ts'
import type { Step } from './steps.ts'

export interface Comparison {
  readonly pending: readonly Step[]
  /** Applied and known. */
  readonly applied: readonly { readonly step: Step; readonly row: LedgerRow }[]
  /** Applied by a newer version, and this one can't work on it. */
  readonly newer: readonly LedgerRow[]
  /** Applied by a newer version, harmless to this one. */
  readonly ahead: readonly LedgerRow[]
  /** Owners whose tables are there and who are not installed any more. */
  readonly removedOwners: readonly string[]
}

/** The steps of the installed code beside the ledger. */
export const compare = (steps: readonly Step[], owners: readonly string[], ledger: readonly LedgerRow[]): Comparison => {
  const key = ({ owner, name }: { readonly owner: string; readonly name: string }) => `${owner}/${name}`
  const rows = new Map(ledger.map((row) => [key(row), row]))
  const known = new Set(steps.map(key))
  const unknown = ledger.filter((row) => !known.has(key(row)))
  const installed = unknown.filter((row) => owners.includes(row.owner))
  return {
    pending: steps.filter((step) => !rows.has(key(step))),
    applied: steps.flatMap((step) => {
      const row = rows.get(key(step))
      return row ? [{ step, row }] : []
    }),
    newer: installed.filter((row) => !row.is_additive),
    ahead: installed.filter((row) => row.is_additive),
    removedOwners: [...new Set(unknown.map((row) => row.owner).filter((owner) => !owners.includes(owner)))].sort(),
  }
}

export const assertNotNewer = ({ newer }: Comparison): void => {
  const [row] = newer
  if (row) throw coreError('store.schema_newer', { owner: row.owner, name: row.name })
}

/**
 * A step that was slipped in before one that is applied already would run in another order here than on a new database, and what comes of that
 * nobody has tested. So it is refused, and has to be given a name that sorts last.
 */
export const assertInOrder = ({ pending }: Comparison, ledger: readonly LedgerRow[]): void => {
  for (const { owner, name } of pending) {
    const later = ledger.find((row) => row.owner === owner && row.name > name)
    if (later) throw coreError('store.migration_order', { owner, name, applied: later.name })
  }
}

export const findChanged = async ({ applied }: Comparison, record: RecordStep): Promise<readonly Step[]> => {
  const changed: Step[] = []
  for (const { step, row } of applied) if ((await record(step)).checksum !== row.checksum) changed.push(step)
  return changed
}

export const assertUnchanged = async (comparison: Comparison, record: RecordStep): Promise<void> => {
  const [step] = await findChanged(comparison, record)
  if (step) throw coreError('store.migration_changed', { owner: step.owner, name: step.name })
}
