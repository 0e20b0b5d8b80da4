import type { Person } from '../operation/actor.ts'
import type { Awaitable } from '../plugin/contract.ts'
import type { LoadedActor } from './actor-access.ts'

/** A grant that the host adds for the length of a call: not stored, seen by lists as well. */
export interface HostGrant {
  readonly role: string
  readonly scope: 'all' | 'team' | 'company' | 'own'
  /** Id of the team or company. */
  readonly scopeId?: string
}
export type GrantsFor = (person: Person) => Awaitable<readonly HostGrant[]>

/** What the host sees of a ticket when it may refuse an action. */
export interface VetoedTicket {
  readonly id: string
  readonly number: number
  readonly type: string
  readonly teamId: string
  readonly companyId: string | null
}
/**
 * Refuses an action that grants allow, with a sentence, or says nothing. It never hides a row: what somebody sees is decided in SQL.
 * It runs inside the transaction, so it answers from what it has at hand.
 */
export type Veto = (
  actor: { readonly externalId: string | null; readonly kind: LoadedActor['kind'] },
  permission: string,
  ticket: VetoedTicket,
) => Awaitable<string | undefined>
