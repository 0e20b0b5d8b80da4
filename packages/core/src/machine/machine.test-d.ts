import Type from 'typebox'
import { expectTypeOf, it } from 'vitest'
import { incident } from './default-types/incident.ts'
import { problem } from './default-types/problem.ts'
import { defineTicketType, extendTicketType, type TicketTypeExtension, type TicketTypeSpec } from './ticket-type.ts'

const statuses = {
  new: { category: 'new', title: 'New' },
  on_site: { category: 'open', title: 'On site' },
  done: { category: 'closed', title: 'Done' },
} as const
const go = { permission: 'b.dispatch', audience: 'staff', title: 'Go' } as const

it('infers statuses from their definition', () => {
  const visit = defineTicketType({
    id: 'visit',
    title: { en: 'Visit', he: 'ביקור' },
    statuses,
    initial: 'new',
    commands: {
      dispatch: { ...go, from: ['new'], to: 'on_site', input: Type.Object({ van: Type.Integer() }) },
      note: { ...go, from: '*', to: 'same' },
      finish: { ...go, from: { category: ['open', 'waiting'] }, to: 'done', also: [{ from: ['new'], to: 'done' }] },
    },
    fields: { size: { kind: 'choice', title: 'Size', audience: 'both', write: 'both', options: { small: 'Small' } } },
  })
  // status names are inferred from `statuses` alone
  expectTypeOf(visit).toEqualTypeOf<TicketTypeSpec<'new' | 'on_site' | 'done'>>()
  expectTypeOf(incident).toEqualTypeOf<TicketTypeSpec<'new' | 'open' | 'waiting' | 'resolved' | 'closed'>>()
  // and a list holds types of any statuses
  const list: readonly TicketTypeSpec[] = [visit, incident, problem]
  expectTypeOf(list).items.toEqualTypeOf<TicketTypeSpec>()
})

it('refuses what is no part of a type', () => {
  // @ts-expect-error unknown status in `to`
  defineTicketType({ id: 'x', title: 'X', statuses, commands: { go: { ...go, from: ['new'], to: 'gone' } } })
  // @ts-expect-error unknown status in `from`
  defineTicketType({ id: 'x', title: 'X', statuses, commands: { go: { ...go, from: ['gone'], to: 'done' } } })
  const further = { ...go, from: ['new'], to: 'done', also: [{ from: ['on_site'], to: 'gone' }] } as const
  // @ts-expect-error unknown status in a further move
  defineTicketType({ id: 'x', title: 'X', statuses, commands: { further } })
  // @ts-expect-error unknown initial status
  defineTicketType({ id: 'x', title: 'X', statuses, initial: 'gone', commands: {} })
  // @ts-expect-error unknown category
  defineTicketType({ id: 'x', title: 'X', statuses: { new: { category: 'fresh', title: 'New' } }, commands: {} })
  // @ts-expect-error a category is no status
  defineTicketType({ id: 'x', title: 'X', statuses, commands: { go: { ...go, from: { category: ['on_site'] }, to: 'done' } } })
  // @ts-expect-error no such audience
  defineTicketType({ id: 'x', title: 'X', statuses, commands: { go: { ...go, audience: 'public', from: ['new'], to: 'done' } } })
  // @ts-expect-error a command has a title
  defineTicketType({ id: 'x', title: 'X', statuses, commands: { go: { permission: 'b.x', audience: 'staff', from: ['new'], to: 'done' } } })
  // @ts-expect-error titles have English
  defineTicketType({ id: 'x', title: { he: 'ביקור' }, statuses, commands: {} })
  // @ts-expect-error a field says who sees it
  defineTicketType({ id: 'x', title: 'X', statuses, commands: {}, fields: { a: { kind: 'string', title: 'A' } } })
  // @ts-expect-error a choice has options
  defineTicketType({ id: 'x', title: 'X', statuses, commands: {}, fields: { a: { kind: 'choice', title: 'A', audience: 'both' } } })
  // @ts-expect-error no such trigger
  defineTicketType({ id: 'x', title: 'X', statuses, commands: { go: { ...go, from: ['new'], to: 'done', triggers: ['full_moon'] } } })
  // @ts-expect-error no such gate
  defineTicketType({ id: 'x', title: 'X', statuses, commands: {}, gates: [{ gate: 'moon_is_full' }] })
  // @ts-expect-error no such key
  defineTicketType({ id: 'x', title: 'X', statuses, commands: {}, colour: 'red' })
})

it('knows the statuses of the type that is extended', () => {
  const waitForEstimate = { ...go, from: ['open'], to: 'awaiting_estimate' } as const
  const awaiting = { awaiting_estimate: { category: 'waiting', title: 'Waiting for the estimate' } } as const
  const byDefinition = extendTicketType(incident, {
    statuses: awaiting,
    commands: { ask_estimate: waitForEstimate, estimated: { ...go, from: ['awaiting_estimate'], to: 'open' } },
  })
  expectTypeOf(byDefinition).toExtend<TicketTypeExtension>()
  expectTypeOf(
    extendTicketType('incident', { fields: { van: { kind: 'number', title: 'Van', audience: 'staff', unit: 'no.' } } }),
  ).toExtend<TicketTypeExtension>()
  // by id, statuses of the type are left to construction
  extendTicketType('incident', { commands: { dispatch: { ...go, from: ['open'], to: 'anywhere' } } })
  // @ts-expect-error by definition, they are known
  extendTicketType(incident, { commands: { dispatch: { ...go, from: ['open'], to: 'anywhere' } } })
  // @ts-expect-error also beside new ones
  extendTicketType(incident, { statuses: awaiting, commands: { dispatch: { ...go, from: ['awaiting'], to: 'open' } } })
})
