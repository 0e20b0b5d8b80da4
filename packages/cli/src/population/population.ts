/** Who and what has to be in a desk before anybody works in it; everything is named by keys of the host. */
export interface Population {
  readonly teams: readonly { readonly key: string; readonly title: string }[]
  readonly companies: readonly { readonly key: string; readonly name: string }[]
  readonly people: readonly PopulationPerson[]
  readonly members: readonly Membership[]
  readonly grants: readonly Grant[]
}

export interface PopulationPerson {
  /** Without the prefix that makes it an external id: what one signs in with. */
  readonly key: string
  readonly name: string
  readonly language?: string
  readonly kind?: 'person' | 'service'
}

interface Membership {
  readonly company: string
  readonly person: string
  readonly jobTitle?: string
  /** Of paid work, in minor units of the currency. */
  readonly approvalLimit?: { readonly minor: number; readonly currency: string }
}

export type Grant = { readonly person: string; readonly role: string } & (
  | { readonly scope: 'all' | 'own' }
  | { readonly scope: 'team' | 'company'; readonly place: string }
)

/** Ids in the desk, by the keys of the population. */
export interface PopulationIds {
  readonly teams: ReadonlyMap<string, string>
  readonly companies: ReadonlyMap<string, string>
  readonly people: ReadonlyMap<string, string>
}

/** Everybody of the demo has an external id that begins so. */
export const personPrefix = 'demo:'
export const externalIdOf = (key: string): string => `${personPrefix}${key}`
