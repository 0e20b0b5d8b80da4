import { coreError } from '../error/core-errors.ts'
import type { ReportFault } from './fault.ts'
import type { MergedType } from './merge-types.ts'
import type { Move } from './resolve-moves.ts'

const reach = (starts: readonly string[], neighbours: (status: string) => readonly string[]): ReadonlySet<string> => {
  const seen = new Set(starts)
  for (const status of seen) for (const next of neighbours(status)) seen.add(next)
  return seen
}

/** Every status can be reached, and from every one of them a ticket can end. */
export const checkReachability = (type: MergedType, initial: string | undefined, moves: readonly Move[], report: ReportFault): void => {
  const id = type.spec.id
  const closed = [...type.statuses].filter(([, { spec }]) => spec.category === 'closed').map(([name]) => name)
  if (closed.length === 0) report(type.owner, 'statuses', coreError('machine.no_closed_status', { type: id }))

  const reached = reach(initial === undefined ? [] : [initial], (status) =>
    moves.filter((move) => move.from === status).map((move) => move.to),
  )
  const ending = reach(closed, (status) => moves.filter((move) => move.to === status).map((move) => move.from))
  for (const [status, { owner, spec }] of type.statuses) {
    const at = `statuses.${status}`
    if (initial !== undefined && !reached.has(status)) report(owner, at, coreError('machine.unreachable_status', { type: id, status }))
    if (spec.category === 'closed') continue
    if (!moves.some((move) => move.from === status && move.to !== status))
      report(owner, at, coreError('machine.dead_end', { type: id, status }))
    else if (closed.length > 0 && !ending.has(status)) report(owner, at, coreError('machine.never_closes', { type: id, status }))
  }
}

/** The desk's law of categories, whatever a type calls its statuses: a ticket is new once, and what is closed is only reopened, by staff. */
export const checkCategoryLaw = (type: MergedType, moves: readonly Move[], report: ReportFault): void => {
  const id = type.spec.id
  for (const { command, from, to } of moves) {
    const [source, target, owned] = [type.statuses.get(from), type.statuses.get(to), type.commands.get(command)]
    if (!source || !target || !owned) continue
    const [before, after] = [source.spec.category, target.spec.category]
    const at = `commands.${command}`
    if (after === 'new' && before !== 'new') report(owned.owner, at, coreError('machine.reenters_new', { command, type: id, from, to }))
    if (before !== 'closed' || after === 'closed') continue
    if (after === 'resolved') report(owned.owner, at, coreError('machine.closed_to_resolved', { command, type: id, from, to }))
    if (owned.spec.audience !== 'staff' || owned.spec.triggers?.includes('customer_message'))
      report(owned.owner, at, coreError('machine.customer_leaves_closed', { command, type: id, status: from }))
  }
}
