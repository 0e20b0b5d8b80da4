import { forContract } from '@deskwright/core'
import { type ConformanceOptions, checkPlugin, testDesk } from '@deskwright/testing'
import { pluginConformance } from '@deskwright/testing/vitest'
import { expectTypeOf, it } from 'vitest'
import { ratings } from './ratings-plugin.ts'
import { type VisitsContract, visits } from './sample-plugin.ts'

it('wants the options that a plugin owes, and takes the others', () => {
  pluginConformance(visits)
  pluginConformance(visits, { options: { calendarTitle: 'Visits' } })
  pluginConformance(ratings, { options: { best: 5 }, with: () => [visits()] })
  pluginConformance(() => visits())
  // @ts-expect-error its options are owed
  pluginConformance(ratings)
  // @ts-expect-error known options only
  pluginConformance(visits, { options: { title: 'Visits' } })
  // @ts-expect-error no plugin
  void checkPlugin(() => ({ id: 'visits' }))
  pluginConformance(forContract<{ id: 'bare' }>().definePlugin({ id: 'bare', version: '1.0.0', contract: 1 }))
})

it('types examples by the service', () => {
  const examples: ConformanceOptions<VisitsContract>['examples'] = {
    plan: ({ ticketId, agentId, soon }) => ({ ticketId, technicianId: agentId, startsAt: soon, place: 'Roof' }),
    finish: [{ visitId: 'v' }],
    list: ({ made }) => ({ ticketId: made('ticketId') }),
  }
  pluginConformance(visits, { examples, extension: { floor: '3' } })
  // @ts-expect-error no such operation
  pluginConformance(visits, { examples: { plans: {} } })
  // @ts-expect-error the input of the operation
  pluginConformance(visits, { examples: { finish: { visit: 'v' } } })
  // @ts-expect-error the input of the extension
  pluginConformance(visits, { extension: { floor: 3 } })
})

it('types a test desk by its plugins', async () => {
  const test = await testDesk({ plugins: [visits()], database: 'postgres' })
  expectTypeOf(test.as('agent').visits.finish).parameter(0).toEqualTypeOf<{ visitId: string }>()
  expectTypeOf((await test.as('customer').tickets.get({ ticketId: 't' })).ext.visits.floor).toEqualTypeOf<string | undefined>()
  expectTypeOf(test.desk.system('x').visits).toEqualTypeOf<VisitsContract['service']>()
  // @ts-expect-error nobody of that name
  test.as('boss')
  // @ts-expect-error not installed
  void (await testDesk()).as('agent').visits
})
