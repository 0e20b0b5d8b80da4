import { coreError } from '../error/core-errors.ts'
import type { Caller } from '../operation/caller.ts'
import type { Logger } from '../operation/logger.ts'
import type { DeliverableEvent } from './delivered-event.ts'
import { MAX_DEPTH } from './hook-bus.ts'
import { HookCall } from './hook-call.ts'
import { runLimited, type Supervision } from './limited.ts'
import { type AfterHandler, handlerKey } from './registered-handler.ts'
import { TimeAllowance } from './time-allowance.ts'
import type { Watchdog } from './watchdog.ts'

const DEFAULT_HANDLER_TIMEOUT = 10_000

/** What a desk lends to the handlers of its plugins and its host. */
export interface Lender {
  servicesFor(caller: Caller): object
}

export interface Failure {
  readonly error: unknown
  /** Trying again would be of no use. */
  readonly isFinal: boolean
}

/** Runs one handler on one event, within its time. */
export class Attempts {
  readonly #lender: Lender
  readonly #supervision: Supervision

  constructor(lender: Lender, watchdog: Watchdog, log: Logger) {
    this.#lender = lender
    this.#supervision = {
      watchdog,
      log,
      timedOut: ({ phase, owner, subject, time }) => coreError('hook.timed_out', { phase, plugin: owner, event: subject, ms: time.limit }),
      failed: (_call, error) => error,
    }
  }

  /** Never rejects: undefined when the handler has done its work. */
  async run(handler: AfterHandler, { delivered, causeDepth }: DeliverableEvent): Promise<Failure | undefined> {
    if (causeDepth > MAX_DEPTH) return { error: coreError('hook.too_deep', { depth: MAX_DEPTH }), isFinal: true }
    const cause = { causeId: delivered.id, depth: causeDepth + 1 }
    const caller: Caller =
      handler.owner === 'host' ? { kind: 'system', reason: handlerKey(handler), ...cause } : { kind: 'plugin', id: handler.owner, ...cause }
    const time = new TimeAllowance(handler.timeout ?? DEFAULT_HANDLER_TIMEOUT)
    const call = new HookCall('after', handler.owner, `${delivered.event} (${handler.name})`, time)
    try {
      await runLimited(call, () => handler.run(delivered, this.#lender.servicesFor(caller)), this.#supervision)
      return undefined
    } catch (error) {
      return { error, isFinal: false }
    }
  }
}
