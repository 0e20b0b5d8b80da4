import { AsyncLocalStorage } from 'node:async_hooks'
import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
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
  readonly #atEnd = new Set<() => void>()

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
    for (const give of this.#atEnd) give()
    this.#atEnd.clear()
  }

  /** Calls back when this call, or one around it, ends by time-out. Returns how to take that back. */
  onEnd(callBack: () => void): () => void {
    this.#atEnd.add(callBack)
    const takeBack = this.parent?.onEnd(callBack)
    return () => {
      this.#atEnd.delete(callBack)
      takeBack?.()
    }
  }

  get isOver(): boolean {
    return this.#ended || (this.parent?.isOver ?? false)
  }

  /** Throws `hook.call_ended` once the time-out has struck. */
  expectTime(): void {
    if (this.isOver) throw this.ended()
  }

  ended(): DeskError {
    return coreError('hook.call_ended', { phase: this.phase, plugin: this.owner, event: this.subject })
  }
}

const calls = new AsyncLocalStorage<HookCall>()

/** The handler whose code is running, also after its awaits. */
export const currentCall = (): HookCall | undefined => calls.getStore()

export const runAsCall = <T>(call: HookCall, run: () => T): T => calls.run(call, run)

/** Guards and gates run inside a command and still only look: what they would write stands before the change that they may refuse. */
export const isReadingHook = (): boolean => {
  const phase = currentCall()?.phase
  return phase === 'guard' || phase === 'gate'
}

/** Throws `hook.call_ended` when the code at hand belongs to a handler whose time is over. */
export const expectTime = (): void => calls.getStore()?.expectTime()

/**
 * Runs what a handler waits for, and gives it up with the handler's time. A command inside a handler may never end, and the savepoint around it
 * would keep the transaction open for ever.
 */
export function givenUpWithCall<T>(run: () => Promise<T>): Promise<T> {
  const call = currentCall()
  if (!call) return run()
  return new Promise((resolve, reject) => {
    const takeBack = call.onEnd(() => reject(call.ended()))
    // Settling twice does nothing, so a late rejection is swallowed here.
    run().then(resolve, reject).finally(takeBack)
  })
}
