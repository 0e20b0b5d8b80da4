/** Who calls, as far as rows that name their readers ask: never more than the capacity of the call. */
export interface CallerFacts {
  /** Null for whoever has not signed in, and for programs. */
  readonly personId: string | null
  /** The company that a customer acts for. */
  readonly companyId: string | null
  /** Teams in which staff hold a role, or `all` for a role over the whole desk; none for customers. */
  readonly teams: 'all' | readonly string[]
  /** BCP 47, best first, each with its shorter forms: their own, what the request asks for, then the desk's. */
  readonly languages: readonly string[]
  /** The desk's own. */
  readonly deskLanguage: string
}

/** Where a permission is held. A company's are held by whoever holds them over it, staff of teams over every company. */
export type Place = 'anywhere' | 'everywhere' | { readonly team: string } | { readonly company: string }
