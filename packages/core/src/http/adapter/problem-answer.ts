import { coreError } from '../../error/core-errors.ts'
import { type DeskError, isDeskError } from '../../error/desk-error.ts'

/**
 * The answer to what never reached the desk or came out of it as an exception: RFC 9457, with the registered code and sentence, never with
 * the text or stack of an unknown error.
 */
export const problemAnswer = (error: unknown): Response => {
  const { code, status, message }: DeskError = isDeskError(error) ? error : coreError('http.unexpected')
  const problem = { type: 'about:blank', title: message, status, code }
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}

/** Whether the operator should hear of it: not of what a caller did wrong. */
export const isOurs = (error: unknown): boolean => !isDeskError(error) || error.status === 500
