import { defineErrors } from '@deskwright/core'

/** What stops a run before it begins: for programs and the command line. */
export const importError = defineErrors({
  'imports.not_installed': [500, 'The desk does not have the plugin of imports. Add imports() to its plugins, and run deskwright migrate.'],
  'imports.no_source': [500, "There is nothing to read at '{path}': {reason}."],
  'imports.map_invalid': [500, 'The mapping file is not right: {faults}.'],
  'imports.stopped': [500, 'Stopped. What was carried over stays, and the same call goes on.'],
})
