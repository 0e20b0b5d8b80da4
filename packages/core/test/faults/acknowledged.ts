import { appendFileSync, existsSync, readFileSync } from 'node:fs'

/** What a writer was told: this ticket went from one version to another by my command, and the message is there. */
export interface Acknowledged {
  readonly writer: string
  readonly ticketId: string
  /** Version that the writer had read before. */
  readonly before: number
  /** Version in the answer. */
  readonly version: number
  /** Whether `before` was sent along as the version expected. */
  readonly isExpected: boolean
  readonly messageId?: string
  /** Milliseconds since 1970 when the answer came. */
  readonly at: number
}

/** One `write` for each line, in append mode: what came back before the kill is in the file, and lines of many processes don't mix. */
export const acknowledge = (file: string, line: Acknowledged): void => appendFileSync(file, `${JSON.stringify(line)}\n`)

export const acknowledgedIn = (file: string): Acknowledged[] =>
  existsSync(file)
    ? readFileSync(file, 'utf8')
        .split('\n')
        .filter((line) => line !== '')
        .map((line) => JSON.parse(line) as Acknowledged)
    : []
