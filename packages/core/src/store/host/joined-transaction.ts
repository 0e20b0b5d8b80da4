import type { DatabaseKind, HostTx, Tx } from '../store.ts'
import { assertOutside } from '../transaction/frame.ts'
import { OpenTransaction } from '../transaction/open-transaction.ts'
import type { Session } from '../transaction/session.ts'
import type { StatementSpace } from '../transaction/statement-space.ts'

const name = 'deskwright_host'

/** What the store can do with the host's handle. */
export interface HostConnection {
  /** Throws when it is in no transaction, where that can be seen at once. */
  check(): void
  open(mode: 'write' | 'read'): Promise<Session> | Session
  /** Sets up what the desk needs; returns how to put it back. Within the savepoint, so an undone one puts it back by itself. */
  setUp?(session: Session): Promise<() => Promise<void>>
}

export interface JoinedStore {
  readonly statements: StatementSpace
  isRetryable(error: unknown): boolean
}

/** The host's transaction. What is done here is one savepoint after another; begin, commit and rollback are the host's. */
export class JoinedTransaction implements HostTx {
  readonly kind: DatabaseKind
  readonly #store: JoinedStore
  readonly #host: HostConnection
  /** One after another: savepoints of calls made at once would close in the wrong order. */
  #queue: Promise<unknown> = Promise.resolve()

  constructor(kind: DatabaseKind, store: JoinedStore, host: HostConnection) {
    this.kind = kind
    this.#store = store
    this.#host = host
  }

  check(): void {
    this.#host.check()
  }

  /** `isOpen` throws when the handle that asks belongs to a transaction that has ended. */
  write<T>(run: (tx: Tx) => Promise<T>, isOpen?: () => void): Promise<T> {
    return this.#inTurn(() => this.#within('write', run, isOpen))
  }

  read<T>(run: (tx: Tx) => Promise<T>, isOpen?: () => void): Promise<T> {
    return this.#inTurn(() => this.#within('read', run, isOpen))
  }

  async #inTurn<T>(task: () => Promise<T>): Promise<T> {
    assertOutside(this.#store)
    const result = this.#queue.then(task)
    this.#queue = result.catch(() => {})
    return result
  }

  async #within<T>(mode: 'write' | 'read', run: (tx: Tx) => Promise<T>, isOpen?: () => void): Promise<T> {
    isOpen?.()
    this.#host.check()
    const session = await this.#host.open(mode)
    // Awaited: outside of a transaction it fails, and what came after it would be saved at once.
    await session.control(`savepoint ${name}`)
    const undo = async (): Promise<void> => {
      await session.control(`rollback to savepoint ${name}`)
      await session.control(`release savepoint ${name}`)
    }
    try {
      const putBack = await this.#host.setUp?.(session)
      if (mode === 'read' && this.kind === 'postgres') await session.control('set local transaction_read_only = on')
      // Its isolation is the host's choice.
      const result = await new OpenTransaction(this.#store, session, this.#store.statements, false).perform(run)
      // Undone also when it went well: nothing was written, and the setting goes back to what it was.
      if (mode === 'read') await undo()
      else {
        await putBack?.()
        await session.control(`release savepoint ${name}`)
      }
      return result
    } catch (error) {
      // Fails when the host's connection is gone or SQLite gave the transaction up; the first error says why.
      await undo().catch(() => {})
      throw error
    }
  }

  isRetryable(error: unknown): boolean {
    return this.#store.isRetryable(error)
  }
}
