import { coreError } from '../../error/core-errors.ts'
import { type DeskError, isDeskError } from '../../error/desk-error.ts'

interface PgFault {
  readonly code?: unknown
  readonly table?: unknown
  readonly constraint?: unknown
  readonly detail?: unknown
}

/** With a digit, as all of them have: `EPIPE` and its like are the system's, and mean that the connection is gone. */
const sqlState = /^(?=.*\d)[0-9A-Z]{5}$/

/** Shut down, crashed, starting, or terminated by an administrator. */
const lostStates: ReadonlySet<string> = new Set(['57P01', '57P02', '57P03', '57P05', '25P03', '25P04'])
const conflictStates: ReadonlySet<string> = new Set(['40001', '40P01', '55P03'])
/** A statement prepared on this connection does not fit any more: a migration ran meanwhile, or somebody discarded it. */
const staleStates: ReadonlySet<string> = new Set(['26000', '42P05'])
const refusedStates: ReadonlySet<string> = new Set(['28000', '28P01', '3D000', '42501'])

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

const stateOf = (error: unknown): string | undefined => {
  const code = typeof error === 'object' && error !== null ? (error as PgFault).code : undefined
  return typeof code === 'string' && sqlState.test(code) ? code : undefined
}

/** Anything that is no answer of the server is trouble on the way to it. */
export const isConnectionLost = (error: unknown): boolean => {
  if (isDeskError(error)) return error.code === 'store.connection_lost'
  const state = stateOf(error)
  return state === undefined || state.startsWith('08') || lostStates.has(state)
}

export const isStalePlan = (error: unknown): boolean => {
  const state = stateOf(error)
  return state !== undefined && (staleStates.has(state) || (state === '0A000' && messageOf(error).includes('cached plan')))
}

/** `Key (a, b)=(1, 2) already exists.` of the table `t` → `t.a, t.b`, as SQLite says it. */
const constraintOf = ({ table, constraint, detail }: PgFault): string => {
  const columns = typeof detail === 'string' ? /\(([^()]*)\)=/.exec(detail)?.[1] : undefined
  if (typeof table === 'string' && columns) {
    return columns
      .split(', ')
      .map((column) => `${table}.${column.replaceAll('"', '')}`)
      .join(', ')
  }
  return String(constraint ?? table ?? 'unknown')
}

/** What `pg` throws, as an error of the registry. */
export const pgError = (error: unknown, timeoutMs: number): DeskError => {
  if (isDeskError(error)) return error
  const cause = { cause: error }
  const reason = messageOf(error)
  const state = stateOf(error)
  if (isConnectionLost(error)) return coreError('store.connection_lost', {}, cause)
  if (state === undefined) return coreError('store.statement_failed', { reason }, cause)
  if (conflictStates.has(state) || isStalePlan(error)) return coreError('store.conflict', {}, cause)
  if (state === '23505') return coreError('store.unique', { constraint: constraintOf(error as PgFault) }, cause)
  if (state === '23503') return coreError('store.reference_missing', { constraint: constraintOf(error as PgFault) }, cause)
  if (state.startsWith('23')) return coreError('store.check_failed', { reason }, cause)
  if (state === '25P01') return coreError('store.not_in_transaction', {}, cause)
  if (state === '25P02') return coreError('store.transaction_aborted', {}, cause)
  if (state === '25006') return coreError('store.read_only', {}, cause)
  if (state === '57014') return coreError('store.timeout', { ms: timeoutMs }, cause)
  if (state === '53100') return coreError('store.full', {}, cause)
  if (state === '53300') return coreError('store.busy', { ms: 0 }, cause)
  if (state.startsWith('XX00'))
    return state === 'XX000' ? coreError('store.statement_failed', { reason }, cause) : coreError('store.corrupt', { reason }, cause)
  if (refusedStates.has(state)) return coreError('store.open_failed', { reason }, cause)
  return coreError('store.statement_failed', { reason }, cause)
}
