import type { Logger } from '../operation/logger.ts'
import type { Tracer } from '../trace/tracer.ts'
import type { HookCall } from './hook-call.ts'

const BEAT_MS = 25
/** Beats without anything running after which the pulse stops. */
const IDLE_BEATS = 40

/** Of this thread, where Node can say it (from 23.9 on): what a worker thread does keeps nobody waiting here. */
const processorMs = (): number => {
  const { user, system } = typeof process.threadCpuUsage === 'function' ? process.threadCpuUsage() : process.cpuUsage()
  return (user + system) / 1000
}

/**
 * Nothing can interrupt a loop on the processor, but it can be named. The synchronous start of a handler is measured; what follows its awaits is seen
 * by a beat that did not come, and put down to the handlers that were running then (several, where deliveries run at once).
 */
export class Watchdog {
  /** The host's, where it wants to see who runs when. */
  readonly tracer: Tracer | undefined
  readonly #log: Logger
  readonly #threshold: number
  readonly #running = new Set<HookCall>()
  #pulse: NodeJS.Timeout | undefined
  #idleBeats = 0
  #lastBeat = 0
  #processorAtBeat = 0

  constructor(log: Logger, thresholdMs = 100, tracer?: Tracer) {
    this.tracer = tracer
    this.#log = log
    this.#threshold = thresholdMs
  }

  /** The synchronous part of a call took so long. */
  ranFor(call: HookCall, ms: number): void {
    if (ms < this.#threshold) return
    this.#report([call], ms, ms)
    this.#beat()
  }

  /** The call has returned a promise. */
  enter(call: HookCall): void {
    this.#running.add(call)
    this.#idleBeats = 0
    if (this.#pulse) return
    this.#beat()
    this.#pulse = setInterval(() => this.#onBeat(), BEAT_MS).unref()
  }

  leave(call: HookCall): void {
    // A loop after the last await ends in the promise's callback, before the beat had a turn.
    this.#check()
    this.#running.delete(call)
  }

  #onBeat(): void {
    this.#check()
    this.#beat()
    this.#idleBeats = this.#running.size ? 0 : this.#idleBeats + 1
    if (this.#idleBeats < IDLE_BEATS) return
    clearInterval(this.#pulse)
    this.#pulse = undefined
  }

  #check(): void {
    const gap = performance.now() - this.#lastBeat
    if (gap < this.#threshold + BEAT_MS || this.#running.size === 0) return
    // A process that had no processor to run on is nobody's fault.
    const worked = processorMs() - this.#processorAtBeat
    if (worked >= this.#threshold) this.#report([...this.#running], gap - BEAT_MS, worked)
    this.#beat()
  }

  #beat(): void {
    this.#lastBeat = performance.now()
    this.#processorAtBeat = processorMs()
  }

  #report(calls: readonly HookCall[], ms: number, worked: number): void {
    const [call] = calls
    if (!call) return
    const handlers = calls.map(({ owner, phase, subject }) => ({ plugin: owner, phase, handler: subject }))
    const names = handlers.map(({ plugin, phase, handler }) => `the ${phase} handler of '${plugin}' on '${handler}'`)
    this.#log.warn(
      { code: 'hook.blocked', ms: Math.round(ms), processorMs: Math.round(worked), plugin: call.owner, handler: call.subject, handlers },
      `hook.blocked: the process stood still for ${Math.round(ms)} ms in ${names.join(' or ')}; move such work into a worker thread`,
    )
  }
}
