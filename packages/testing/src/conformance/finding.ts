/** One thing that is wrong with a plugin, as a sentence that says what to do. */
export interface Finding {
  /** Stable, for `exceptions`: `unused_permission visits.read`. */
  readonly key: string
  readonly sentence: string
}

export const finding = (key: string, sentence: string): Finding => ({ key, sentence })

export const sentenceList = (words: readonly string[]): string => words.map((word) => `'${word}'`).join(', ')

/** What somebody threw, in one line without a full stop. */
export const reasonOf = (error: unknown): string => whole(error).replace(/\.$/, '')

const whole = (error: unknown): string => {
  if (typeof error !== 'object' || error === null) return String(error)
  const { code, message, cause } = error as { code?: unknown; message?: unknown; cause?: unknown }
  const own = `${typeof code === 'string' ? `${code}: ` : ''}${typeof message === 'string' ? message : ''}`
  return cause === undefined ? own : `${own} (${reasonOf(cause)})`
}
