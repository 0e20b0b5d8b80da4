import { CompiledQuery } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import { TableNames } from '../compile/table-names.ts'
import { type DeskStore, internalsOf } from '../desk-store.ts'
import type { MigrationOwner } from '../migration.ts'
import type { Store } from '../store.ts'
import type { OpenTransaction } from '../transaction/open-transaction.ts'
import { StatementSpace } from '../transaction/statement-space.ts'
import { assertInOrder, assertNotNewer, assertUnchanged, type Comparison, compare } from './compare.ts'
import { addToLedger, lockLedger, openLedger, readLedger } from './ledger.ts'
import { createRecorder, type RecordStep } from './record-step.ts'
import { inlineParameters } from './sql-text.ts'
import { listSteps, pluginIds, type Step, scopeOf } from './steps.ts'

export interface MigrateOptions {
  /** Applies nothing; the result says what would be. */
  readonly dryRun?: boolean
  /** How long to wait for other migrating processes, in ms; default ten minutes. */
  readonly waitMs?: number
}

export interface AppliedMigration {
  readonly owner: string
  readonly name: string
  /** What the step sends, as far as that does not depend on data. */
  readonly sql: readonly string[]
}

const defaultWaitMs = 600_000
const attempts = 5

class Migrator {
  readonly #store: DeskStore
  readonly #steps: readonly Step[]
  readonly #owners: readonly string[]
  readonly #record: RecordStep
  readonly #space: StatementSpace
  readonly #waitMs: number

  constructor(store: DeskStore, owners: readonly MigrationOwner[], waitMs: number) {
    this.#store = store
    this.#steps = listSteps(owners)
    this.#owners = owners.map(({ id }) => id)
    const plugins = pluginIds(owners)
    this.#record = createRecorder(store.kind, store.names.schema, plugins)
    this.#space = new StatementSpace(new TableNames(store.kind, store.names.schema, [], plugins))
    this.#waitMs = waitMs
  }

  /** What is to be done, from a look that takes no lock. */
  async pending(): Promise<readonly Step[]> {
    const ledger = (await this.#store.transact('read', (tx) => readLedger(tx, this.#store))) ?? []
    const pending = await this.#checked(compare(this.#steps, this.#owners, ledger), ledger)
    // Now, and not while others wait for the lock.
    if (pending.length > 0) await Promise.all(this.#steps.map((step) => this.#record(step)))
    return pending
  }

  async #checked(comparison: Comparison, ledger: Parameters<typeof assertInOrder>[1]): Promise<readonly Step[]> {
    assertNotNewer(comparison)
    assertInOrder(comparison, ledger)
    await assertUnchanged(comparison, this.#record)
    return comparison.pending
  }

  async describe(step: Step): Promise<AppliedMigration> {
    const { statements } = await this.#record(step)
    return {
      owner: step.owner,
      name: step.name,
      sql: statements.map(({ sql, parameters }) => inlineParameters(sql, parameters, this.#store.kind)),
    }
  }

  /** Applies the first pending step with its row in the ledger: both or neither, whatever happens. Undefined: nothing is pending. */
  async applyNext(): Promise<Step | undefined> {
    for (let attempt = 1; ; attempt++) {
      try {
        return await this.#store.transact('write', (tx) => this.#apply(tx), { deadlineMs: this.#waitMs, rebuilds: true })
      } catch (error) {
        // On PostgreSQL a change of a table can meet the running desk in a deadlock; the whole step is repeated.
        if (attempt >= attempts || !this.#store.isRetryable(error)) throw error
      }
    }
  }

  async #apply(tx: OpenTransaction): Promise<Step | undefined> {
    await lockLedger(tx, this.#store, this.#waitMs)
    const ledger = await openLedger(tx, this.#store)
    const [step] = await this.#checked(compare(this.#steps, this.#owners, ledger), ledger)
    if (!step) return undefined
    const { checksum } = await this.#record(step)
    try {
      await step.up(this.#space.kysely(tx.connection(), scopeOf(step.owner)))
      await this.#checkForeignKeys(tx, step)
    } catch (error) {
      if (this.#store.isRetryable(error)) throw error
      const reason = error instanceof Error ? error.message : String(error)
      throw coreError('store.migration_failed', { owner: step.owner, name: step.name, reason }, { cause: error })
    }
    await addToLedger(tx, { owner: step.owner, name: step.name, checksum, is_additive: step.isAdditive })
    return step
  }

  /** SQLite did not look during the step, so that tables could be rebuilt. New tables and columns alone can't break anything, and a look at a large file takes long. */
  async #checkForeignKeys(tx: OpenTransaction, step: Step): Promise<void> {
    if (tx.kind !== 'sqlite') return
    const { statements, isPartial } = await this.#record(step)
    if (!isPartial && statements.every(({ sql }) => harmless.test(sql))) return
    const { rows } = await tx.execute<{ table: string; parent: string }>(CompiledQuery.raw('pragma foreign_key_check'))
    const [broken] = rows
    if (broken) throw coreError('store.reference_missing', { constraint: `${broken.table} → ${broken.parent}` })
  }
}

const harmless = /^\s*(?:create (?:unique )?(?:table|index|virtual table|trigger|view)\b(?!.* as select)|alter table "[^"]+" add column\b)/i

/**
 * Brings the database to the installed version. Any number of processes may call it at once: each step is applied once, the others wait.
 * Gives back what this call applied (or, on a dry run, would apply). Throws `store.migration_failed`, `…_changed`, `…_order`, `…_invalid`, `store.schema_newer`.
 */
export const migrate = async (
  store: Store,
  owners: readonly MigrationOwner[],
  options: MigrateOptions = {},
): Promise<readonly AppliedMigration[]> => {
  const migrator = new Migrator(internalsOf(store), owners, options.waitMs ?? defaultWaitMs)
  const pending = await migrator.pending()
  if (options.dryRun) return Promise.all(pending.map((step) => migrator.describe(step)))
  const applied: AppliedMigration[] = []
  if (pending.length === 0) return applied
  for (let step = await migrator.applyNext(); step; step = await migrator.applyNext()) applied.push(await migrator.describe(step))
  return applied
}
