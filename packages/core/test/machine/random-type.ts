import fc from 'fast-check'
import type { Category, CommandSpec, StatusSpec, TicketTypeSpec } from '../../src/machine/ticket-type.ts'

export const testPermissions = new Set(['ticket.a', 'ticket.b'])

/** A type spec that tests may change before it is built. */
export interface DraftType {
  id: string
  title: string
  statuses: Record<string, StatusSpec>
  initial?: string
  commands: Record<string, CommandSpec>
  rest: Omit<TicketTypeSpec, 'id' | 'title' | 'statuses' | 'initial' | 'commands'>
}
export const specOf = ({ rest, ...draft }: DraftType): TicketTypeSpec => ({ ...rest, ...draft })

const order: readonly Category[] = ['new', 'open', 'waiting', 'resolved', 'closed']
/** The law as a table of its own, so that tests don't repeat the code under test. */
const lawful: Readonly<Record<Category, readonly Category[]>> = {
  new: ['new', 'open', 'waiting', 'resolved', 'closed'],
  open: ['open', 'waiting', 'resolved', 'closed'],
  waiting: ['open', 'waiting', 'resolved', 'closed'],
  resolved: ['open', 'waiting', 'resolved', 'closed'],
  closed: ['open', 'waiting', 'closed'],
}
const command = (over: Pick<CommandSpec, 'from' | 'to'> & Partial<CommandSpec>): CommandSpec => ({
  permission: 'ticket.a',
  audience: 'staff',
  title: 'Go',
  ...over,
})

interface Choice {
  readonly counts: Readonly<Record<Category, number>>
  readonly shuffle: readonly number[]
  readonly arrows: readonly { from: number; to: number; permission: string }[]
  readonly same: boolean
  readonly byCategory: boolean
}
const choice: fc.Arbitrary<Choice> = fc.record({
  counts: fc.record({
    new: fc.integer({ min: 1, max: 2 }),
    open: fc.integer({ min: 1, max: 3 }),
    waiting: fc.integer({ min: 0, max: 2 }),
    resolved: fc.integer({ min: 1, max: 2 }),
    closed: fc.integer({ min: 1, max: 2 }),
  }),
  shuffle: fc.array(fc.nat(), { minLength: 11, maxLength: 11 }),
  arrows: fc.array(fc.record({ from: fc.nat(), to: fc.nat(), permission: fc.constantFrom('ticket.a', 'ticket.b') }), { maxLength: 12 }),
  same: fc.boolean(),
  byCategory: fc.boolean(),
})

/**
 * Legal by construction: a chain new → open → … → closed reaches every status and leads every one to an end; further arrows follow the
 * law of categories.
 */
export const legalType: fc.Arbitrary<DraftType> = choice.map(({ counts, shuffle, arrows, same, byCategory }) => {
  const chain = order.flatMap((category) =>
    Array.from({ length: counts[category] }, (_, index) => ({ name: `${category}_${index}`, category })),
  )
  const at = (index: number) => chain[index % chain.length] ?? { name: 'new_0', category: 'new' as const }
  const commands: Record<string, CommandSpec> = {}
  chain.slice(1).forEach(({ name }, index) => {
    commands[`step_${index}`] = command({ from: [at(index).name], to: name })
  })
  arrows.forEach((arrow, index) => {
    const [from, to] = [at(arrow.from), at(arrow.to)]
    if (lawful[from.category].includes(to.category))
      commands[`jump_${index}`] = command({ from: [from.name], to: to.name, permission: arrow.permission })
  })
  if (same) commands['touch'] = command({ from: '*', to: 'same' })
  if (byCategory) commands['end'] = command({ from: { category: ['new', 'open', 'waiting', 'resolved'] }, to: 'closed_0' })
  const shuffled = chain.map((status, index) => ({ ...status, key: shuffle[index] ?? index })).sort((a, b) => a.key - b.key)
  return {
    id: 'random',
    title: 'Random',
    statuses: Object.fromEntries(shuffled.map(({ name, category }) => [name, { category, title: `The status ${name}` }])),
    initial: 'new_0',
    commands,
    rest: {},
  }
})
export { command as draftCommand }
