import { defineErrors } from '@deskwright/core'

/** What a user of the command line can do wrong; each says what to do instead. Append-only. */
export const cliError = defineErrors({
  'cli.argument_unexpected': [400, "'{argument}' is one argument too many. See deskwright {command} --help."],
  'cli.client_differs': [409, '{path} is not what the desk says now. Write it anew: deskwright client --out {path}.'],
  'cli.client_document': [400, '{path} is no OpenAPI document of a desk: {reason}'],
  'cli.client_generator': [
    400,
    'The types are made by openapi-typescript, which is not here: npm install --save-dev openapi-typescript typescript.',
  ],
  'cli.client_unwritable': [400, '{path} could not be written: {reason}'],
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
  'cli.import_map': [400, 'The mapping {path} could not be read: {reason}'],
  'cli.import_source': [
    400,
    "'{given}' is no desk that tickets are carried over from, or nothing was named to read. Say deskwright import {known} and then the folder.",
  ],
  'cli.option_unknown': [400, "There is no option '{option}'. deskwright {command} knows {known}."],
  'cli.option_value': [400, "The option --{option} needs {expected}, not '{value}'."],
  'cli.person_unknown': [404, "Nobody in the desk has the external id '{externalId}', and they could not be added."],
  'cli.plugin_not_created': [400, '{reason}'],
  'cli.type_unknown': [404, "There is no ticket type '{type}'. Your desk has {known}."],
  'demo.database_kind': [400, "DESK_DATABASE is '{value}'. Use sqlite:./desk.db or postgres://user@host/database."],
  'demo.database_unusable': [400, '{database} could not be opened: {reason}'],
  'demo.port_bad': [400, "PORT is '{value}'. Use a number from 0 to 65535; 0 takes any free one."],
  'demo.port_taken': [400, 'Port {port} is taken by another program. Choose another: PORT=4748, or PORT=0 for any free one.'],
  'demo.smoke_failed': [500, '{failed} of {count} checks failed.'],
  'init.by_hand': [400, '{path} was left alone: {reason}. Add it yourself: {steps}'],
  'init.dirty': [409, '{paths} has changes that are not committed. Commit or stash them first, so that you can tell what was done.'],
  'init.no_entry': [404, 'No file that makes the application was found ({tried}). Name it: --entry path/to/server.ts.'],
  'init.no_framework': [404, 'package.json has none of {known}. Name the one that you mean: --framework express.'],
  'init.no_manifest': [404, 'There is no package.json in {folder}. Go to the folder of your application, or name it: --dir path.'],
  'init.not_asked': [400, 'Nobody is there to say yes. Repeat it with --yes.'],
  'replay.column_missing': [
    400,
    '{path} has no column {columns}. It has to be the incident log of the UCI Machine Learning Repository, or a part of it with its first line.',
  ],
  'replay.empty': [400, '{path} has no rows. Give a part of the log with its first line, which names the columns.'],
  'replay.file_unreadable': [400, '{path} could not be read: {reason}'],
  'replay.row_unreadable': [400, 'Line {line} of {path} could not be read: {reason}'],
})
