import type { Static, TObject, TProperties } from 'typebox'
import type { Audience } from '../operation/audience.ts'
import type { Reading, Work } from '../operation/work.ts'
import type { TicketFacts } from '../ticket/ticket-facts.ts'
import type { Awaitable, PluginContract } from './contract.ts'

/** A field hidden from one audience must be optional, or the type would promise it to both. */
type FieldAudience<P, K> = K extends keyof P ? (P[K] extends { readonly '~optional': unknown } ? Audience : 'both') : Audience

/** A plugin's part of a ticket: `ticket.ext.<id>` in input and view. */
export interface TicketExtensionSpec<C extends PluginContract, P extends TProperties, V extends TProperties> {
  readonly input: TObject<P>
  readonly view: TObject<V>
  /** Every field says its audience; what is not for the reader's is left out of input schema and view alike. */
  readonly audience: { readonly [K in keyof P | keyof V]: FieldAudience<P, K> & FieldAudience<V, K> }
  /** One batch for a page of tickets, already scoped; one view for each id. */
  load(work: Reading<C>, ticketIds: readonly string[]): Awaitable<ReadonlyMap<string, Static<TObject<V>>>>
  /** In the transaction of create or update; it writes by `change`, so it has an event of its own. */
  save(work: Work<C>, ticket: TicketFacts, input: Static<TObject<P>>): Awaitable<void>
}

export interface TicketExtension<in out I, in out V, in out InputKeys = keyof I, in out ViewKeys = keyof V> {
  readonly '~keys'?: readonly [InputKeys, ViewKeys][]
  readonly input: TObject
  readonly view: TObject
  readonly audience: { readonly [field: string]: Audience }
  readonly kit: object
  // biome-ignore lint/suspicious/noExplicitAny: the work of the contract that the extension was made for
  readonly save: (work: any, ticket: TicketFacts, input: I) => Awaitable<void>
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly load: (work: any, ticketIds: readonly string[]) => Awaitable<ReadonlyMap<string, V>>
}
