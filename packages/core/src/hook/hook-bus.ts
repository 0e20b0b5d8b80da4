import { HookableCore } from 'hookable'
import { coreError } from '../error/core-errors.ts'
import { type DeskError, isDeskError } from '../error/desk-error.ts'
import type { Category } from '../machine/ticket-type.ts'
import type { Logger } from '../operation/logger.ts'
import type { GateAttempt, GateFailure } from '../plugin/context.ts'
import type { Tracer } from '../trace/tracer.ts'
import { deepFreeze } from '../value/deep-freeze.ts'
import { currentCall, HookCall, type HookPhase } from './hook-call.ts'
import { runLimited, type Supervision } from './limited.ts'
import {
  type AfterHandler,
  type GateHandler,
  handlerKey,
  type RegisteredHandler,
  type ScanHandler,
  type TransactionHandler,
} from './registered-handler.ts'
import { TimeAllowance } from './time-allowance.ts'
import { Watchdog } from './watchdog.ts'

/** The unit of work as hooks see it. */
export interface HookUnit {
  /** What the handlers of one command share their time by: the same object for the whole transaction. */
  readonly transaction: object
  /** The work that a handler of this plugin gets; called inside the handler's call, so that the database it hands out ends with it. */
  workFor(owner: string): object
}

/** A transition as gates choose by it: `{ to: category }` asks when the category is entered, whatever status stands for it. */
export interface AttemptedTransition extends GateAttempt {
  readonly ticketType: string
  readonly fromCategory?: Category
  readonly toCategory: Category
}

export interface HookBusOptions {
  /** Names of all declared events. */
  readonly events: { has(event: string): boolean }
  /** Milliseconds that all handlers in one command's transaction share; 250 unless told. */
  readonly timeLimit?: number
  /** Milliseconds of standing still after which a handler is reported; 100 unless told. */
  readonly blockedAfter?: number
  readonly log: Logger
  readonly tracer?: Tracer
}

export const MAX_DEPTH = 8
const DEFAULT_TIME_LIMIT = 250

type Phase = TransactionHandler['phase']
type Call = (payload: object, unit: HookUnit) => Promise<void> | void

/** All handlers of a composition, checked and in the order of the plugins. Immutable. */
export class HookBus {
  readonly afterHandlers: ReadonlyMap<string, readonly AfterHandler[]>
  /** `plugin/name` or `host/name` → handler: what delivery works through. */
  readonly deliveredTo: ReadonlyMap<string, AfterHandler>
  /** In the order of the plugins. */
  readonly scanners: readonly ScanHandler[]
  readonly watchdog: Watchdog
  readonly log: Logger
  readonly #hooks = { guard: new HookableCore<Record<string, Call>>(), within: new HookableCore<Record<string, Call>>() }
  readonly #hooked = { guard: new Set<string>(), within: new Set<string>() }
  readonly #gates: readonly GateHandler[]
  readonly #timeLimit: number
  readonly #supervision: Supervision
  readonly #allowances = new WeakMap<object, TimeAllowance>()

  constructor(handlers: readonly RegisteredHandler[], options: HookBusOptions) {
    this.log = options.log
    this.watchdog = new Watchdog(this.log, options.blockedAfter, options.tracer)
    this.#timeLimit = options.timeLimit ?? DEFAULT_TIME_LIMIT
    this.#supervision = { watchdog: this.watchdog, log: this.log, timedOut, failed }
    const after = new Map<string, AfterHandler[]>()
    const deliveredTo = new Map<string, AfterHandler>()
    for (const handler of handlers) {
      if (handler.phase === 'gate' || handler.phase === 'scan') continue
      const events = handler.phase === 'after' ? handler.events : [handler.event]
      for (const event of events) if (!options.events.has(event)) throw coreError('hook.unknown_event', { plugin: handler.owner, event })
      if (handler.phase !== 'after') {
        this.#hang(handler)
        continue
      }
      const key = handlerKey(handler)
      if (deliveredTo.has(key)) throw coreError('hook.duplicate_name', { handler: key })
      deliveredTo.set(key, handler)
      for (const event of events) after.set(event, [...(after.get(event) ?? []), handler])
    }
    this.#gates = handlers.filter((handler) => handler.phase === 'gate')
    this.scanners = handlers.filter((handler) => handler.phase === 'scan')
    this.afterHandlers = after
    this.deliveredTo = deliveredTo
  }

