import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { jsonAnswer, type WrittenAnswer } from './answer.ts'

const PATIENCE_MS = 5_000

/** The process runs and answers. */
export const live = (): WrittenAnswer => jsonAnswer({ status: 'live' })

/** Requests can be served. Throws the error that says why not, always with 503: whoever balances load takes the process out, and asks again. */
export async function ready(check: () => Promise<void>): Promise<WrittenAnswer> {
  const { promise: late, reject } = Promise.withResolvers<never>()
  const timer = setTimeout(() => reject(new Error(`The database did not answer within ${PATIENCE_MS} ms.`)), PATIENCE_MS)
  try {
    await Promise.race([check(), late])
  } catch (error) {
    if (isDeskError(error) && error.status === 503) throw error
    throw coreError('http.not_ready', {}, { cause: error })
  } finally {
    clearTimeout(timer)
  }
  return jsonAnswer({ status: 'ready' })
}
