import { coreError } from '../../error/core-errors.ts'
import { type DeskError, isDeskError } from '../../error/desk-error.ts'
import { errorTitle } from '../../error/error-title.ts'

/**
 * The answer to what never reached the desk or came out of it as an exception: RFC 9457, with the registered code and sentence, never with
 * what an unknown error or one from deep inside says.
 */
export const problemAnswer = (error: unknown): Response => {
  const isTold = isDeskError(error) && (error.status < 500 || error.code.startsWith('http.'))
  const { code, status, message }: DeskError = isTold ? error : coreError('http.unexpected')
  const problem = { type: 'about:blank', title: errorTitle(code), status, detail: message, code }
  return new Response(JSON.stringify(problem), {
    status,
    headers: { 'content-type': 'application/problem+json', 'cache-control': 'no-store' },
  })
}

/** Whether the operator should hear of it: not of what a caller did wrong. */
export const isOurs = (error: unknown): boolean => !isDeskError(error) || error.status === 500
