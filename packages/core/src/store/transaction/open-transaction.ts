import type { CompiledQuery, ConnectionProvider, DatabaseConnection, Kysely, QueryResult, RawBuilder } from 'kysely'
import { coreError } from '../../error/core-errors.ts'
import type { Framed, Prepared } from '../prepared.ts'
import type { DatabaseKind, Tx } from '../store.ts'
import { callersFrame, type Frame, openFrame, runIn } from './frame.ts'
import type { AnyResult, Session } from './session.ts'
import type { StatementSpace } from './statement-space.ts'

/** A transaction, or the host's, while it lasts. */
export class OpenTransaction implements Tx {
  readonly kind: DatabaseKind
  readonly isSnapshot: boolean
  readonly #session: Session
  readonly #statements: StatementSpace
  readonly #root: Frame
  readonly #owned = new Map<string, Kysely<unknown>>()
  // biome-ignore lint/suspicious/noExplicitAny: see Tx
  #db: Kysely<any> | undefined
  readonly #posted: Promise<unknown>[] = []

  constructor(source: object, session: Session, statements: StatementSpace, isSnapshot: boolean) {
    this.kind = session.kind
    this.isSnapshot = isSnapshot || session.kind === 'sqlite'
    this.#session = session
    this.#statements = statements
    this.#root = openFrame(source, this)
  }

  // biome-ignore lint/suspicious/noExplicitAny: see Tx
  get db(): Kysely<any> {
    this.#db ??= this.#statements.kysely(this.connection())
    return this.#db
  }

  // biome-ignore lint/suspicious/noExplicitAny: see Tx
  dbFor(owner: string): Kysely<any> {
    let db = this.#owned.get(owner)
    if (!db) {
      db = this.#statements.kysely(this.connection(), { owner })
      this.#owned.set(owner, db)
    }
    return db
  }

  /** For a Kysely with other rules of naming, as migrations have. */
  connection(): ConnectionProvider {
    const connection: DatabaseConnection = {
      executeQuery: (query) => this.execute(query as CompiledQuery<never>),
      // One batch: a cursor would hold SQLite's connection against every other statement of the transaction.
      streamQuery: (query) => this.#once(query as CompiledQuery<never>),
    }
    return { provideConnection: (consumer) => consumer(connection) }
  }

  async *#once<R>(query: CompiledQuery<R>): AsyncIterableIterator<QueryResult<R>> {
    yield await this.execute(query)
  }

  execute<R>(query: CompiledQuery<R>): Promise<QueryResult<R>> {
    return this.#run(query.sql, query.parameters, false)
  }

  run<P extends object, R>(statement: Prepared<P, R>, parameters: P): Promise<QueryResult<R>> {
    try {
      const { sql, bind } = this.#statements.prepare(statement)
      return this.#run(sql, bind(parameters), true)
    } catch (error) {
      return Promise.reject(error)
    }
  }

  async runFramed<R>(frame: Framed<R>, inside: RawBuilder<unknown>): Promise<QueryResult<R>> {
    const [before, after] = this.#statements.frame(frame)
    const { sql, parameters } = inside.compile(this.db)
    return this.#run(before + sql + after, parameters, false)
  }

  post<P extends object>(statement: Prepared<P, unknown>, parameters: P): void {
    const { sql, bind } = this.#statements.prepare(statement)
    const isAlone = !this.#root.child
    if (isAlone && this.#session.post) {
      this.#check(this.#root)
      this.#session.post(sql, bind(parameters))
      return
    }
    const posted = this.#run(sql, bind(parameters), true)
    posted.catch(() => {})
    this.#posted.push(posted)
  }

  #run(sql: string, parameters: readonly unknown[], repeats: boolean): Promise<AnyResult> {
    return this.#send(() => this.#session.run(sql, parameters, repeats))
  }

  now(): Promise<number> {
    return this.#send(() => this.#session.now())
  }

  async #send<T>(statement: () => Promise<T>): Promise<T> {
    const frame = this.#root.child ? await this.#turn() : this.#root
    this.#check(frame)
    try {
      return await statement()
    } catch (error) {
      frame.isAborted = true
      throw error
    }
  }

  /** The frame that the caller's statement belongs to, once no savepoint of a sibling is open in it. */
  async #turn(): Promise<Frame> {
    let frame = callersFrame(this, this.#root)
    while (frame.child) {
      await frame.child.done
      frame = callersFrame(this, this.#root)
    }
    return frame
  }

  #check(frame: Frame): void {
    if (!this.#root.isOpen) throw coreError('store.transaction_ended')
    if (frame.isAborted) throw coreError('store.transaction_aborted')
  }

  async savepoint<T>(run: () => Promise<T>, undone?: () => void): Promise<T> {
    const parent = this.#root.child ? callersFrame(this, this.#root) : this.#root
    this.#check(parent)
    const turn = parent.queue
    let end = (): void => {}
    const done = new Promise<void>((resolve) => {
      end = resolve
    })
    parent.queue = done
    await turn
    try {
      this.#check(parent)
      const frame = openFrame(this.#root.source, this, parent)
      parent.child = { frame, done }
      return await this.#within(frame, run, undone)
    } finally {
      parent.child = undefined
      end()
    }
  }

  async #within<T>(frame: Frame, run: () => Promise<T>, undone: (() => void) | undefined): Promise<T> {
    const name = `deskwright_${frame.depth}`
    await this.#session.start(`savepoint ${name}`)
    try {
      const result = await runIn(frame, run)
      await this.#settle(frame)
      if (frame.isAborted) throw coreError('store.transaction_aborted')
      await this.#session.control(`release savepoint ${name}`)
      return result
    } catch (error) {
      await this.#settle(frame)
      try {
        await this.#session.control(`rollback to savepoint ${name}`)
        await this.#session.control(`release savepoint ${name}`)
      } catch {
        // The connection is gone, or SQLite gave up the whole transaction (disk full): nothing more can be saved in it.
        for (let outer: Frame | undefined = frame.parent; outer; outer = outer.parent) outer.isAborted = true
      }
      undone?.()
      throw error
    } finally {
      frame.isOpen = false
    }
  }

  /** Waits for savepoints that `run` started and did not wait for: a commit in the middle of one would save a half. */
  async #settle(frame: Frame): Promise<void> {
    while (frame.child) await frame.queue
  }

  /** Runs the transaction's body; afterwards nothing can be done with this handle. Throws if a statement failed and its error was swallowed. */
  async perform<T>(run: (tx: OpenTransaction) => Promise<T>): Promise<T> {
    try {
      const result = await runIn(this.#root, () => run(this))
      await this.#settle(this.#root)
      if (this.#posted.length) await Promise.all(this.#posted)
      if (this.#root.isAborted) throw coreError('store.transaction_aborted')
      return result
    } finally {
      if (this.#root.child) await this.#settle(this.#root)
      this.#root.isOpen = false
    }
  }
}
