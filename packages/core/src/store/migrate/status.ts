import { coreError } from '../../error/core-errors.ts'
import { internalsOf } from '../desk-store.ts'
import type { MigrationOwner } from '../migration.ts'
import type { Store } from '../store.ts'
import { assertNotNewer, compare, findChanged } from './compare.ts'
import { readLedger } from './ledger.ts'
import { createRecorder } from './record-step.ts'
import { listSteps, pluginIds } from './steps.ts'

export interface MigrationName {
  readonly owner: string
  readonly name: string
}

export interface MigrationStatus {
  /** `appliedAt`: ISO instant. */
  readonly applied: readonly (MigrationName & { readonly appliedAt: string })[]
  readonly pending: readonly MigrationName[]
  /** Not the same any more as when they were applied. */
  readonly changed: readonly MigrationName[]
  /** Of a newer version, and this one can't work on them. */
  readonly newer: readonly MigrationName[]
  /** Of a newer version, harmless to this one. */
  readonly ahead: readonly MigrationName[]
  /** Owners whose tables are there and who are not installed; `uninstall` drops them. */
  readonly removedOwners: readonly string[]
}

const nameOf = ({ owner, name }: MigrationName): MigrationName => ({ owner, name })

/** How the database stands to the installed version. Changes nothing and throws nothing about it. */
export const migrationStatus = async (store: Store, owners: readonly MigrationOwner[]): Promise<MigrationStatus> => {
  const internals = internalsOf(store)
  const ledger = (await internals.transact('read', (tx) => readLedger(tx, internals))) ?? []
  const comparison = compare(
    listSteps(owners),
    owners.map(({ id }) => id),
    ledger,
  )
  const changed = await findChanged(comparison, createRecorder(store.kind, internals.names.schema, pluginIds(owners)))
  return {
    applied: comparison.applied.map(({ row }) => ({ ...nameOf(row), appliedAt: row.applied_at })),
    pending: comparison.pending.map(nameOf),
    changed: changed.map(nameOf),
    newer: comparison.newer.map(nameOf),
    ahead: comparison.ahead.map(nameOf),
    removedOwners: comparison.removedOwners,
  }
}

const listed = 3

/** For the start: one small query, names only. Throws `store.schema_behind` or `store.schema_newer`; gives back the owners that are no longer installed. */
export const checkSchema = async (store: Store, owners: readonly MigrationOwner[]): Promise<readonly string[]> => {
  const internals = internalsOf(store)
  const ledger = (await internals.transact('read', (tx) => readLedger(tx, internals))) ?? []
  const comparison = compare(
    listSteps(owners),
    owners.map(({ id }) => id),
    ledger,
  )
  assertNotNewer(comparison)
  const { pending } = comparison
  if (pending.length > 0) {
    const names = pending.slice(0, listed).map(({ owner, name }) => `${owner}/${name}`)
    throw coreError('store.schema_behind', {
      count: pending.length,
      names: pending.length > listed ? [...names, '…'].join(', ') : names.join(', '),
    })
  }
  return comparison.removedOwners
}
