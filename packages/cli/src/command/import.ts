import { resolve } from 'node:path'
import process from 'node:process'
import { sourceKinds } from '@deskwright/import'
import { cliError } from '../cli-errors.ts'
import { configArg, withDesk } from '../config/load-desk.ts'
import { carryOver } from '../import/carry-over.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { stopSignal } from './stop-signal.ts'
import { strictCommand } from './strict-command.ts'

export const importCommand = strictCommand({
  name: 'import',
  description:
    'Fills an empty, migrated desk from a folder that deskwright export wrote, or carries over what another desk had: deskwright import zendesk ./folder --map map.json. Broken off, the same call goes on.',
  args: {
    ...configArg,
    ...jsonArg,
    folder: {
      type: 'positional',
      required: true,
      description: `Folder with export.json, or where it comes from: ${sourceKinds.join(', ')}`,
    },
    from: { type: 'positional', required: false, description: 'Of another desk: a folder with its files, or one file' },
    map: { type: 'string', description: 'Of another desk: what its words mean here', valueHint: 'map.json' },
    lenient: { type: 'boolean', description: 'Of another desk: carry over what can be, although some rows and values can’t' },
    'dry-run': { type: 'boolean', description: 'Only look at every line and file, and say what is wrong. Exit code 1 if something is' },
  },
  run: ({ args }) => {
    const kind = sourceKinds.find((one) => one === args.folder)
    if (args.from !== undefined || args.map !== undefined || args.lenient) {
      if (kind === undefined || args.from === undefined)
        throw cliError('cli.import_source', { known: sourceKinds.join(', '), given: args.folder })
      const from = args.from
      return withDesk(args.config, (desk) =>
        carryOver(desk, {
          kind,
          from: resolve(from),
          mapPath: args.map,
          dryRun: args['dry-run'] === true,
          lenient: args.lenient === true,
          json: args.json === true,
          signal: stopSignal(),
        }),
      )
    }
    return withDesk(args.config, async (desk) => {
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
    })
  },
})
