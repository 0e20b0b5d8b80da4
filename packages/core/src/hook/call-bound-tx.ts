import type {
  CompiledQuery,
  Kysely,
  KyselyPlugin,
  PluginTransformQueryArgs,
  PluginTransformResultArgs,
  QueryResult,
  RawBuilder,
  RootOperationNode,
  UnknownRow,
} from 'kysely'
import type { Framed, Prepared } from '../store/prepared.ts'
import type { DatabaseKind, Tx } from '../store/store.ts'
import { currentCall, expectTime, type HookCall } from './hook-call.ts'

/**
 * A transaction whose every use by a handler ends with that handler's time (`hook.call_ended`). A time-out cannot stop a handler, and its late
 * writes would land in a transaction that somebody else is to commit.
 */
export class CallBoundTx implements Tx {
  readonly kind: DatabaseKind
  readonly isSnapshot: boolean
  readonly #tx: Tx

  constructor(tx: Tx) {
    this.kind = tx.kind
    this.isSnapshot = tx.isSnapshot
    this.#tx = tx
  }

  // biome-ignore lint/suspicious/noExplicitAny: see Tx
  get db(): Kysely<any> {
    return endingWithCall(this.#tx.db)
  }

  // biome-ignore lint/suspicious/noExplicitAny: see Tx
  dbFor(owner: string): Kysely<any> {
    return endingWithCall(this.#tx.dbFor(owner))
  }

  async savepoint<T>(run: () => Promise<T>, undone?: () => void): Promise<T> {
    expectTime()
    return this.#tx.savepoint(run, undone)
  }

  async execute<R>(query: CompiledQuery<R>): Promise<QueryResult<R>> {
    expectTime()
    return this.#tx.execute(query)
  }

  async run<P extends object, R>(statement: Prepared<P, R>, parameters: P): Promise<QueryResult<R>> {
    expectTime()
    return this.#tx.run(statement, parameters)
  }

  async runFramed<R>(frame: Framed<R>, inside: RawBuilder<unknown>): Promise<QueryResult<R>> {
    expectTime()
    return this.#tx.runFramed(frame, inside)
  }

  post<P extends object>(statement: Prepared<P, unknown>, parameters: P): void {
    expectTime()
    this.#tx.post(statement, parameters)
  }

  now(): Promise<number> {
    return this.#tx.now()
  }
}

class EndsWithCall implements KyselyPlugin {
  readonly #call: HookCall
  constructor(call: HookCall) {
    this.#call = call
  }
  transformQuery(args: PluginTransformQueryArgs): RootOperationNode {
    this.#call.expectTime()
    return args.node
  }
  async transformResult(args: PluginTransformResultArgs): Promise<QueryResult<UnknownRow>> {
    return args.result
  }
}

/** Bound to the call that it was got in, also where the program's flow is lost; outside of handlers the handle itself. */
const endingWithCall = <DB>(db: Kysely<DB>): Kysely<DB> => {
  const call = currentCall()
  return call ? db.withPlugin(new EndsWithCall(call)) : db
}