  /** Whether a call would do anything. Ask before you build what the call needs: an event without handlers then costs one look-up. */
  has(phase: Phase, event: string): boolean {
    return this.#hooked[phase].has(event)
  }

  /** Before the change. Rejects with what a handler refused by, or with `hook.failed`, `hook.timed_out`. */
  async guard(event: string, payload: object, unit: HookUnit): Promise<void> {
    await this.#call('guard', event, payload, unit)
  }

  /** After the change, before the commit. Rejects as `guard` does; the whole command is to be undone then. */
  async within(event: string, payload: object, unit: HookUnit): Promise<void> {
    await this.#call('within', event, payload, unit)
  }

  /** Everything that is missing for this transition, from all gates that it meets. */
  async gates(attempt: AttemptedTransition, unit: HookUnit): Promise<GateFailure[]> {
    const failures: GateFailure[] = []
    for (const gate of this.#gates) {
      if (!meets(gate, attempt)) continue
      const { ticketId, command, from, to, input } = attempt
      const question = deepFreeze({ ticketId, command, from, to, input })
      const answer = await this.#run('gate', gate.owner, command, unit, (work) => gate.run(question, work))
      failures.push(...checkedAnswer(gate.owner, answer))
    }
    return failures
  }

  #hang({ phase, owner, event, run }: TransactionHandler): void {
    this.#hooked[phase].add(event)
    this.#hooks[phase].hook(event, (payload, unit) => this.#run(phase, owner, event, unit, (work) => run(payload, work)))
  }

  #call(phase: Phase, event: string, payload: object, unit: HookUnit): Promise<void> | void {
    if (this.#hooked[phase].has(event)) return this.#hooks[phase].callHook(event, deepFreeze(payload), unit)
  }

  #run<T>(phase: HookPhase, owner: string, event: string, unit: HookUnit, handler: (work: object) => T): Promise<Awaited<T>> | Awaited<T> {
    const outer = currentCall()
    const time = outer?.isInTransaction ? outer.time : this.#allowance(unit.transaction)
    const call = new HookCall(phase, owner, event, time, outer)
    if (call.depth > MAX_DEPTH) throw coreError('hook.too_deep', { depth: MAX_DEPTH })
    return runLimited(call, () => handler(unit.workFor(owner)), this.#supervision)
  }

  #allowance(transaction: object): TimeAllowance {
    const known = this.#allowances.get(transaction)
    if (known) return known
    const allowance = new TimeAllowance(this.#timeLimit)
    this.#allowances.set(transaction, allowance)
    return allowance
  }
}

const meets = ({ when }: GateHandler, attempt: AttemptedTransition): boolean => {
  if (when.type !== undefined && when.type !== attempt.ticketType) return false
  return 'command' in when ? when.command === attempt.command : when.to === attempt.toCategory && when.to !== attempt.fromCategory
}

const checkedAnswer = (owner: string, answer: unknown): readonly GateFailure[] => {
  const bad = (what: string): DeskError => coreError('hook.bad_gate', { plugin: owner, answer: what })
  if (!Array.isArray(answer)) throw bad(answer === null ? 'null' : typeof answer)
  for (const failure of answer as readonly Partial<GateFailure>[]) {
    if (typeof failure?.code !== 'string' || !failure.code.startsWith(`${owner}.`)) throw bad(`the code '${String(failure?.code)}'`)
  }
  return answer
}

const timedOut = ({ phase, owner, subject, time }: HookCall): DeskError =>
  coreError('hook.timed_out', { phase, plugin: owner, event: subject, ms: time.limit })

/** A refusal of the plugin's own passes as it is; everything else is a fault of the plugin. */
const failed = ({ phase, owner, subject }: HookCall, error: unknown): unknown =>
  isDeskError(error) ? error : coreError('hook.failed', { phase, plugin: owner, event: subject }, { cause: error })
