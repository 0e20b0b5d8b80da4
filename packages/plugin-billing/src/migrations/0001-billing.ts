import type { Migrations } from '@deskwright/core'
import { type Kysely, sql } from 'kysely'
import { lockNames } from '../lock-names.ts'
import { contracts } from './contracts.ts'
import { invoices } from './invoices.ts'
import { prices } from './prices.ts'

/** Prices, contracts, what was charged and paid. */
export const billing: Migrations[string] = async (db: Kysely<unknown>): Promise<void> => {
  await db.schema
    .createTable('billing_lock')
    .addColumn('name', 'text', (c) => c.primaryKey())
    .addColumn('change_count', 'bigint', (c) => c.notNull())
    .execute()
  for (const name of lockNames)
    await sql`insert into ${sql.table('billing_lock')} (name, change_count) values (${sql.lit(name)}, 0)`.execute(db)
  await prices(db)
  await contracts(db)
  await invoices(db)
}
