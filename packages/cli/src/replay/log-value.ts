/** The log's word for "not known". */
const unknown = '?'

/** A value that the log knows, else undefined. */
export const known = (value: string | undefined): string | undefined => {
  const text = value?.trim().replace(/\s+/g, ' ')
  return text === undefined || text === '' || text === unknown ? undefined : text
}

const dayFirst = /^(\d{1,2})[-/.](\d{1,2})[-/.](\d{4})[ T]+(\d{1,2}):(\d{2})(?::(\d{2}))?$/

/** A time of the log, day first, in milliseconds since 1970; the log names no zone, so it is read as UTC. Undefined: not known, or no time. */
export const instantOf = (value: string | undefined): number | undefined => {
  const found = dayFirst.exec(known(value) ?? '')
  if (!found) return undefined
  const [day = 0, month = 0, year = 0, hour = 0, minute = 0, second = 0] = found.slice(1).map((part) => Number(part ?? 0))
  const at = Date.UTC(year, month - 1, day, hour, minute, second)
  const date = new Date(at)
  const isReal = date.getUTCDate() === day && date.getUTCMonth() === month - 1 && hour < 24 && minute < 60 && second < 60
  return isReal ? at : undefined
}

export const flagOf = (value: string | undefined): boolean | undefined => {
  const text = known(value)?.toLowerCase()
  return text === 'true' ? true : text === 'false' ? false : undefined
}

export const numberOf = (value: string | undefined): number | undefined => {
  const text = known(value)
  return text !== undefined && /^-?\d+$/.test(text) ? Number(text) : undefined
}

/** `2 - Medium` → `medium`. */
export const levelOf = (value: string | undefined): 'high' | 'medium' | 'low' | undefined => {
  const word = known(value)?.toLowerCase().split('-').at(-1)?.trim()
  return word === 'high' || word === 'medium' || word === 'low' ? word : undefined
}

const priorities = ['urgent', 'high', 'normal', 'low', 'low'] as const
export type LogPriority = (typeof priorities)[number]

/** `1 - Critical` → `urgent`, down to `4 - Low` and `5 - Planning` → `low`. */
export const priorityOf = (value: string | undefined): LogPriority | undefined => {
  const rank = numberOf(known(value)?.split('-')[0]?.trim())
  return rank === undefined ? undefined : priorities[rank - 1]
}

/** A word that the desk takes as a code, also of what it does not know: `Awaiting User Info` → `awaiting_user_info`, `-100` → `state_100`. */
export const codeOf = (value: string, prefix: string): string => {
  const word = value
    .toLowerCase()
    .replace(/[^a-z0-9]+/g, '_')
    .replace(/^_+|_+$/g, '')
  return (/^[a-z]/.test(word) ? word : `${prefix}_${word}`).slice(0, 50)
}

/** What one signs in with: `Caller 2403` → `caller-2403`. Names that differ only in what is left out must not become one person. */
export const keyOf = (value: string): string => {
  const word = codeOf(value, 'log').replaceAll('_', '-')
  return /^[A-Za-z]+(?: [A-Za-z]+)* \d+$/.test(value) && value.length < 50 ? word : `${word}-${hash(value)}`
}

/** FNV-1a, to tell odd names apart; nothing secret. */
const hash = (value: string): string => {
  let sum = 0x811c9dc5
  for (const byte of Buffer.from(value)) sum = Math.imul(sum ^ byte, 0x01000193) >>> 0
  return sum.toString(36)
}
