import type { DeskError } from '../error/desk-error.ts'
import type { Logger } from '../operation/logger.ts'
import { traced } from '../trace/tracer.ts'
import { type HookCall, runAsCall } from './hook-call.ts'
import type { Watchdog } from './watchdog.ts'

/** What a run under a time limit needs besides its call. */
export interface Supervision {
  readonly watchdog: Watchdog
  readonly log: Logger
  /** The error of a time-out, naming the call that did not come back. */
  timedOut(culprit: HookCall): DeskError
  /** What becomes of an error of the handler. */
  failed(call: HookCall, error: unknown): unknown
}

const isThenable = (value: unknown): value is PromiseLike<unknown> =>
  (typeof value === 'object' || typeof value === 'function') && value !== null && 'then' in value && typeof value.then === 'function'

/**
 * Runs a handler within its call's time. At the limit it rejects, ends the call, and swallows and logs whatever the handler does later: a late
 * rejection would end the process otherwise. A handler that returns nothing to wait for costs no timer.
 */
export const runLimited = <T>(call: HookCall, run: () => T, supervision: Supervision): Promise<Awaited<T>> | Awaited<T> => {
  const { tracer } = supervision.watchdog
  if (!tracer) return limited(call, run, supervision)
  const { phase, owner, subject } = call
  return traced(tracer, `desk ${phase} ${owner} ${subject}`, { 'desk.phase': phase, 'desk.plugin': owner, 'desk.subject': subject }, () =>
    limited(call, run, supervision),
  )
}

const limited = <T>(call: HookCall, run: () => T, supervision: Supervision): Promise<Awaited<T>> | Awaited<T> => {
  const { time } = call
  const startedAt = performance.now()
  time.enter(call)
  let result: T
  try {
    result = runAsCall(call, run)
  } catch (error) {
    time.leave(call)
    throw supervision.failed(call, error)
  } finally {
    supervision.watchdog.ranFor(call, performance.now() - startedAt)
  }
  if (isThenable(result)) return settled(call, result, supervision) as Promise<Awaited<T>>
  time.leave(call)
  if (time.remaining < 0) throw supervision.timedOut(call)
  return result as Awaited<T>
}

const settled = (call: HookCall, result: PromiseLike<unknown>, { watchdog, log, timedOut, failed }: Supervision): Promise<unknown> =>
  new Promise((resolve, reject) => {
    const { time } = call
    let isOpen = true
    const close = (): void => {
      isOpen = false
      clearTimeout(timer)
      time.leave(call)
      watchdog.leave(call)
    }
    const strike = (): void => {
      const culprit = time.innermost ?? call
      call.end()
      close()
      reject(timedOut(culprit))
    }
    const timer = setTimeout(strike, Math.max(0, time.remaining))
    watchdog.enter(call)
    result.then(
      (value) => {
        if (!isOpen) return
        close()
        // It came back, but too late, as it kept the processor from its own timer.
        if (time.remaining < 0) reject(timedOut(call))
        else resolve(value)
      },
      (error: unknown) => {
        if (isOpen) {
          close()
          reject(failed(call, error))
          return
        }
        const { phase, owner, subject } = call
        log.warn(
          { code: 'hook.late_rejection', plugin: owner, handler: subject, phase, error },
          'hook.late_rejection: a handler failed after its time-out',
        )
      },
    )
  })
