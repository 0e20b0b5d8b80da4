import { coreError } from '../error/core-errors.ts'
import { listed } from './fault.ts'
import type { Machine } from './machine.ts'
import type { Priority, Title } from './ticket-type.ts'

export interface DerivedPriority {
  readonly priority: Priority
  /** `matrix`: from impact and urgency. `default`: the type has no matrix, or one of them is not known yet. */
  readonly by: 'matrix' | 'default'
}

const checkLevel = (machine: Machine, axis: 'impact' | 'urgency', level: string | null, levels: Readonly<Record<string, Title>>): void => {
  if (level !== null && !Object.hasOwn(levels, level))
    throw coreError('machine.unknown_level', { level, axis, type: machine.typeId, known: listed(Object.keys(levels)) })
}

/** What the type's matrix gives; null without a matrix, or where impact or urgency are not known, or no longer. */
export const matrixPriority = ({ priority: { matrix } }: Machine, impact: string | null, urgency: string | null): Priority | null =>
  (impact !== null && urgency !== null && matrix?.cells[impact]?.[urgency]) || null

/** Priority by the type's matrix. Throws `machine.unknown_level` (422) for a level that the type does not have. */
export const derivePriority = (machine: Machine, impact: string | null, urgency: string | null): DerivedPriority => {
  const { matrix, default: otherwise } = machine.priority
  checkLevel(machine, 'impact', impact, matrix?.impacts ?? {})
  checkLevel(machine, 'urgency', urgency, matrix?.urgencies ?? {})
  const priority = matrixPriority(machine, impact, urgency)
  return priority === null ? { priority: otherwise, by: 'default' } : { priority, by: 'matrix' }
}
