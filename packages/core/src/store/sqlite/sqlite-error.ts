import { coreError } from '../../error/core-errors.ts'
import { type DeskError, isDeskError } from '../../error/desk-error.ts'
import { sqlitePrefix } from '../compile/table-names.ts'

const codeOf = (error: unknown): string => (error instanceof Error && 'code' in error && typeof error.code === 'string' ? error.code : '')

const messageOf = (error: unknown): string => (error instanceof Error ? error.message : String(error))

/** Somebody else is writing, recovering or opening; waiting helps. */
export const isSqliteBusy = (error: unknown): boolean => {
  const code = codeOf(error)
  return code.startsWith('SQLITE_BUSY') || code === 'SQLITE_LOCKED_SHAREDCACHE'
}

/** `UNIQUE constraint failed: deskwright_person.email, …` → `person.email, …` */
const constraintOf = (message: string): string => (message.split('constraint failed: ')[1] ?? message).replaceAll(sqlitePrefix, '')

/** What better-sqlite3 throws, as an error of the registry. */
export const sqliteError = (error: unknown): DeskError => {
  if (isDeskError(error)) return error
  const code = codeOf(error)
  const cause = { cause: error }
  const reason = messageOf(error)
  if (isSqliteBusy(error)) return coreError('store.conflict', {}, cause)
  if (code === 'SQLITE_CONSTRAINT_UNIQUE' || code === 'SQLITE_CONSTRAINT_PRIMARYKEY' || code === 'SQLITE_CONSTRAINT_ROWID')
    return coreError('store.unique', { constraint: constraintOf(reason) }, cause)
  if (code === 'SQLITE_CONSTRAINT_FOREIGNKEY') return coreError('store.reference_missing', { constraint: 'foreign key' }, cause)
  if (code.startsWith('SQLITE_CONSTRAINT')) return coreError('store.check_failed', { reason: constraintOf(reason) }, cause)
  if (code === 'SQLITE_FULL') return coreError('store.full', {}, cause)
  if (code.startsWith('SQLITE_CORRUPT') || code === 'SQLITE_NOTADB') return coreError('store.corrupt', { reason }, cause)
  if (code.startsWith('SQLITE_CANTOPEN') || code.startsWith('SQLITE_READONLY') || code.startsWith('SQLITE_PERM'))
    return coreError('store.open_failed', { reason }, cause)
  return coreError('store.statement_failed', { reason }, cause)
}
