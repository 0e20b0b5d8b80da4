import type { ErrorTable } from './define-errors.ts'

/** The database underneath. Append-only, like all of core's errors. */
export const storeErrors = {
  'store.ambiguous_name': [500, "The alias '{name}' is also the name of a table. Give it another name."],
  'store.bad_schema': [
    500,
    "'{schema}' can't be the name of a schema. Use lower-case letters, digits and underscores, at most 63, and not pg_ in front.",
  ],
  'store.bad_text': [422, "The text for '{column}' holds the character U+0000, which can't be stored. Take it out."],
  'store.bad_value': [500, "The value for column '{column}' does not fit: {reason}. Pass what the column's name promises."],
  'store.busy': [
    503,
    'The database was busy for {ms} ms. Try again; if this happens often, look for long transactions or move to PostgreSQL.',
    { retryable: true },
  ],
  'store.check_failed': [500, 'The database refused a row: {reason}. Check the values against the table.'],
  'store.closed': [503, 'The store is closed. Create a new desk instead of using one after close().'],
  'store.commit_unknown': [
    503,
    'The connection was lost while the change was being saved, so it may or may not be there. Repeat the call with the same idempotency key.',
  ],
  'store.conflict': [503, 'Another transaction got in the way and nothing of this call was saved. Try again.', { retryable: true }],
  'store.connection_lost': [
    503,
    'The connection to the database was lost. Nothing of this call was saved; try again.',
    { retryable: true },
  ],
  'store.corrupt': [500, 'The database is damaged: {reason}. Stop writing, restore a backup, and run `deskwright doctor`.'],
  'store.database_unknown': [
    500,
    "'{database}' names no database. Use 'sqlite:./desk.db', 'postgres://…', a pg.Pool, a better-sqlite3 Database or a Kysely dialect.",
  ],
  'store.driver_missing': [500, "The package '{package}' is needed for this database and is not installed. Run: npm install {package}"],
  'store.foreign_keys_off': [
    500,
    "The host's connection has foreign keys switched off, so the desk's data would not be safe. Switch them on with `pragma foreign_keys = on`.",
  ],
  'store.foreign_table': [
    500,
    "'{owner}' asked for '{table}', which is not its own. Its names start with '{owner}_'; use operations for everything else.",
  ],
  'store.full': [507, 'There is no space left for the database. Nothing of this call was saved; free some space and try again.'],
  'store.migration_changed': [
    500,
    "The migration '{name}' of '{owner}' was changed after it was applied. Put it back as it was and write a new migration for the change.",
  ],
  'store.migration_failed': [
    500,
    "The migration '{name}' of '{owner}' failed: {reason}. Nothing of it was applied; correct it and migrate again.",
  ],
  'store.migration_invalid': [500, "The migrations of '{owner}' can't be used: {reason}."],
  'store.migration_order': [
    500,
    "The migration '{name}' of '{owner}' sorts before '{applied}', which is already applied. Rename it so that it sorts last.",
  ],
  'store.json_twice': [
    500,
    "The host's connection writes text for a JSON column out as a JSON string. Let its `json` type serialize text as it is (the guide of host transactions shows how for postgres.js), or use it through Drizzle.",
  ],
  'store.name_too_long': [500, "The name '{name}' is longer than the {bytes} bytes that PostgreSQL keeps. Shorten it."],
  'store.no_host_transaction': [500, 'This is no open transaction of {tool}. {advice}'],
  'store.not_in_transaction': [500, 'The handle given by the host is in no open transaction. Begin one before joining it.'],
  'store.not_interactive': [500, "A transaction of {tool} can't be joined here: {reason}. {advice}"],
  'store.open_failed': [503, 'The database could not be opened: {reason}. Check where it is and who may read and write there.'],
  'store.outside_transaction': [
    500,
    'The store was used from outside while one of its transactions is open here. Use the handle of the work at hand.',
  ],
  'store.prefix_clash': [500, "'{owner}' can't be the owner of tables: {reason}. Choose another id."],
  'store.read_only': [500, 'A query tried to write. Make it a command.'],
  'store.reference_missing': [409, 'A row that this one refers to does not exist, or other rows still refer to this one ({constraint}).'],
  'store.schema_behind': [
    503,
    'The database is not migrated: {count} migrations are pending ({names}). Run `deskwright migrate`, or call desk.migrate().',
  ],
  'store.schema_newer': [
    503,
    "The database was migrated by a newer version: it has '{name}' of '{owner}', which this version does not know. Install the newer version.",
  ],
  'store.statement_failed': [500, 'A statement failed: {reason}. This is a fault of the program; the cause has the details.'],
  'store.timeout': [503, 'A statement took longer than {ms} ms and was stopped. Try again, or narrow what is asked for.'],
  'store.transaction_aborted': [
    500,
    'A statement failed before in this transaction, so nothing more can be done in it. Let the error pass, or put the statement into a savepoint.',
  ],
  'store.transaction_ended': [500, 'This handle belongs to a transaction that has ended. Use the handle of the work at hand.'],
  'store.uneven_rows': [500, 'The rows to insert have different columns. Give every row the same ones.'],
  'store.unique': [409, 'The same thing exists already ({constraint}).'],
  'store.unknown_table': [500, "'{table}' is no table of the desk. Check the spelling; a plugin's tables start with its id."],
  'store.unknown_type': [
    500,
    "The column '{column}' has a type that SQLite can't hold: {type}. Use uuid, text, varchar, date, numeric, timestamptz(3), boolean, integer, bigint, jsonb or bytea.",
  ],
  'store.wrong_handle': [
    500,
    'The desk runs on {expected} and was given a transaction of {actual}. Join a transaction of the same database.',
  ],
} as const satisfies ErrorTable
