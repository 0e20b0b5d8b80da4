import { mailError } from './errors.ts'
import { oneLine } from './one-line.ts'
import { NotSent } from './outbox.ts'

const MOST_REPLY = 300

/** How the desk is to take it that a mail was not sent. */
export interface Failure {
  readonly error: Error
  /** The server knows nobody by this address, and will not tomorrow. */
  readonly isUnknownAddress: boolean
  /** Such as `550`; null where there was no answer. */
  readonly code: number | null
}

/**
 * 4xx, silence and lost connections are tried again; 5xx to the recipient or the mail itself is final. What is wrong with the sender, the
 * log-in or the connection is not: it is mended, and then the mail goes out.
 */
export function failureOf(thrown: unknown): Failure {
  const cause = thrown instanceof NotSent ? thrown.cause : thrown
  const { responseCode, response, command } = detailsOf(cause)
  const isOfMail = command === 'RCPT TO' || command === 'DATA'
  // 503: the session was confused, and another one may not be.
  const isFinal = isOfMail && responseCode !== null && responseCode >= 500 && responseCode !== 503
  const mayHaveArrived = thrown instanceof NotSent && thrown.isUnanswered
  const error =
    responseCode === null
      ? mailError('mail.not_sent', { fault: withoutAddresses(reasonOf(cause)) }, { cause })
      : mailError('mail.refused', { reply: withoutAddresses(response) }, { cause })
  return {
    error: Object.assign(error, { isFinal, mayHaveArrived }),
    isUnknownAddress: isFinal && command === 'RCPT TO' && isUnknown(responseCode, response),
    code: responseCode,
  }
}

/** Mailbox or domain unknown, moved or closed (RFC 3463: 5.1.x, 5.2.1). Policies (5.7.x) and full mailboxes change. */
function isUnknown(code: number | null, response: string): boolean {
  const [, enhanced] = /^\d{3}[ -](5\.\d{1,3}\.\d{1,3})/.exec(response) ?? []
  return enhanced === undefined ? code === 550 || code === 551 || code === 553 : /^5\.(?:1\.\d+|2\.1)$/.test(enhanced)
}

function detailsOf(error: unknown): { responseCode: number | null; response: string; command: string } {
  const of = (key: string): unknown => (error instanceof Error ? Reflect.get(error, key) : undefined)
  const [responseCode, response, command] = [of('responseCode'), of('response'), of('command')]
  return {
    responseCode: typeof responseCode === 'number' ? responseCode : null,
    response: typeof response === 'string' ? response : '',
    command: typeof command === 'string' ? command : '',
  }
}

const reasonOf = (error: unknown): string =>
  error instanceof Error ? `${'code' in error ? `${String(error.code)} ` : ''}${error.message}` : String(error)

/** It stands in the desk's tables, where nobody erases addresses. */
const withoutAddresses = (text: string): string => oneLine(text, MOST_REPLY).replace(/[^\s<>"]+@[^\s<>"]+/g, '…')
