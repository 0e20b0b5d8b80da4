import type { Machine, Transition } from '../machine/machine.ts'

export const WAIT = 'wait'
export const waitInput = { on: 'approval' } as const

/** How tickets of a type come to wait for an approval as soon as they are there; undefined where they can't. */
export function waitForApproval(machine: Machine): Transition | undefined {
  const move = machine.transition(machine.initial, WAIT)
  const isKnown = move && Object.hasOwn(machine.waitingFor, 'approval') && Object.hasOwn(move.command.input.properties, 'on')
  return isKnown && move.toCategory === 'waiting' ? move : undefined
}
