import { type Outgoing, type OutgoingOptions, outgoing } from '@deskwright/core/outgoing'
import { webhookError } from './errors.ts'

export interface WebhookOptions {
  /**
   * What the secrets of subscriptions are derived from, 32 characters at least, the same in every process. None of them is stored: whoever has a
   * copy of the database can sign nothing. With another one all subscriptions have other secrets.
   */
  readonly secret: string
  /** How receivers are reached: `allow` for those in a private network, `timeoutMs` (10 000 unless told), `ca`. */
  readonly outgoing?: Omit<OutgoingOptions, 'maxRedirects' | 'maxBytes'>
  /** Deliveries under way at once in a process; 32 unless told. */
  readonly atOnce?: number
  /** Days without one success after which a subscription is switched off; 5 unless told. */
  readonly disableAfterDays?: number
  /** Days for which deliveries are kept, to be looked at and repeated; 30 unless told. */
  readonly keepDays?: number
}

export interface WebhookSettings {
  readonly secret: string
  readonly way: Outgoing
  readonly timeoutMs: number
  readonly atOnce: number
  readonly disableAfterMs: number
  readonly keepMs: number
}

const DAY_MS = 86_400_000
/** Of an answer: enough to see what the receiver says. */
export const ANSWER_BYTES = 1000

/** Throws `webhooks.bad_options`, `outgoing.bad_option`. */
export function settingsOf(options: WebhookOptions): WebhookSettings {
  const { secret, atOnce = 32, disableAfterDays = 5, keepDays = 30 } = options
  if (typeof secret !== 'string' || secret.length < 32) throw bad('secret', 'it has fewer than 32 characters')
  for (const [option, value] of Object.entries({ atOnce, disableAfterDays, keepDays }))
    if (!Number.isFinite(value) || value <= 0 || value > 3650) throw bad(option, 'it is no number from above 0 to 3650')
  const timeoutMs = options.outgoing?.timeoutMs ?? 10_000
  if (timeoutMs > MOST_MS) throw bad('outgoing.timeoutMs', `it is more than ${MOST_MS}`)
  return {
    secret,
    way: outgoing({ ...options.outgoing, timeoutMs, maxBytes: ANSWER_BYTES, maxRedirects: 0 }),
    timeoutMs,
    atOnce,
    disableAfterMs: disableAfterDays * DAY_MS,
    keepMs: keepDays * DAY_MS,
  }
}

const MOST_MS = 60_000
const bad = (option: string, fault: string) => webhookError('webhooks.bad_options', { option, fault })
