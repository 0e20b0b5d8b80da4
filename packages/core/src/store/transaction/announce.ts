import { coreError } from '../../error/core-errors.ts'
import { isDeskError } from '../../error/desk-error.ts'
import type { StoreOptions } from '../store.ts'

/** Tells the observer what goes to the database next; what it throws stands for the database's own failure, so it is typed like one. */
export const announce = async (onStatement: NonNullable<StoreOptions['onStatement']>, sql: string): Promise<void> => {
  try {
    await onStatement(sql)
  } catch (error) {
    if (isDeskError(error)) throw error
    throw coreError('store.statement_failed', { reason: error instanceof Error ? error.message : String(error) }, { cause: error })
  }
}
