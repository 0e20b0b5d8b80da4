import type { Awaitable } from './contract.ts'

/** What somebody is told in one go, built for their capacity: customers get public messages only. */
export interface ChannelDelivery {
  /** The same at every attempt: what makes a second one recognisable where it is received. */
  readonly id: string
  readonly recipient: {
    readonly id: string
    readonly name: string
    readonly email: string | null
    readonly language: string | null
    readonly acting: 'staff' | 'customer'
  }
  readonly ticket: { readonly id: string; readonly number: number; readonly subject: string; readonly language: string | null }
  /** Oldest first; at least one. */
  readonly items: readonly ChannelItem[]
}
export interface ChannelItem {
  /** Id of the event. */
  readonly eventId: string
  /** Its name, such as `ticket.replied`. */
  readonly event: string
  /** Why they are told: `requester`, `assignee`, `mentioned`, … */
  readonly reason: string
  /** ISO 8601. */
  readonly at: string
  readonly message: {
    readonly id: string
    readonly author: string
    readonly body: string
    readonly visibility: 'public' | 'internal'
  } | null
}

/**
 * A way to people outside the desk. `send` is called once for each recipient, outside any transaction; when it returns, it is never called
 * for that delivery again. When it throws it is called again, later and later, eight times in all; with `isFinal: true` on the error never again.
 * A process that ends between sending and saying so sends once more, with the same `id`.
 */
export interface ChannelSpec {
  readonly title: string
  /** Reasons for which it is on unless a person says otherwise. */
  readonly reasons: readonly string[]
  /** Milliseconds during which what somebody is told about one ticket is gathered; 20 000 unless told. */
  readonly gatherMs?: number
  /** Milliseconds that one attempt may take; 60 000 unless told. */
  readonly timeout?: number
  send(delivery: ChannelDelivery): Awaitable<void>
}
