import { resolve } from 'node:path'
import process from 'node:process'
import { configArg, withDesk } from '../config/load-desk.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { stopSignal } from './stop-signal.ts'
import { strictCommand } from './strict-command.ts'

export const importCommand = strictCommand({
  name: 'import',
  description: 'Fills an empty, migrated desk from a folder that deskwright export wrote. Broken off, the same call goes on.',
  args: {
    ...configArg,
    ...jsonArg,
    folder: { type: 'positional', required: true, description: 'Folder with export.json' },
    'dry-run': { type: 'boolean', description: 'Only look at every line and file, and say what is wrong. Exit code 1 if something is' },
  },
  run: ({ args }) =>
    withDesk(args.config, async (desk) => {
      const isDry = args['dry-run'] === true
      const report = await desk.import({ from: resolve(args.folder), dryRun: isDry, signal: stopSignal() })
      const { rows, tables, files, fileBytes, faults, lostFiles, leftOut, isResumed } = report
      if (args.json) printJson(report)
      else {
        for (const { file, line, reason } of faults) console.log(`${file}${line === null ? '' : ` line ${line}`}: ${reason}`)
        console.log(
          `${isDry ? (faults.length ? 'Would refuse' : 'Would import') : isResumed ? 'Went on with, and imported,' : 'Imported'} ${rows} rows of ${tables} tables and ${files} files (${fileBytes} bytes).`,
        )
        const secrets = leftOut.flatMap(({ name, why }) => (why === 'secret' ? [name] : []))
        if (secrets.length) console.log(`To be set up anew, as secrets do not travel: ${secrets.join(', ')}`)
        if (lostFiles.length) console.log(`Without bytes where the export was made: ${lostFiles.join(', ')}`)
      }
      if (faults.length) process.exitCode = 1
    }),
})
