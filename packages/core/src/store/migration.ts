import type { Kysely } from 'kysely'

/**
 * One step forward, written once for both databases with Kysely's schema builder in PostgreSQL's types; `databaseKind(db)` tells them apart where
 * that can't be. No clock, no I/O besides the database, and nothing read that decides what is written where a plain statement can do it.
 */
// biome-ignore lint/suspicious/noExplicitAny: a migration sees tables of its own time, not today's
export type MigrationStep = (db: Kysely<any>) => Promise<void>

/** `additive: true`: code that does not know this step works on unharmed, so an older version may run on the newer schema. */
export type Migration = MigrationStep | { readonly up: MigrationStep; readonly additive: true }

/** By name (`0001_price_list`), applied in the order of names. */
export interface Migrations {
  readonly [name: string]: Migration
}

/** Core, or a plugin. In a list: in the order of dependency. */
export interface MigrationOwner {
  readonly id: string
  readonly migrations: Migrations
}

/** Owner of the tables without a prefix. */
export const coreOwner = 'core'
