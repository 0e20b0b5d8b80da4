import { indexTokens } from '../analysis/analyze.ts'
import type { DatabaseKind } from '../store/store.ts'

/**
 * The first letter of a token says what it is about. Texts of the two audiences have letters of their own, so that a customer's question can't
 * name what is internal: there is no expression for it.
 */
export type TextSpace = 's' | 'p' | 'i'

/** Title or subject · public text · internal text. */
export const textSpaces = { title: 's', public: 'p', internal: 'i' } as const satisfies Record<string, TextSpace>

export const textTokens = (space: TextSpace, text: string): string[] => Array.from(indexTokens(text), (token) => space + token)

const bare = (id: string): string => id.replaceAll('-', '')

export const kindToken = (kind: string): string => `k${kind}`
export const numberToken = (number: string | number): string => `n${number}`
export const teamToken = (id: string): string => `t${bare(id)}`
export const companyToken = (id: string): string => `c${bare(id)}`
export const assigneeToken = (id: string): string => `a${bare(id)}`
export const followerToken = (id: string): string => `f${bare(id)}`
export const copyToken = (id: string): string => `m${bare(id)}`
export const requesterToken = (id: string): string => `q${bare(id)}`
/** A requester in the company that the ticket is of, or in none. */
export const requestToken = (requesterId: string, companyId: string | null): string =>
  `r${bare(requesterId)}_${companyId === null ? '' : bare(companyId)}`
export const personToken = (id: string): string => `u${bare(id)}`
export const EVERYBODY = 'veverybody'
export const STAFF = 'vstaff'
export const CUSTOMERS = 'vcustomer'

/** Bits of a position that a block of each size leaves out. */
const blockBits = [10, 14, 18] as const

/**
 * A GIN index has no order, so a position's neighbourhood is in the index like a word: what is asked for in the newest blocks first is found
 * newest first. FTS5 walks its lists backwards by itself.
 */
export const blockTokens = (kind: DatabaseKind, position: number): string[] =>
  kind === 'postgres' ? blockBits.map((bits) => blockToken(bits, Math.floor(Math.abs(position) / 2 ** bits))) : []

const blockToken = (bits: number, block: number): string => `b${bits}_${block}`

/** Tokens of the fewest blocks that hold all positions from `low`, which begins a smallest block, to `high`. */
export function coveringBlocks(low: number, high: number): string[] {
  const tokens: string[] = []
  let at = low
  while (at <= high) {
    let chosen: number = blockBits[0]
    for (const bits of blockBits) if (at % 2 ** bits === 0 && at + 2 ** bits - 1 <= high) chosen = bits
    tokens.push(blockToken(chosen, Math.floor(at / 2 ** chosen)))
    at += 2 ** chosen
  }
  return tokens
}

/** Where to begin so that whole blocks of the next smaller size are left. */
export const blockStart = (position: number, span: number): number => {
  const start = Math.max(0, position - span)
  const size = span > 2 ** 17 ? 2 ** 14 : 2 ** 10
  return Math.floor(start / size) * size
}
