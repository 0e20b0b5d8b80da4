import type { Reading, Work, Writer } from '@deskwright/core'
import { sql } from 'kysely'
import type { EquipmentContract, EquipmentPermission } from './contract.ts'
import { equipmentError } from './errors.ts'
import type { LockName } from './lock-names.ts'
import type { EquipmentTables } from './tables.ts'

/** What functions of this package ask for; whatever the operation's own permission is. */
export type AnyReading = Reading<EquipmentContract, string>
export type AnyWork = Work<EquipmentContract, string>
export type EquipmentWriter = Writer<EquipmentTables>

/**
 * Waits until nobody else changes the same: for what no constraint of a database can hold, such as a graph without circles. The row is locked
 * until the transaction ends; on SQLite there is one writer anyway.
 */
export async function oneAtATime(db: EquipmentWriter, name: LockName): Promise<void> {
  await db.updateTable('equipment_lock').set({ change_count: sql<number>`change_count + 1` }).where('name', '=', name).execute()
}

/** 403 unless the caller holds the permission over the company; what belongs to none, and directories, ask for it over the whole desk. */
export function permitIn(work: AnyReading, companyId: string | null, permission: EquipmentPermission): void {
  if (!work.holds(permission, companyId === null ? 'everywhere' : { company: companyId }))
    throw equipmentError('equipment.not_allowed_there')
}

export function expectVersion(row: { readonly version: number }, expected: number | undefined): void {
  if (expected !== undefined && expected !== row.version) throw stale(row.version)
}
export const stale = (version: number) => equipmentError('equipment.version_stale', { version }, { retryable: true })

/** Only what was given and differs. */
export const differing = <Row extends object>(row: Row, patch: Partial<Row>): Partial<Row> => {
  const changed: Partial<Row> = {}
  for (const key of Object.keys(patch) as (keyof Row)[])
    if (patch[key] !== undefined && JSON.stringify(patch[key]) !== JSON.stringify(row[key])) changed[key] = patch[key]
  return changed
}
