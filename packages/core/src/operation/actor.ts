import type { Acting } from './audience.ts'

/** Who somebody is, never what they may: permissions come from the desk's grants alone. `never`, as what a function returns is not checked for excess keys. */
export interface Person {
  /** The host application's own id of its user; the person row of the desk is a cache keyed by it. */
  readonly externalId: string
  readonly email?: string
  readonly name?: string
  /** BCP 47, for the texts this person reads. */
  readonly language?: string
  /** Whether you have verified that the address is theirs; rules give by its domain only then. */
  readonly emailVerified?: boolean
  /** What you know of them and vouch for, such as `{ department: 'it', groups: ['a', 'b'] }`; rules give by it. Kept from one sign-in to the next. */
  readonly attributes?: { readonly [name: string]: AttributeValue | readonly AttributeValue[] }
  readonly permissions?: never
}
type AttributeValue = string | number | boolean

/** The capacity of a call: staff count team and all grants; customers count own and company grants, for one company at a time. */
export type Capacity = { readonly acting: 'staff' } | { readonly acting: 'customer'; readonly company?: string }

/** What hooks, history and operations see of the caller. It shows no permissions: asking is `work.ticket`. */
export interface Actor {
  readonly kind: 'person' | 'plugin' | 'system'
  /** Person id, plugin id, or the reason given to `desk.system`. */
  readonly id: string
  readonly capacity: Capacity
}

export const actingOf = (actor: Actor): Acting => actor.capacity.acting
