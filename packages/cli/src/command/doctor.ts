import process from 'node:process'
import { configArg, withDesk } from '../config/load-desk.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { strictCommand } from './strict-command.ts'

export const doctor = strictCommand({
  name: 'doctor',
  description: 'Looks for everything that can be wrong with database, ticket types and deliveries. Exit code 1 if something is.',
  args: { ...configArg, ...jsonArg },
  run: ({ args }) =>
    withDesk(args.config, async (desk) => {
      const diagnosis = await desk.doctor({ setup: true })
      if (args.json) printJson(diagnosis)
      else {
        for (const { severity, code, message } of diagnosis.findings) console.log(`${severity.padEnd(8)} ${message} (${code})`)
        console.log(diagnosis.healthy ? 'The desk is healthy.' : 'The desk is not healthy.')
      }
      if (!diagnosis.healthy) process.exitCode = 1
    }),
})
