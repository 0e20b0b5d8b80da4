import type { Category, Desk } from '@deskwright/core'

export type Machine = Desk['machines'][number]

/** Where a ticket has to be, and what is said on the way. */
export interface StatusGoal {
  readonly status: string
  readonly resolution?: string
  readonly waitingFor?: string
  readonly reason?: string
}
export interface Step {
  readonly command: string
  readonly input: Readonly<Record<string, string>>
  readonly to: string
  readonly category: Category
}

interface Reached {
  readonly cost: number
  readonly steps: readonly Step[]
}

/** What ends a ticket in another way than by being solved is taken only where nothing else leads there. */
const COST = { step: 1, reason: 3, otherEnd: 20 }

/** The commands that lead from one status to another, with their inputs. Undefined: none do. */
export function pathTo(machine: Machine, from: string, goal: StatusGoal): readonly Step[] | undefined {
  const reached = new Map<string, Reached>([[from, { cost: 0, steps: [] }]])
  const done = new Set<string>()
  for (;;) {
    let nearest: [string, Reached] | undefined
    for (const entry of reached) if (!done.has(entry[0]) && (!nearest || entry[1].cost < nearest[1].cost)) nearest = entry
    if (!nearest) return undefined
    const [status, { cost, steps }] = nearest
    if (status === goal.status) return steps
    done.add(status)
    for (const { command, to, toCategory } of machine.commandsFrom(status)) {
      const input = command.audience === 'customer' ? undefined : inputOf(command, goal)
      if (!input || to === status) continue
      const more = COST.step + (command.requiresReason ? COST.reason : 0) + (command.effects.resolution === undefined ? 0 : COST.otherEnd)
      const known = reached.get(to)
      if (!known || cost + more < known.cost)
        reached.set(to, { cost: cost + more, steps: [...steps, { command: command.name, input, to, category: toCategory }] })
    }
  }
}

const preferred: Readonly<Record<string, string>> = { on: 'customer', resolution: 'solved' }

/** Undefined: the command asks for something that nobody over there has said. */
function inputOf(command: Machine['commands'][number], goal: StatusGoal): Record<string, string> | undefined {
  const schema = command.input as { readonly required?: readonly string[]; readonly properties?: Readonly<Record<string, unknown>> }
  const said: Readonly<Record<string, string | undefined>> = {
    on: goal.waitingFor,
    resolution: goal.resolution,
    reason: goal.reason ?? 'Carried over from another desk',
  }
  const input: Record<string, string> = {}
  for (const name of schema.required ?? []) {
    const options = optionsOf(schema.properties?.[name])
    const given = said[name]
    const usual = preferred[name]
    const value = given ?? (usual !== undefined && options.includes(usual) ? usual : options[0])
    if (value === undefined || (options.length && !options.includes(value))) return undefined
    input[name] = value
  }
  return input
}

const optionsOf = (schema: unknown): string[] =>
  typeof schema === 'object' && schema !== null && 'enum' in schema && Array.isArray(schema.enum) ? schema.enum.map(String) : []
