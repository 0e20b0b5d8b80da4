import type { Person } from './actor.ts'
import type { Acting } from './audience.ts'

/** What belongs to a call rather than to its input. */
interface CallOptions {
  /** One command under one key is done once; see `Idempotency-Key` over HTTP. At most 255 characters. */
  readonly idempotencyKey?: string
  /** How it came in; `api` unless told. */
  readonly channel?: string
  /** BCP 47, best first: in which to answer somebody whose own language is not known, such as a browser's `Accept-Language`. */
  readonly languages?: readonly string[]
}
/** Unless told, somebody acts as staff if they have any staff grant, else as customer. */
interface AsStaff extends CallOptions {
  readonly acting: 'staff'
  readonly company?: never
}
interface AsCustomer extends CallOptions {
  readonly acting?: 'customer'
  /** The company that a customer acts for; owed by contacts of several. */
  readonly company?: string
}
export type AsOptions = AsStaff | AsCustomer
/** Of the desk's site: also the language of the page that asks, which comes before the person's own. */
type CallerOptions = AsOptions & { readonly reading?: string }

/** Who calls, before anything was loaded. */
export type Caller = (
  | { readonly kind: 'person'; readonly person: Person; readonly options: CallerOptions }
  | { readonly kind: 'key' /** Of the key of a service. */; readonly tokenHash: string; readonly options: AsOptions }
  /** Somebody whom the desk's site has recognised itself, by the id of their row; always as a customer. */
  | { readonly kind: 'known'; readonly personId: string; readonly options: CallerOptions & { readonly acting: 'customer' } }
  /** Somebody who did something before, by the id of their row, whatever they may today: `desk.past`. */
  | { readonly kind: 'past'; readonly personId: string; readonly acting: Acting; readonly channel: string; readonly reason: string }
  | { readonly kind: 'anonymous'; readonly languages?: readonly string[] }
  | { readonly kind: 'plugin'; readonly id: string }
  | { readonly kind: 'system'; readonly reason: string }
) & {
  /** Event whose handler makes this call, and how deep the chain of causes is. */
  readonly causeId?: string
  readonly depth?: number
}
