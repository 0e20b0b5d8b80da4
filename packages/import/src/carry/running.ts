import { importError } from '../errors.ts'

/** Throws `imports.stopped`. */
export function expectRunning(signal: AbortSignal | undefined): void {
  if (signal?.aborted) throw importError('imports.stopped')
}
