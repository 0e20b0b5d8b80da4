import { performance } from 'node:perf_hooks'
import { setTimeout as sleep } from 'node:timers/promises'
import { coreError } from '../../error/core-errors.ts'
import { sqliteError } from './sqlite-error.ts'

const longestPauseMs = 12
/** Whoever has waited so long asks as often as can be. */
const patienceMs = 1000

const longestPause = (waitedMs: number): number => Math.max(1, longestPauseMs * (1 - waitedMs / patienceMs))

/**
 * Repeats `attempt` while `isBusy` says so of its error, with short pauses in which the event loop goes on: a host transaction open on another
 * connection of this very process could never end if we waited for it in C. Pauses are random so that processes don't march in step,
 * and shorter the longer somebody has waited: the lock goes to who asks in the right moment, and nobody should miss that for ever.
 * Throws `store.busy` at the deadline.
 */
export const waitWhileBusy = async <T>(deadlineMs: number, isBusy: (error: unknown) => boolean, attempt: () => T): Promise<T> => {
  const started = performance.now()
  for (let pauseMs = 1; ; pauseMs = Math.min(pauseMs * 1.5, longestPause(performance.now() - started))) {
    try {
      return await attempt()
    } catch (error) {
      if (!isBusy(error)) throw sqliteError(error)
      const waited = performance.now() - started
      if (waited >= deadlineMs) throw coreError('store.busy', { ms: Math.round(waited) }, { cause: error })
    }
    await sleep(Math.random() * pauseMs)
  }
}
