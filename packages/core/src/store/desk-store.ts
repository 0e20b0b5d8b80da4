import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { TableNames } from './compile/table-names.ts'
import { type JoiningStore, joinHost } from './host/join-host.ts'
import type { JoinedTransaction } from './host/joined-transaction.ts'
import { NamedStatements } from './postgres/named-statements.ts'
import type { PostgresAccess } from './postgres/postgres-access.ts'
import type { DatabaseKind, HostTransaction, HostTx, Store, StoreOptions, Tx } from './store.ts'
import type { Backend, TransactOptions } from './transaction/backend.ts'
import { assertOutside } from './transaction/frame.ts'
import { OpenTransaction } from './transaction/open-transaction.ts'
import { StatementSpace } from './transaction/statement-space.ts'

/** True when the whole call may be repeated. `store.busy` is not among it: its deadline has passed, waiting once more is the caller's choice. */
const isRetryable = (error: unknown): boolean => isDeskError(error) && error.retryable && error.code !== 'store.busy'

export class DeskStore implements Store, JoiningStore {
  readonly kind: DatabaseKind
  readonly names: TableNames
  readonly statements: StatementSpace
  readonly options: StoreOptions
  readonly named: NamedStatements | undefined
  readonly file: string | undefined
  readonly joined = new WeakMap<object, JoinedTransaction>()
  readonly #backend: Backend
  #isClosed = false

  constructor(backend: Backend, names: TableNames, options: StoreOptions, file: string | undefined) {
    this.kind = backend.kind
    this.names = names
    this.options = options
    this.statements = new StatementSpace(names)
    this.named = options.namedStatements === false ? undefined : new NamedStatements()
    this.file = file === ':memory:' ? undefined : file
    this.#backend = backend
  }

  write<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact('write', run)
  }

  read<T>(run: (tx: Tx) => Promise<T>): Promise<T> {
    return this.transact('read', run)
  }

  /** For the store's own work: migrations have another deadline and rules. */
  async transact<T>(mode: 'write' | 'read', run: (tx: OpenTransaction) => Promise<T>, options?: TransactOptions): Promise<T> {
    if (this.#isClosed) throw coreError('store.closed')
    assertOutside(this)
    return this.#backend.transact(
      mode,
      (session) => new OpenTransaction(this, session, this.statements, mode === 'read').perform(run),
      options,
    )
  }

  isRetryable(error: unknown): boolean {
    return isRetryable(error)
  }

  join(handle: HostTransaction): HostTx {
    return joinHost(this, handle)
  }

  setOwners(ids: readonly string[]): void {
    this.names.setOwners(ids)
  }

  postgres(): Promise<PostgresAccess> | null {
    return this.#backend.postgres?.() ?? null
  }

  async close(): Promise<void> {
    if (this.#isClosed) return
    assertOutside(this)
    this.#isClosed = true
    await this.#backend.close()
  }
}

/** What stands behind the interface, for migrations and `doctor`. */
export const internalsOf = (store: Store): DeskStore => {
  if (store instanceof DeskStore) return store
  throw new TypeError('This store was not opened by this copy of @deskwright/core.')
}
