import { configArg, withDesk } from '../config/load-desk.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { strictCommand } from './strict-command.ts'

export const reindex = strictCommand({
  name: 'reindex',
  description:
    'Makes the search index whole: what is missing in it, or all of it after an update. Can be stopped and run again at any time.',
  args: {
    ...configArg,
    ...jsonArg,
    'from-scratch': { type: 'boolean', description: 'Throw the index away first; until it is made anew, search finds the newest only' },
  },
  run: ({ args }) =>
    withDesk(args.config, async (desk) => {
      const report = await desk.reindex({
        ...(args['from-scratch'] ? { fromScratch: true } : {}),
        onProgress: ({ tickets, documents }) => {
          if (!args.json && tickets % 10_000 === 0) console.log(`${tickets} tickets, ${documents} people, companies and documents`)
        },
      })
      if (args.json) printJson(report)
      else
        console.log(
          `Indexed ${report.tickets} tickets and ${report.documents} people, companies and documents${report.fromScratch ? ' from scratch' : ''}.`,
        )
    }),
})
