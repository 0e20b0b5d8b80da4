import type { Title } from '../machine/ticket-type.ts'
import type { Audience } from '../operation/audience.ts'
import type { Reading } from '../operation/work.ts'
import type { Awaitable, PluginContract } from './contract.ts'

/** Of whom or what a history is read. The reader may know of them. */
export interface HistorySubject {
  readonly kind: 'person' | 'company'
  readonly id: string
}
/** Where the last page ended: only what is older goes on, by time and then by id, both falling. */
export interface HistoryPosition {
  readonly at: string
  readonly id: string
}
/** One thing that happened: a visit, an invoice, a move of a device. */
export interface PluginHistoryEntry {
  readonly id: string
  /** ISO 8601 with milliseconds. */
  readonly at: string
  /** In the reader's words. */
  readonly title: string
  /** Left out with the entry where the reader may not see the ticket. */
  readonly ticketId?: string
  /** For who draws it: ids, numbers and codes by name. */
  readonly data?: { readonly [name: string]: string | number | boolean | null }
}

/** One kind of entry that a plugin adds to the history of people and companies. */
export interface HistorySource<C extends PluginContract, P extends string = string> {
  readonly title: Title
  /** Who gets it at all. */
  readonly audience: Audience
  /** And with which permission, where the subject is: over all, in the company, or for oneself. */
  readonly permission: P
  /** The newest entries of the subject that are older than `before`, at most `limit`, newest first, then by id falling. */
  load(
    work: Reading<C>,
    query: { readonly subject: HistorySubject; readonly before: HistoryPosition | null; readonly limit: number },
  ): Awaitable<readonly PluginHistoryEntry[]>
}
