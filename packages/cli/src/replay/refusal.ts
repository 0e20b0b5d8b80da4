import { type DeskError, isDeskError } from '@deskwright/core'
import type { LogRow } from './log-row.ts'
import { logStatuses } from './log-type.ts'

/** Something of the log that the desk refused; kept as a note on the ticket, so that the desk itself remembers it. */
export interface Refusal {
  /** Row of the incident, from 1. */
  readonly row: number
  readonly what: 'transition' | 'assignment' | 'change'
  /** States as the log spells them; of a change, what was changed. */
  readonly from: string
  readonly to: string
  readonly code: string
}

export const refusedTag = 'log_refused'
const marker = 'log-replay:'

/** The error, if the desk refused; anything else is no matter of the log and ends the replay. */
export function refusalError(error: unknown): DeskError {
  if (isDeskError(error) && error.status < 500 && !error.retryable) return error
  throw error
}

export const noteOf = (refusal: Refusal, row: LogRow, message: string): string =>
  `Line ${row.line} of the log has here: ${refusal.from} → ${refusal.to}. The desk refused it: ${message}\n${marker}${JSON.stringify(refusal)}`

/** The refusal that a note tells of; undefined for every other note. */
export function refusalIn(body: string): Refusal | undefined {
  const line = body.split('\n').find((one) => one.startsWith(marker))
  return line === undefined ? undefined : (JSON.parse(line.slice(marker.length)) as Refusal)
}

export interface Judgement {
  /** Who is wrong: the ticket type, the log, or the replay, which gave somebody too little right. */
  readonly wrong: 'type' | 'data' | 'replay'
  readonly why: string
}

const isState = (code: string): boolean => Object.hasOwn(logStatuses, code)

/** Which is wrong, the type or the data. `codes`: the states as statuses of the type. */
export function judge({ what, from, to, code }: Refusal, codes: { readonly from: string; readonly to: string }): Judgement {
  if (/^(?:access\.|ticket\.not_found|ticket\.assignee_not_entitled|input\.)/.test(code))
    return { wrong: 'replay', why: `somebody was given too little right, or the input was not right (${code}).` }
  if (what !== 'transition')
    return code === 'ticket.closed'
      ? { wrong: 'data', why: 'the log changes an incident that is closed, without reopening it.' }
      : { wrong: 'replay', why: `a change was not made as the desk wants it (${code}).` }
  if (!isState(codes.to))
    return /[a-z]{2}/i.test(to)
      ? { wrong: 'type', why: `the process knows a state '${to}' that the type lacks: add it.` }
      : { wrong: 'data', why: `'${to}' is no state: the source writes it where it lost the state. The ticket stays where it was.` }
  if (codes.to === 'new')
    return {
      wrong: 'data',
      why: 'somebody set the field back by hand: work on an incident begins once, and the desk keeps when. The ticket stays where it was.',
    }
  if (codes.from === 'closed') return { wrong: 'data', why: 'the log goes on with a closed incident without reopening it.' }
  return { wrong: 'type', why: `the process goes from '${from}' to '${to}', and the type has no command for that: add one.` }
}
