import { configArg, withDesk } from '../config/load-desk.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { strictCommand } from './strict-command.ts'

export const info = strictCommand({
  name: 'info',
  description: 'What runs here, for a support request: versions, plugins and settings, without secrets, addresses and personal data.',
  args: { ...configArg, ...jsonArg },
  run: ({ args }) =>
    withDesk(args.config, async (desk) => {
      const told = await desk.info()
      if (args.json) printJson(told)
      else for (const [name, value] of Object.entries(told)) console.log(`${name.padEnd(15)} ${shown(value)}`)
    }),
})

function shown(value: unknown): string {
  if (Array.isArray(value)) return value.map(shown).join(', ') || '–'
  if (typeof value !== 'object' || value === null) return String(value)
  return Object.entries(value)
    .map(([name, one]) => `${name} ${String(one)}`)
    .join(', ')
}
