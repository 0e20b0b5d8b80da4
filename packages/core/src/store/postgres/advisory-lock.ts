import { type Kysely, sql } from 'kysely'

/** Advisory locks of a desk share one number space with the host's; two numbers of four bytes keep apart from single ones of eight. */
const LOCK_SPACE = 0x6465736b

/** Waits for the lock of this name on this desk; it is given back when the transaction ends. */
export async function takeAdvisoryLock<T>(db: Kysely<T>, schema: string, name: string): Promise<void> {
  await sql`select pg_advisory_xact_lock(cast(${LOCK_SPACE} as integer), hashtext(${`${schema} ${name}`}))`.execute(db)
}
