import { performance } from 'node:perf_hooks'

const longestTurnMs = 10

/**
 * SQLite answers without ever waiting, so a loop of awaited transactions (an import, a replay) would keep timers and sockets of the whole
 * process waiting until it is through. Gives back a promise of the event loop's next turn when this one has lasted 10 ms; else nothing.
 */
export const createLoopTurn = (): (() => Promise<void> | undefined) => {
  let started: number | undefined
  return () => {
    if (started === undefined) {
      started = performance.now()
      setImmediate(() => {
        started = undefined
      })
      return undefined
    }
    return performance.now() - started < longestTurnMs ? undefined : new Promise((resolve) => setImmediate(resolve))
  }
}
