import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { HookCall } from '../hook/hook-call.ts'
import { runLimited, type Supervision } from '../hook/limited.ts'
import { TimeAllowance } from '../hook/time-allowance.ts'
import type { Watchdog } from '../hook/watchdog.ts'
import type { Logger } from '../operation/logger.ts'
import type { FileScanner, FileToScan, ScanVerdict } from './scanner.ts'
import type { FileTable } from './tables.ts'

export interface OwnedScanner {
  /** The plugin's id, or `host`. */
  readonly owner: string
  readonly scan: FileScanner
}

/** What all scanners together say. `pending`: one of them failed or took too long, so nobody knows yet. */
export type ScanOutcome =
  | { readonly scan: 'none' | 'clean' | 'pending' }
  | { readonly scan: 'refused' | 'quarantined'; readonly note: string }

export type FileState = 'ready' | 'unchecked' | 'quarantined'

/** The virus scanners of a desk. */
export class Scanning {
  readonly #scanners: readonly OwnedScanner[]
  readonly #limitMs: number
  readonly #watchdog: Watchdog
  readonly #log: Logger

  constructor(scanners: readonly OwnedScanner[], limitMs: number, watchdog: Watchdog, log: Logger) {
    this.#scanners = scanners
    this.#limitMs = limitMs
    this.#watchdog = watchdog
    this.#log = log
  }

  get isOn(): boolean {
    return this.#scanners.length > 0
  }

  /** Whether somebody may have it: where a scanner is installed, only what it has found clean. */
  stateOf(scan: FileTable['scan']): FileState {
    if (scan === 'quarantined') return 'quarantined'
    return scan === 'clean' || !this.isOn ? 'ready' : 'unchecked'
  }

  /** One after the other, each in its time; the first that finds something decides. Never rejects. */
  async look(file: Omit<FileToScan, 'signal'>): Promise<ScanOutcome> {
    if (!this.isOn) return { scan: 'none' }
    for (const { owner, scan } of this.#scanners) {
      const verdict = await this.#ask(owner, scan, file)
      if (verdict === undefined) return { scan: 'pending' }
      if (verdict === 'accept') continue
      return 'refuse' in verdict
        ? { scan: 'refused', note: String(verdict.refuse).slice(0, 300) }
        : { scan: 'quarantined', note: String(verdict.quarantine).slice(0, 300) }
    }
    return { scan: 'clean' }
  }

  async #ask(owner: string, scan: FileScanner, file: Omit<FileToScan, 'signal'>): Promise<ScanVerdict | undefined> {
    const abort = new AbortController()
    const call = new HookCall('job', owner, 'scan', new TimeAllowance(this.#limitMs))
    const supervision: Supervision = {
      watchdog: this.#watchdog,
      log: this.#log,
      timedOut: ({ time }) => coreError('job.timed_out', { job: `${owner}/scan`, ms: time.limit }),
      failed: (_call, error) => error,
    }
    try {
      const verdict: unknown = await runLimited(call, () => scan({ ...file, signal: abort.signal }), supervision)
      if (isVerdict(verdict)) return verdict
      throw new TypeError("A scanner answers 'accept', { refuse } or { quarantine }.")
    } catch (error) {
      this.#log.warn(
        { code: 'file.scan_failed', owner, fileId: file.id, ...(isDeskError(error) && { reason: error.code }), error },
        'file.scan_failed: will try again',
      )
      return undefined
    } finally {
      abort.abort()
    }
  }
}

/** Plain JavaScript can answer anything; what is no answer is no permission. */
const isVerdict = (value: unknown): value is ScanVerdict => {
  if (value === 'accept') return true
  if (typeof value !== 'object' || value === null) return false
  return ('refuse' in value && typeof value.refuse === 'string') || ('quarantine' in value && typeof value.quarantine === 'string')
}
