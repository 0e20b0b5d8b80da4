import { type Desk, isDeskError } from '@deskwright/core'
import { cliError } from '../cli-errors.ts'
import { configArg, withDesk } from '../config/load-desk.ts'
import { everyItem } from '../every-item.ts'
import { jsonArg, printJson } from './json-arg.ts'
import { strictCommand } from './strict-command.ts'

export const grant = strictCommand({
  name: 'grant',
  description: 'Gives somebody a role: this is how the first administrator is made.',
  args: {
    ...configArg,
    ...jsonArg,
    externalId: { type: 'positional', required: true, description: 'The id that your application gives this person (identify)' },
    role: { type: 'positional', required: true, description: 'Role, such as admin' },
    scope: { type: 'string', description: 'Where it counts', valueHint: 'all|own|team:<key>|company:<id>', default: 'all' },
    name: { type: 'string', description: 'Name of somebody whom the desk does not know yet' },
  },
  run: ({ args }) =>
    withDesk(args.config, async (desk) => {
      const place = await placeOf(desk, args.scope)
      const personId = await personWith(desk, args.externalId, args.name)
      const given = await desk.system('deskwright grant').access.grant({ personId, roleId: args.role, ...place })
      if (args.json) printJson(given)
      else console.log(`${given.person.name} (${args.externalId}) is now ${given.roleId}, scope ${args.scope}.`)
    }),
})

async function placeOf(desk: Desk, text: string): Promise<{ scope: 'all' | 'own' | 'team' | 'company'; scopeId?: string }> {
  const [scope, place, ...rest] = text.split(':')
  if ((scope === 'all' || scope === 'own') && place === undefined) return { scope }
  if ((scope === 'team' || scope === 'company') && place && !rest.length)
    return { scope, scopeId: scope === 'team' ? await teamId(desk, place) : place }
  throw cliError('cli.option_value', { option: 'scope', expected: 'all, own, team:<key> or company:<id>', value: text })
}

async function teamId(desk: Desk, wanted: string): Promise<string> {
  const keys: string[] = []
  for await (const { id, key } of everyItem((place) => desk.system('deskwright grant').teams.list(place))) {
    if (key === wanted || id === wanted) return id
    keys.push(key)
  }
  throw cliError('cli.option_value', { option: 'scope', expected: `one of the teams ${keys.join(', ')}`, value: `team:${wanted}` })
}

/** Somebody whom the desk has seen, or else adds: the host's user need not have signed in yet. */
async function personWith(desk: Desk, externalId: string, name: string | undefined): Promise<string> {
  const { people } = desk.system('deskwright grant')
  try {
    return (await people.create({ externalId, name: name ?? externalId })).id
  } catch (error) {
    if (!isDeskError(error) || error.code !== 'person.exists') throw error
  }
  for await (const person of everyItem((place) => people.list(place))) if (person.externalId === externalId) return person.id
  throw cliError('cli.person_unknown', { externalId })
}
