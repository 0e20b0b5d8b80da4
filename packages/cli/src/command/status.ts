import process from 'node:process'
import type { Desk } from '@deskwright/core'
import { configArg, withDesk } from '../config/load-desk.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { strictCommand } from './strict-command.ts'

export const status = strictCommand({
  name: 'status',
  description: 'How the database stands to your desk. Exit code 1 if something is to be done.',
  args: { ...configArg, ...jsonArg },
  run: ({ args }) =>
    withDesk(args.config, async (desk) => {
      const found = await desk.status()
      const isCurrent = !found.pending.length && !found.changed.length && !found.newer.length
      if (args.json) printJson({ current: isCurrent, ...found })
      else for (const line of linesOf(found)) console.log(line)
      if (!isCurrent) process.exitCode = 1
    }),
})

function linesOf({ applied, pending, changed, newer, ahead, removedOwners }: Awaited<ReturnType<Desk['status']>>): string[] {
  const state = (word: string, rows: readonly { readonly owner: string; readonly name: string }[], note = '') =>
    rows.map(({ owner, name }) => `${word.padEnd(9)}${owner} ${name}${note}`)
  return [
    ...applied.map(({ owner, name, appliedAt }) => `${'applied'.padEnd(9)}${owner} ${name}  ${appliedAt}`),
    ...state('pending', pending),
    ...state('changed', changed, '  not the same any more as when it was applied'),
    ...state('newer', newer, '  from a newer version, which this one cannot work with'),
    ...state('ahead', ahead, '  from a newer version, harmless to this one'),
    ...removedOwners.map((owner) => `${'removed'.padEnd(9)}${owner}  its tables are still there`),
    pending.length
      ? `${pending.length} to apply: deskwright migrate`
      : changed.length || newer.length
        ? 'See above.'
        : 'The database is up to date.',
  ]
}
