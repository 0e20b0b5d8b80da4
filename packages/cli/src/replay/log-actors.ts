import type { LogRow } from './log-row.ts'
import { keyOf } from './log-value.ts'
import type { LogIncident } from './read-log.ts'

/** Who does what the log names nobody for, and who writes down what the desk refused. */
export const operator = { key: 'log-replay', name: 'Log replay' } as const
/** Who called, where the log does not know. */
const unknownCaller = { key: 'caller-unknown', name: 'Caller unknown' } as const

/** Somebody of the log by the name that it gives them; the log's columns are anonymised apart, so `Updated by 7` and `Resolver 7` are two. */
export interface LogPerson {
  readonly key: string
  readonly name: string
}
const personOf = (name: string | undefined): LogPerson | undefined => (name === undefined ? undefined : { key: keyOf(name), name })

export const openerOf = ({ rows: [first] }: LogIncident): LogPerson =>
  personOf(first?.openedBy ?? first?.createdBy ?? first?.updatedBy) ?? operator

export const changerOf = (row: LogRow): LogPerson => personOf(row.updatedBy) ?? operator

/** Who resolved, where the row is the one that the log's `resolved_at` means: the column holds the last solution in every row. */
export const resolverOf = (row: LogRow): LogPerson | undefined =>
  row.state === 'resolved' && row.resolvedAt !== undefined && row.resolvedAt === row.at ? personOf(row.resolvedBy) : undefined

export const callerOf = (row: LogRow): LogPerson => personOf(row.caller) ?? unknownCaller
export const assigneeOf = (row: LogRow): LogPerson | undefined => personOf(row.assignee)
