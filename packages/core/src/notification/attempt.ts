import { setTimeout as pause } from 'node:timers/promises'
import type { ChannelContext, ChannelDelivery, ChannelSpec } from '../plugin/channel.ts'

export const DEFAULT_TIMEOUT_MS = 60_000
/** How long a channel that was told to stop may take to say how it ended. */
const LAST_WORD_MS = 2_000

/** How an attempt that failed is to be taken. */
export interface FailedAttempt {
  readonly error: unknown
  readonly isFinal: boolean
  /** Nobody knows whether it has arrived. */
  readonly isUnsure: boolean
}

/** One attempt of a channel, within its time. Never rejects: undefined when it was sent. */
export async function attempt(
  { send, timeout = DEFAULT_TIMEOUT_MS }: Pick<ChannelSpec, 'send' | 'timeout'>,
  delivery: ChannelDelivery,
  context: Omit<ChannelContext, 'signal'>,
): Promise<FailedAttempt | undefined> {
  const giveUp = new AbortController()
  const sending = attempted(async () => send(delivery, { ...context, signal: giveUp.signal }))
  const first = await within(sending, timeout)
  if (first !== late) return first
  const error = new Error(`not sent within ${timeout} ms`)
  giveUp.abort(error)
  // What it says now is better than a guess: it may have been sent in this very moment, or surely not.
  const last = await within(sending, LAST_WORD_MS)
  return last === late
    ? { error, isFinal: false, isUnsure: true }
    : last && { ...last, error: new Error(error.message, { cause: last.error }) }
}

const late: unique symbol = Symbol('late')

async function within<T>(work: Promise<T>, ms: number): Promise<T | typeof late> {
  const over = new AbortController()
  const timer: Promise<typeof late> = pause(ms, late, { signal: over.signal }).catch(() => late)
  try {
    return await Promise.race([work, timer])
  } finally {
    over.abort()
  }
}

async function attempted(send: () => Promise<void>): Promise<FailedAttempt | undefined> {
  try {
    await send()
    return undefined
  } catch (error) {
    return { error, isFinal: says(error, 'isFinal'), isUnsure: says(error, 'mayHaveArrived') }
  }
}

const says = (error: unknown, key: 'isFinal' | 'mayHaveArrived'): boolean =>
  typeof error === 'object' && error !== null && Reflect.get(error, key) === true
