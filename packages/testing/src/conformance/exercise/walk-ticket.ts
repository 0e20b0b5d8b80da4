import type { MadeInputs } from './made-inputs.ts'
import type { Schema } from './value-maker.ts'
import type { World } from './world.ts'

export type Attempt = <T>(what: string, run: () => Promise<T>) => Promise<T | undefined>

const STEPS = 16

/** Performs whatever command the ticket offers next, each once from each status, until nothing new is left. */
export async function walkTicket(world: World, inputs: MadeInputs, ticketId: string, attempt: Attempt): Promise<void> {
  const { test, players } = world
  const { tickets } = test.as(players.worker.person, players.worker.options)
  const done = new Set<string>()
  for (let step = 0; step < STEPS; step += 1) {
    const { status = '', type } = await tickets.get({ ticketId })
    const { items } = await tickets.commands({ ticketId })
    const next = items.find(({ command, isAllowed }) => isAllowed && !done.has(`${status} ${command}`))
    if (!next) return
    const { command } = next
    done.add(`${status} ${command}`)
    const spec = test.desk.machines.find(({ typeId }) => typeId === type)?.command(command)
    const input = spec ? inputs.of(spec.input as unknown as Schema, 'full', step) : {}
    const moved = await attempt(`${type}.${command}`, () => tickets.perform({ ticketId, command, input }))
    // What a gate asks for is passed by right, so that what lies behind it is seen as well.
    if (!moved) await attempt(`${type}.${command}`, () => tickets.perform({ ticketId, command, input, overrideReason: 'Conformance' }))
  }
}
