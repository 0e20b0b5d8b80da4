import { AsyncLocalStorage } from 'node:async_hooks'
import { type Kysely, type KyselyPlugin, type PluginTransformQueryArgs, type PluginTransformResultArgs, type QueryResult, type RootOperationNode, type UnknownRow } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import type { TimeAllowance } from './time-allowance.ts'

export type HookPhase = 'guard' | 'gate' | 'within' | 'after' | 'job'

/** One run of one handler: who is to blame, which time it spends, and whether that time is over. */
export class HookCall {
  readonly phase: HookPhase
  readonly owner: string
  /** The event, or what else names the handler to a person. */
  readonly subject: string
  readonly time: TimeAllowance
  /** The handler whose command led here; undefined outside of hooks. */
  readonly parent: HookCall | undefined
  /** How many handlers of one transaction stand one in another, this one included. */
  readonly depth: number
  #ended = false

  constructor(phase: HookPhase, owner: string, subject: string, time: TimeAllowance, parent?: HookCall) {
    this.phase = phase
    this.owner = owner
    this.subject = subject
    this.time = time
    this.parent = parent
    this.depth = (parent?.isInTransaction ? parent.depth : 0) + 1
  }

  /** Deliveries and jobs have no transaction: what they call begins its own, with its own time. */
  get isInTransaction(): boolean {
    return this.phase !== 'after' && this.phase !== 'job'
  }

  /** Nothing that was given to this call, or to calls inside it, may be used any more. */
  end(): void {
    this.#ended = true
  }

  get isOver(): boolean {
    return this.#ended || (this.parent?.isOver ?? false)
  }

  /** Throws `hook.call_ended` once the time-out has struck. */
  expectTime(): void {
    if (this.isOver) throw coreError('hook.call_ended', { phase: this.phase, plugin: this.owner, event: this.subject })
  }
}

const calls = new AsyncLocalStorage<HookCall>()

/** The handler whose code is running, also after its awaits. */
export const currentCall = (): HookCall | undefined => calls.getStore()

export const runAsCall = <T>(call: HookCall, run: () => T): T => calls.run(call, run)

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

/**
 * The database as the code at hand may keep it: inside a handler, a handle that throws `hook.call_ended` after the handler's time-out; elsewhere the
 * same one. A time-out cannot stop a handler, and its late writes would land in a transaction that somebody else is to commit.
 */
export const endingWithCall = <DB>(db: Kysely<DB>): Kysely<DB> => {
  const call = currentCall()
  return call ? db.withPlugin(new EndsWithCall(call)) : db
}
