export interface RetryPolicy {
  /** Attempts in all; then the delivery or job is dead. */
  readonly tries: number
  /** Milliseconds before the second attempt. */
  readonly firstDelay: number
  /** Each further pause is so many times as long. */
  readonly factor: number
}

/** 1 s, 4 s, 16 s … 68 min: eight tries in an hour and a half outlast what usually fails for a while. */
export const DEFAULT_RETRY: RetryPolicy = { tries: 8, firstDelay: 1000, factor: 4 }

/** Milliseconds until the next attempt, after so many; up to a quarter longer by chance, so that what failed together does not come back together. */
export const retryDelay = ({ firstDelay, factor }: RetryPolicy, attempts: number, chance: () => number = Math.random): number =>
  Math.round(firstDelay * factor ** (attempts - 1) * (1 + chance() / 4))

/** What is written of attempts that nobody lived to report. */
export const ENDED_WITH_PROCESS = 'each attempt ended with the process that made it'

/** What stands in the row of what failed: enough to find it in the log. */
export const errorText = (error: unknown): string => {
  const text = error instanceof Error ? `${'code' in error ? `${String(error.code)}: ` : ''}${error.message}` : String(error)
  const cause = error instanceof Error && error.cause instanceof Error ? ` (${error.cause.message})` : ''
  return `${text}${cause}`.replaceAll('\0', '').slice(0, 1000)
}
