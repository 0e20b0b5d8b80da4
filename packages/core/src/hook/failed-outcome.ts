import type { Logger } from '../operation/logger.ts'
import type { Delivered } from '../plugin/context.ts'
import type { Failure } from './attempt.ts'
import { errorText, type RetryPolicy, retryDelay } from './back-off.ts'
import type { Outcome } from './settler.ts'

/** What becomes of an event whose first attempt failed; told to the log. */
export function failedOutcome(
  handler: string,
  { event, position, subject }: Delivered<string, object>,
  failure: Failure,
  { retry, log }: { readonly retry: RetryPolicy; readonly log: Logger },
): Outcome {
  const isDead = failure.isFinal || retry.tries <= 1
  const fields = { handler, event, position, attempts: 1, error: failure.error }
  if (isDead) log.error({ code: 'delivery.dead', ...fields }, 'delivery.dead: given up; repeat it with deliveries.replay')
  else log.warn({ code: 'delivery.failed', ...fields }, 'delivery.failed: will be tried again')
  const state = isDead ? 'dead' : 'retry'
  return { position, subjectId: subject.id, state, delay: retryDelay(retry, 1), error: errorText(failure.error) }
}
