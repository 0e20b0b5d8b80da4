import type { Actor } from '../operation/actor.ts'
import type { PermissionSet } from './permission-set.ts'

/** One grant that counts in the capacity of this call: where it reaches and what it allows there. */
export interface Branch {
  readonly scope: 'all' | 'team' | 'company' | 'own'
  /** Team or company; null for `all` and `own`. */
  readonly scopeId: string | null
  readonly permissions: PermissionSet
  readonly roleId: string
  /** What gave it: a stored grant's source, or `host` for those that the host adds at sign-in. */
  readonly source: string
}

/** The caller with everything that decides what may be seen and done; loaded with each unit of work. */
export interface LoadedActor extends Actor {
  /** Null for plugins, system and anonymous callers. */
  readonly personId: string | null
  readonly name: string
  /** In which to write to them; null where it is not known, and for programs. */
  readonly language: string | null
  /** What the request prefers; counts where the person's own language is not known. Best first. */
  readonly accepts: readonly string[]
  /** In which to show texts to them: their own language, what the request prefers, the desk's, English; each with its shorter forms. */
  readonly languages: readonly string[]
  readonly branches: readonly Branch[]
  /** The company that a customer acts for. */
  readonly companyId: string | null
  /** The contact's other companies: for them somebody acts at another time. */
  readonly otherCompanyIds: readonly string[]
  /** Of some company, in whichever capacity; false spares looking for which. */
  readonly isContact: boolean
  /** How the call came in: `api`, `portal`, … */
  readonly channel: string
  /** Everything is allowed to the desk's own programs. */
  readonly isSystem: boolean
  /** For the host's veto. */
  readonly externalId: string | null
}

export const mayAnywhere = (actor: LoadedActor, bit: number): boolean => actor.branches.some((branch) => branch.permissions.hasBit(bit))

/** Whether the actor holds a permission over the whole desk. */
export const mayEverywhere = (actor: LoadedActor, bit: number): boolean =>
  actor.branches.some((branch) => branch.scope === 'all' && branch.permissions.hasBit(bit))

export const mayInTeam = (actor: LoadedActor, bit: number, teamId: string): boolean =>
  actor.branches.some((b) => b.permissions.hasBit(bit) && (b.scope === 'all' || (b.scope === 'team' && b.scopeId === teamId)))
