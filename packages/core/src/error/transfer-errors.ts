import type { ErrorTable } from './define-errors.ts'

/** Errors of exporting and importing a whole desk. */
export const transferErrors = {
  'transfer.circle': [
    500,
    'These tables refer to each other in a circle, so there is no order to write them in: {tables}. Leave one of them out (transfer).',
  ],
  'transfer.damaged': [
    422,
    'The export is damaged in {count} places, and nothing was imported: {faults}. Make it anew, or correct what is named.',
  ],
  'transfer.folder_failed': [500, 'The folder {folder} could not be used: {reason}. Check where it is and who may read and write there.'],
  'transfer.folder_taken': [
    409,
    'The folder {folder} is not empty and has no broken-off export. Name a folder that is empty or not there.',
  ],
  'transfer.import_elsewhere': [409, 'Another process is importing into this desk. Wait for it, or end it and import again.'],
  'transfer.line_refused': [
    422,
    'Line {line} of {file} could not be imported: {reason}. Correct it and import again; it goes on from there.',
  ],
  'transfer.newer': [
    409,
    'The export has the format {version}, and this version reads up to {known}. Install the version that made it, or a newer one.',
  ],
  'transfer.no_key': [500, "The table '{table}' has no primary key, so its rows have no order. Give it one, or leave it out (transfer)."],
  'transfer.not_an_export': [422, 'This is no export of a desk: {reason}. Name the folder that deskwright export has written.'],
  'transfer.not_empty': [409, "The desk is not empty (it has rows in '{table}'). Import into a new database, migrated and not used yet."],
  'transfer.plugin_missing': [409, 'The export has tables of plugins that are not installed: {plugins}. Install them and migrate first.'],
  'transfer.schema_newer': [
    409,
    "The export is of a newer version: '{migration}' is not known here. Install the version that made it, or a newer one.",
  ],
  'transfer.schema_older': [
    409,
    "The export is of an older version, from before '{migration}'. Import it with that version, then update and migrate.",
  ],
  'transfer.secret_column': [
    500,
    "'{plugin}' does not say whether '{table}' may leave the desk, and '{column}' looks like a secret. List the table under transfer: 'secret', 'derived', 'passing' or 'kept'.",
  ],
  'transfer.stopped': [409, 'It was stopped. Call it again to go on.'],
  'transfer.unfinished': [503, 'An import into this desk is not finished. Go on with it: deskwright import with the same folder.'],
} as const satisfies ErrorTable
