import type { CallContext } from '../operation/unit-of-work.ts'
import type { SearchItem } from './contract.ts'
import type { Question } from './question.ts'
import type { Hit, Ranking } from './ranked.ts'
import type { Resolved } from './resolve-filters.ts'
import type { Group } from './scope.ts'
import { numberToken, type TextSpace } from './token.ts'

/** A hit that can be put beside those of other kinds. */
export interface FoundItem {
  readonly hit: Hit
  readonly createdAt: string
  /** Made for what is on the page alone. */
  view(): Promise<SearchItem>
}
/** One kind of what can be found, as this actor may find it. */
export interface Source {
  readonly kind: string
  readonly ranking: Ranking
  items(hits: readonly Hit[]): Promise<FoundItem[]>
}
export interface Asked {
  readonly context: CallContext
  readonly question: Question
  readonly filters: Resolved
  /** Every form of what is asked for, to mark it. */
  readonly forms: ReadonlySet<string>
}

/** Texts that an audience may ask for. Internal text is no part of a customer's question: there is no token of it. */
export const spacesFor = (acting: 'staff' | 'customer'): readonly TextSpace[] => (acting === 'staff' ? ['s', 'p', 'i'] : ['s', 'p'])

/** Every term as a group of tokens: each of its forms in each of the texts. */
export const wordGroups = ({ wanted }: Pick<Question, 'wanted'>, spaces: readonly TextSpace[]): Group[] =>
  wanted.map(({ forms, number }) => ({
    any: [...spaces.flatMap((space) => forms.map((form) => space + form)), ...(number === undefined ? [] : [numberToken(number)])],
  }))

export const excludedGroups = ({ unwanted }: Question, spaces: readonly TextSpace[]): Group[][] =>
  unwanted.map((terms) => wordGroups({ wanted: terms }, spaces))
