import { resolve } from 'node:path'
import { configArg, withDesk } from '../config/load-desk.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { stopSignal } from './stop-signal.ts'
import { strictCommand } from './strict-command.ts'

export const exportCommand = strictCommand({
  name: 'export',
  description: 'Writes the whole desk into a folder, as NDJSON and files, while it goes on. Broken off, the same call begins again.',
  args: {
    ...configArg,
    ...jsonArg,
    folder: { type: 'positional', required: true, description: 'Where to: a folder that is empty or not there' },
    'dry-run': { type: 'boolean', description: 'Only say what would be written' },
  },
  run: ({ args }) =>
    withDesk(args.config, async (desk) => {
      const isDry = args['dry-run'] === true
      const report = await desk.export({ to: resolve(args.folder), dryRun: isDry, signal: stopSignal() })
      if (args.json) {
        printJson(report)
        return
      }
      const { rows, tables, files, fileBytes, lostFiles, leftOut, underWay } = report
      console.log(`${isDry ? 'Would write' : 'Wrote'} ${rows} rows of ${tables} tables and ${files} files (${fileBytes} bytes).`)
      for (const why of ['secret', 'derived', 'passing'] as const)
        console.log(`left out (${why}): ${leftOut.flatMap((one) => (one.why === why ? [one.name] : [])).join(', ')}`)
      if (underWay) console.log(`${underWay} deliveries and jobs wait and do not go along. Let deskwright worker --once end them first.`)
      if (lostFiles.length) console.log(`The bytes of these files are not in the storage: ${lostFiles.join(', ')}`)
    }),
})
