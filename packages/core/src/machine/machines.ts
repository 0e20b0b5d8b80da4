import { coreError } from '../error/core-errors.ts'
import { checkCommands, checkTriggersOnce } from './check-commands.ts'
import { checkCategoryLaw, checkReachability } from './check-graph.ts'
import { checkCategories, checkFields, checkNames, checkNumbers, checkTitles } from './check-parts.ts'
import { compileMachine } from './compile-machine.ts'
import { faultReporter, listed, type MachineFault } from './fault.ts'
import type { Machine } from './machine.ts'
import { mergeTypes, type OwnedTicketType } from './merge-types.ts'
import { initialOf, resolveMoves } from './resolve-moves.ts'

/** The ticket types of a desk. Immutable. */
export interface Machines {
  readonly all: readonly Machine[]
  /** Throws `machine.unknown_type` (422). */
  get(typeId: string): Machine
  find(typeId: string): Machine | undefined
}

/** What the rest of the desk declares. */
export interface KnownNames {
  readonly permissions: ReadonlySet<string>
  /** Keys of calendars that windows may count by. */
  readonly calendars?: ReadonlySet<string>
}

/**
 * Merges, checks and compiles the ticket types of a desk: definitions and extensions, in the order in which plugins are sorted.
 * Throws `machine.invalid` (500) with all faults of all types in `details` (`MachineFault[]`), each with its own code.
 */
export const buildMachines = (specs: readonly OwnedTicketType[], known: KnownNames): Machines => {
  const faults: MachineFault[] = []
  const machines = new Map<string, Machine>()
  for (const type of mergeTypes(specs, faults)) {
    const before = faults.length
    const report = faultReporter(type.spec.id, faults)
    checkNames(type, report)
    checkTitles(type, report)
    checkCategories(type, report)
    checkFields(type, report)
    checkNumbers(type, known.calendars ?? new Set(), report)
    checkCommands(type, known.permissions, report)
    const initial = initialOf(type, report)
    const moves = resolveMoves(type, initial, report)
    checkTriggersOnce(type, moves, report)
    checkReachability(type, initial, moves, report)
    checkCategoryLaw(type, moves, report)
    if (initial !== undefined && faults.length === before) machines.set(type.spec.id, compileMachine(type, initial, moves))
  }
  if (faults.length > 0)
    throw coreError('machine.invalid', { count: faults.length, faults: faults.map(sentenceOf).join(' ') }, { details: faults })

  return Object.freeze({
    all: Object.freeze([...machines.values()]),
    find: (typeId: string) => machines.get(typeId),
    get(typeId: string) {
      const machine = machines.get(typeId)
      if (!machine) throw coreError('machine.unknown_type', { type: typeId, known: listed(machines.keys()) })
      return machine
    },
  })
}

/** What a plugin brought is said to be its own: the host can't correct it. */
const sentenceOf = ({ owner, message }: MachineFault): string =>
  owner === 'core' || owner === 'host' ? message : `In what '${owner}' brings: ${message}`
