import type { Logger } from '../operation/logger.ts'
import type { HookCall } from './hook-call.ts'

const BEAT_MS = 25

/**
 * Nothing can interrupt a loop on the processor, but it can be named. The synchronous start of a handler is measured; what follows its awaits is seen
 * by a beat that did not come, and put down to the handlers that were running then (several, where deliveries run at once).
 */
export class Watchdog {
  readonly #log: Logger
  readonly #threshold: number
  readonly #running = new Set<HookCall>()
  #beat: NodeJS.Timeout | undefined
  #lastBeat = 0
  #lastCpu = 0

  constructor(log: Logger, thresholdMs = 100) {
    this.#log = log
    this.#threshold = thresholdMs
  }

  /** The synchronous part of a call took so long. */
  ranFor(call: HookCall, ms: number): void {
    if (ms < this.#threshold) return
    this.#report([call], ms)
    this.#beatNow()
  }

  /** The call has returned a promise. */
  enter(call: HookCall): void {
    if (this.#running.size === 0) {
      this.#beatNow()
      this.#beat = setInterval(() => this.#check(), BEAT_MS).unref()
    }
    this.#running.add(call)
  }

  leave(call: HookCall): void {
    // A loop after the last await ends in the promise's callback, before the beat had a turn.
    this.#check()
    this.#running.delete(call)
    if (this.#running.size === 0) clearInterval(this.#beat)
  }

  #check(): void {
    const gap = performance.now() - this.#lastBeat
    const before = this.#lastCpu
    this.#beatNow()
    // A process that had no processor to run on is nobody's fault.
    const isOwnWork = this.#lastCpu - before > gap / 2
    if (gap >= this.#threshold + BEAT_MS && isOwnWork) this.#report([...this.#running], gap - BEAT_MS)
  }

  #beatNow(): void {
    const { user, system } = process.cpuUsage()
    this.#lastBeat = performance.now()
    this.#lastCpu = (user + system) / 1000
  }

  #report(calls: readonly HookCall[], ms: number): void {
    const [call] = calls
    if (!call) return
    const handlers = calls.map(({ owner, phase, subject }) => ({ plugin: owner, phase, handler: subject }))
    const names = handlers.map(({ plugin, phase, handler }) => `the ${phase} handler of '${plugin}' on '${handler}'`)
    this.#log.warn(
      { code: 'hook.blocked', ms: Math.round(ms), plugin: call.owner, handler: call.subject, handlers },
      `hook.blocked: the process stood still for ${Math.round(ms)} ms in ${names.join(' or ')}; move such work into a worker thread`,
    )
  }
}
