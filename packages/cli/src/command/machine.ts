import { cliError } from '../cli-errors.ts'
import { configArg, withDesk } from '../config/load-desk.ts'
import { strictCommand } from './strict-command.ts'

export const machine = strictCommand({
  name: 'machine',
  description: 'The statuses and commands of a ticket type as a picture (Mermaid).',
  args: {
    ...configArg,
    type: { type: 'positional', required: false, description: 'Ticket type, such as incident; all unless told' },
    language: { type: 'string', description: 'Language of the titles, such as ja', valueHint: 'en' },
  },
  run: ({ args }) =>
    withDesk(args.config, (desk) => {
      const wanted = desk.machines.filter(({ typeId }) => args.type === undefined || typeId === args.type)
      if (!wanted.length)
        throw cliError('cli.type_unknown', { type: String(args.type), known: desk.machines.map(({ typeId }) => typeId).join(', ') })
      for (const found of wanted) {
        if (wanted.length > 1) console.log(`%% ${found.typeId}`)
        console.log(found.toMermaid(args.language))
      }
      return Promise.resolve()
    }),
})
