import type { PgPool } from './pg-types.ts'

/** For what needs a connection of its own on PostgreSQL. */
export interface PostgresAccess {
  readonly pool: PgPool
  readonly schema: string
}
