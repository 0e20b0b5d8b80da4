import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { Machines } from './machines.ts'
import type { Category } from './ticket-type.ts'
import { isTombstone } from './tombstone.ts'

/** Tickets of one type in one status, as counted in the database. */
export interface StatusCount {
  readonly type: string
  readonly status: string
  readonly count: number
}
/** Tickets that no installed type knows. */
export interface Vanished extends StatusCount {
  readonly code: 'machine.vanished_status' | 'machine.vanished_type'
  readonly message: string
}
/** `'incident/awaiting_estimate': 'open'`; for a whole type that is gone, `'repair/done': 'incident/closed'`. */
export type StatusMapping = Readonly<Record<string, string>>
export interface MappedStatus {
  readonly type: string
  readonly status: string
  readonly category: Category
}

const isKnown = (machines: Machines, type: string, status: string): boolean => {
  const machine = machines.find(type)
  return machine !== undefined && (machine.status(status) !== undefined || isTombstone(status))
}

/** Statuses and types that have tickets but went with a plugin, without those that a mapping takes care of. */
export const findVanished = (machines: Machines, counts: readonly StatusCount[], mapping: StatusMapping = {}): readonly Vanished[] =>
  counts.flatMap(({ type, status, count }) => {
    if (count === 0 || isKnown(machines, type, status) || Object.hasOwn(mapping, `${type}/${status}`)) return []
    const error = machines.find(type)
      ? coreError('machine.vanished_status', { count, status, type })
      : coreError('machine.vanished_type', { count, status, type })
    return [
      { type, status, count, message: error.message, code: machines.find(type) ? 'machine.vanished_status' : 'machine.vanished_type' },
    ]
  })

/**
 * Reads a mapping against the machines: `type/status` → where its tickets go. Throws `machine.bad_mapping` (500) with all faults in
 * `details`: a status that still exists, or a target that does not or that is new (a ticket is new once).
 */
export const resolveMapping = (machines: Machines, mapping: StatusMapping): ReadonlyMap<string, MappedStatus> => {
  const faults: DeskError[] = []
  const resolved = new Map<string, MappedStatus>()
  for (const [key, target] of Object.entries(mapping)) {
    const [type = '', status = '', ...rest] = key.split('/')
    const [targetType = '', targetStatus = '', ...more] = target.includes('/') ? target.split('/') : [type, target]
    const category = more.length > 0 ? undefined : machines.find(targetType)?.status(targetStatus)?.category
    if (status === '' || rest.length > 0) faults.push(coreError('machine.mapping_key', { key }))
    else if (isKnown(machines, type, status)) faults.push(coreError('machine.mapping_needless', { key }))
    else if (category === undefined || category === 'new') faults.push(coreError('machine.mapping_target', { key, target }))
    else resolved.set(key, { type: targetType, status: targetStatus, category })
  }
  if (faults.length > 0)
    throw coreError(
      'machine.bad_mapping',
      { count: faults.length, faults: faults.map(({ message }) => message).join(' ') },
      { details: faults.map(({ code, message }) => ({ code, message })) },
    )
  return resolved
}
