import { defineErrors } from './define-errors.ts'

/**
 * Core's errors, sorted by owner. Append-only: add a line under its owner, never reuse or remove a code.
 * The message says what happened and what to do next, in whole sentences.
 */
export const coreError = defineErrors({
  // store: the database underneath
  'store.ambiguous_name': [500, "The alias '{name}' is also the name of a table. Give it another name."],
  'store.bad_value': [500, "The value for column '{column}' does not fit: {reason}. Pass what the column's name promises."],
  'store.busy': [503, 'The database was busy for {ms} ms. Try again; if this happens often, look for long transactions or move to PostgreSQL.', { retryable: true }],
  'store.closed': [503, 'The store is closed. Create a new desk instead of using one after close().'],
  'store.connection_lost': [503, 'The connection to the database was lost. Nothing of this call was saved; try again.', { retryable: true }],
  'store.commit_unknown': [503, 'The connection was lost while the change was being saved, so it may or may not be there. Repeat the call with the same idempotency key.'],
  'store.corrupt': [500, 'The database file is damaged: {reason}. Stop writing, restore a backup, and run `deskwright doctor`.'],
  'store.database_unknown': [500, "'{database}' names no database. Use 'sqlite:./desk.db', 'postgres://…', a pg.Pool, a better-sqlite3 Database or a Kysely dialect."],
  'store.driver_missing': [500, "The package '{package}' is needed for this database and is not installed. Run: npm install {package}"],
  'store.foreign_table': [500, "'{owner}' asked for the table '{table}', which is not its own. Its tables start with '{owner}_'; use operations for everything else."],
  'store.full': [507, 'There is no space left for the database. Nothing of this call was saved; free some space and try again.'],
  'store.migration_changed': [500, "The migration '{name}' of '{owner}' was changed after it was applied. Put it back as it was and write a new migration for the change."],
  'store.migration_failed': [500, "The migration '{name}' of '{owner}' failed: {reason}. Nothing of it was applied; correct it and migrate again."],
  'store.migration_invalid': [500, "The migrations of '{owner}' can't be used: {reason}."],
  'store.migration_order': [500, "The migration '{name}' of '{owner}' sorts before '{applied}', which is already applied. Rename it so that it sorts last."],
  'store.not_in_transaction': [500, 'The handle given by the host is in no open transaction. Begin one before joining it.'],
  'store.outside_transaction': [500, 'This database handle belongs to a transaction that has ended, or to another one. Use the handle of the work at hand.'],
  'store.read_only': [500, 'A query tried to write. Make it a command.'],
  'store.schema_behind': [503, 'The database is not migrated: {count} migrations are pending ({names}). Run `deskwright migrate`, or call desk.migrate().'],
  'store.schema_newer': [503, "The database was migrated by a newer version: it has '{name}' of '{owner}', which this version does not know. Install the newer version."],
  'store.timeout': [503, 'A statement took longer than {ms} ms and was stopped. Try again, or narrow what is asked for.'],
  'store.unique': [409, 'The same thing exists already ({constraint}).'],
  'store.wrong_handle': [500, 'The desk runs on {expected} and was given a transaction of {actual}. Join a transaction of the same database.'],
})
