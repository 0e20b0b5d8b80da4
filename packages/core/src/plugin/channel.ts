import type { Logger } from '../operation/logger.ts'
import type { Texts } from '../text/texts.ts'
import type { Awaitable, PluginContract, SeenBy } from './contract.ts'

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
  readonly ticket: {
    readonly id: string
    readonly number: number
    /** For who is asked to approve and does not see the ticket: what they are asked. */
    readonly subject: string
    readonly language: string | null
    readonly teamId: string
  }
  /** Oldest first; at least one. */
  readonly items: readonly ChannelItem[]
  /** Messages before those of `items`, oldest first: as many as the channel asks for by `history`. */
  readonly history: readonly ChannelMessage[]
  /** Ids of what the channel has brought them about this ticket before, oldest first, the last ten: for threads. */
  readonly earlier: readonly string[]
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
  readonly message: ChannelMessage | null
  /** What is to be approved, or was. */
  readonly approval: { readonly id: string; readonly question: string; readonly state: string } | null
}
export interface ChannelMessage {
  readonly id: string
  readonly author: string
  /** ISO 8601. */
  readonly at: string
  readonly body: string
  readonly visibility: 'public' | 'internal'
  /** Files that the recipient may fetch. */
  readonly attachments: readonly { readonly id: string; readonly name: string; readonly sizeBytes: number }[]
}

/** A few words to one address that are about no ticket, such as a link to sign in. Nothing of it is kept by the desk. */
export interface Letter {
  /** The same at every attempt. */
  readonly id: string
  readonly to: { readonly address: string; readonly name: string; readonly language: string | null }
  readonly subject: string
  /** Plain text, in the recipient's language; an empty line between two paragraphs. */
  readonly body: string
  readonly action: { readonly text: string; readonly url: string } | null
  /** Small print: why they get it, and what to do if they did not ask for it. */
  readonly notes: readonly string[]
}

export interface ChannelContext<C extends PluginContract = PluginContract> {
  /** The plugin's operations and core's, as the plugin. */
  readonly desk: SeenBy<C>
  readonly texts: Texts
  readonly log: Logger
  /** Aborted when the attempt has had its time. Whatever was not sent by then must not be sent any more. */
  readonly signal: AbortSignal
  /** 1 for the first. */
  readonly attempt: number
}

/**
 * A way to people outside the desk. `send` is called for each recipient, outside any transaction; when it returns, it is never called for
 * that delivery again. When it throws it is called again, later and later, eight times in all. The error may say more:
 * `isFinal: true`: never again; `mayHaveArrived: true`: once more at the most, as nobody knows whether it is there already.
 * A process that ends between sending and saying so sends once more, with the same `id`, unless `whenUnsure` is `give_up`.
 */
export interface ChannelSpec<C extends PluginContract = PluginContract> {
  readonly title: string
  /** Reasons for which it is on unless a person says otherwise. */
  readonly reasons: readonly string[]
  /** Milliseconds during which what somebody is told about one ticket is gathered; 20 000 unless told. */
  readonly gatherMs?: number
  /** Milliseconds that one attempt may take; 60 000 unless told. */
  readonly timeout?: number
  /** How many messages before the new ones a delivery carries; none unless told, 20 at the most. */
  readonly history?: number
  /** `give_up`: rather nothing than twice (at most once), for what costs money or wakes people. `once_more` unless told: rather twice than nothing. */
  readonly whenUnsure?: 'once_more' | 'give_up'
  send(delivery: ChannelDelivery, context: ChannelContext<C>): Awaitable<void>
  /**
   * Brings a letter to its address, or throws, with the same words on the error as for `send`. Channels that know no addresses have none.
   * Called from a job of the plugin that writes it, whose attempts are the job's.
   */
  letter?(letter: Letter, context: Omit<ChannelContext<C>, 'attempt'>): Awaitable<void>
  /** When the desk closes, after the last attempt. The channel may be used again afterwards. */
  close?(): Awaitable<void>
}
