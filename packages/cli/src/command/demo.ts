import { resolve } from 'node:path'
import process from 'node:process'
import { runDemo } from '../demo/run-demo.ts'
import { runSmoke } from '../demo/run-smoke.ts'
import { strictCommand } from './strict-command.ts'

export const demo = strictCommand({
  name: 'demo',
  description: 'A desk to try: sample data, the REST API and a start page. DESK_DATABASE and PORT override where.',
  args: {
    replay: {
      type: 'string',
      description: 'Replay a part of the UCI incident log instead of the sample',
      valueHint: 'incident_event_log.csv',
    },
    smoke: { type: 'boolean', description: 'Do everything on a temporary file and port, check it over HTTP, and leave nothing' },
    'load-only': { type: 'boolean', description: 'Fill the database and end, without serving' },
  },
  async run({ args }) {
    // npm runs scripts in the root, and the file is named from where somebody stands.
    const replay = args.replay === undefined ? undefined : resolve(process.env['INIT_CWD'] ?? process.cwd(), args.replay)
    if (args.smoke) await runSmoke({ replay })
    else await runDemo({ replay, loadOnly: args['load-only'] === true })
  },
})
