import { defineErrors } from '@deskwright/core'

/** What a user of the command line can do wrong; each says what to do instead. Append-only. */
export const cliError = defineErrors({
  'cli.argument_unexpected': [400, "'{argument}' is one argument too many. See deskwright {command} --help."],
  'cli.config_commonjs': [
    400,
    '{path} is written as an ES module, but its package.json says that it is none. Rename it to {better}, or put "type": "module" into package.json.',
  ],
  'cli.config_failed': [400, '{path} could not be loaded: {reason}'],
  'cli.config_missing': [
    400,
    'There is no {names} in {folder}. Make one that exports your desk as `desk`, or name your module: --config path/to/desk.ts.',
  ],
  'cli.config_not_found': [400, 'There is no file {path}. Give the path of the module that exports your desk: --config path/to/desk.ts.'],
  'cli.config_without_desk': [
    400,
    '{path} exports no desk ({found}). Export what createDesk returned, as `desk` or as the default: export const desk = createDesk(…).',
  ],
  'cli.option_unknown': [400, "There is no option '{option}'. deskwright {command} knows {known}."],
  'cli.option_value': [400, "The option --{option} needs {expected}, not '{value}'."],
  'cli.person_unknown': [404, "Nobody in the desk has the external id '{externalId}', and they could not be added."],
  'cli.type_unknown': [404, "There is no ticket type '{type}'. Your desk has {known}."],
  'demo.database_kind': [400, "DESK_DATABASE is '{value}'. Use sqlite:./desk.db or postgres://user@host/database."],
  'demo.database_unusable': [400, '{database} could not be opened: {reason}'],
  'demo.port_bad': [400, "PORT is '{value}'. Use a number from 0 to 65535; 0 takes any free one."],
  'demo.port_taken': [400, 'Port {port} is taken by another program. Choose another: PORT=4748, or PORT=0 for any free one.'],
  'demo.smoke_failed': [500, '{failed} of {count} checks failed.'],
  'replay.column_missing': [
    400,
    '{path} has no column {columns}. It has to be the incident log of the UCI Machine Learning Repository, or a part of it with its first line.',
  ],
  'replay.empty': [400, '{path} has no rows. Give a part of the log with its first line, which names the columns.'],
  'replay.file_unreadable': [400, '{path} could not be read: {reason}'],
  'replay.row_unreadable': [400, 'Line {line} of {path} could not be read: {reason}'],
})
