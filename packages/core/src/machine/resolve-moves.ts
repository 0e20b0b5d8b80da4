import { coreError } from '../error/core-errors.ts'
import { listed, type ReportFault } from './fault.ts'
import type { MergedType } from './merge-types.ts'
import type { From, MoveSpec } from './ticket-type.ts'

/** One arrow of the machine. */
export interface Move {
  readonly command: string
  readonly from: string
  readonly to: string
}

/** Where tickets of a type start: what it says, else its only status of category `new`. */
export const initialOf = (type: MergedType, report: ReportFault): string | undefined => {
  const { id, initial } = type.spec
  if (initial !== undefined) {
    const status = type.statuses.get(initial)
    if (!status)
      report(
        type.owner,
        'initial',
        coreError('machine.unknown_status', {
          command: '(create)',
          type: id,
          status: initial,
          end: 'initial',
          known: listed(type.statuses.keys()),
        }),
      )
    else if (status.spec.category !== 'new')
      report(type.owner, 'initial', coreError('machine.initial_not_new', { type: id, status: initial, category: status.spec.category }))
    return status && initial
  }
  const fresh = [...type.statuses].filter(([, { spec }]) => spec.category === 'new').map(([name]) => name)
  if (fresh.length > 1) report(type.owner, 'initial', coreError('machine.ambiguous_initial', { type: id, statuses: listed(fresh) }))
  if (fresh.length === 0) report(type.owner, 'statuses', coreError('machine.no_initial', { type: id }))
  return fresh[0]
}

const namesIn = (type: MergedType, from: From): readonly string[] => {
  if (from === '*') return [...type.statuses.keys()]
  if ('category' in from) return [...type.statuses].filter(([, { spec }]) => from.category.includes(spec.category)).map(([name]) => name)
  return from
}
/** A named status beats a category, a category beats `*`. */
const rankOf = (from: From): number => (from === '*' ? 0 : 'category' in from ? 1 : 2)

/**
 * All arrows of a type: statuses in their order, commands in theirs. Reports names that are no statuses, commands that lead from
 * nowhere, and those that lead to two places from one status.
 */
export const resolveMoves = (type: MergedType, initial: string | undefined, report: ReportFault): readonly Move[] => {
  const id = type.spec.id
  const known = listed(type.statuses.keys())
  const chosen = new Map<string, Map<string, string>>([...type.statuses.keys()].map((status) => [status, new Map()]))

  for (const [command, { owner, spec }] of type.commands) {
    const candidates = new Map<string, { rank: number; targets: string[] }>()
    const unknown = (status: string, end: 'from' | 'to', at: string) =>
      report(owner, `${at}.${end}`, coreError('machine.unknown_status', { command, type: id, status, end, known }))
    const collect = (move: MoveSpec, at: string) => {
      if (move.to !== 'same' && move.to !== 'initial' && !type.statuses.has(move.to)) unknown(move.to, 'to', at)
      const rank = rankOf(move.from)
      for (const from of namesIn(type, move.from)) {
        if (!type.statuses.has(from)) {
          unknown(from, 'from', at)
          continue
        }
        const to = move.to === 'same' ? from : move.to === 'initial' ? (initial ?? from) : move.to
        const best = candidates.get(from)
        if (!best || best.rank < rank) candidates.set(from, { rank, targets: [to] })
        else if (best.rank === rank) best.targets.push(to)
      }
    }
    collect(spec, `commands.${command}`)
    spec.also?.forEach((move, index) => {
      collect(move, `commands.${command}.also.${index}`)
    })
    if (candidates.size === 0) report(owner, `commands.${command}.from`, coreError('machine.no_source', { command, type: id }))
    for (const [from, { targets }] of candidates) {
      const [to = from] = targets
      if (targets.length > 1)
        report(owner, `commands.${command}`, coreError('machine.ambiguous_command', { command, type: id, status: from }))
      if (type.statuses.has(to)) chosen.get(from)?.set(command, to)
    }
  }
  return [...chosen].flatMap(([from, targets]) => [...targets].map(([command, to]) => ({ command, from, to })))
}
