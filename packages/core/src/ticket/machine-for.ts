import { coreError } from '../error/core-errors.ts'
import type { Machine } from '../machine/machine.ts'
import type { CallContext } from '../operation/unit-of-work.ts'

/** The ticket types that exist for the actor: to customers those that only staff open are not there. */
export const machinesFor = ({ unit, actor }: CallContext): readonly Machine[] =>
  unit.runtime.composition.machines.all.filter(({ openedBy }) => actor.capacity.acting === 'staff' || openedBy === 'both')

/** One of them. Throws `machine.unknown_type`. */
export function machineFor(context: CallContext, typeId: string): Machine {
  const machines = machinesFor(context)
  const machine = machines.find((one) => one.typeId === typeId)
  if (!machine) throw coreError('machine.unknown_type', { type: typeId, known: machines.map((one) => one.typeId).join(', ') })
  return machine
}
