import type { ExampleContext } from '../conformance-options.ts'
import type { Acting } from './call.ts'
import type { KnownIds } from './known-ids.ts'
import type { World } from './world.ts'

/** What the author's examples can name. */
export function contextFor(world: World, ids: KnownIds, acting: Acting): ExampleContext {
  const { test, players, ticketId } = world
  return {
    acting,
    ticketId,
    companyId: test.places.companies.acme,
    teamId: test.places.teams.net,
    customerId: players.buyer.id,
    agentId: test.actors.agent.id,
    now: test.clock.iso,
    soon: new Date(test.clock.now() + 86_400_000).toISOString(),
    made(key) {
      const id = ids.made(key)
      if (id === undefined)
        throw new Error(`No operation of '${world.plugin.id}' has given an id under '${key}' yet. Examples run again after the others.`)
      return id
    },
    ticket: world.openTicket,
    async upload(name, body) {
      const { person, options } = players[acting === 'staff' ? 'worker' : 'buyer']
      return (await test.desk.as(person, options).files.stage({ name, body })).id
    },
    test,
  }
}
