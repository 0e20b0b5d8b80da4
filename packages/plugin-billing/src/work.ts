import { sql } from 'kysely'
import { billingError } from './errors.ts'
import type { AnyReading, BillingWriter } from './kit.ts'
import type { LockName } from './lock-names.ts'
import type { BillingPermission } from './titles.ts'

/**
 * Waits until nobody else changes the same: for what no constraint of a database can hold, such as ranges of days that do not overlap. The row is
 * locked until the transaction ends; on SQLite there is one writer anyway.
 */
export async function oneAtATime(db: BillingWriter, name: LockName): Promise<void> {
  await db.updateTable('billing_lock').set({ change_count: sql<number>`change_count + 1` }).where('name', '=', name).execute()
}

/** 403 unless the caller holds the permission over the company; what belongs to none asks for it over the whole desk. */
export function permitIn(work: AnyReading, companyId: string | null, permission: BillingPermission): void {
  if (!work.holds(permission, companyId === null ? 'everywhere' : { company: companyId })) throw billingError('billing.not_allowed_there')
}

export function expectVersion(row: { readonly version: number }, expected: number | undefined): void {
  if (expected !== undefined && expected !== row.version) throw stale(row.version)
}
export const stale = (version: number) => billingError('billing.version_stale', { version }, { retryable: true })

/** Only what was given. */
export const given = <Row extends object>(patch: { readonly [K in keyof Row]?: Row[K] | undefined }): Partial<Row> => {
  const said: Partial<Row> = {}
  for (const key of Object.keys(patch) as (keyof Row)[]) {
    const value = patch[key]
    if (value !== undefined) said[key] = value
  }
  return said
}
