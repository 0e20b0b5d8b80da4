import { CannotCreate, createPlugin as create } from '@deskwright/create-plugin'
import { cliError } from '../cli-errors.ts'
import { strictCommand } from './strict-command.ts'

export const createPlugin = strictCommand({
  name: 'create-plugin',
  description: 'Begins a plugin in a folder of its own: it passes the conformance suite, and is yours to change.',
  args: {
    id: { type: 'positional', required: true, description: 'Of the plugin: lower-case words joined by underscores, such as loans' },
    folder: { type: 'positional', required: false, description: 'Where; plugin-<id> unless told' },
  },
  async run({ args: { id, folder } }) {
    try {
      const made = await create({ id, ...(folder === undefined ? {} : { folder }) })
      for (const file of made.files) console.log(`written  ${made.folder}/${file}`)
      console.log(`\n  cd ${made.folder} && npm install && npm test`)
    } catch (error) {
      if (error instanceof CannotCreate) throw cliError('cli.plugin_not_created', { reason: error.message }, { cause: error })
      throw error
    }
  },
})
