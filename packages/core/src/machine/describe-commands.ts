import type { DeskError } from '../error/desk-error.ts'
import type { Command, Machine } from './machine.ts'
import { type Attempt, resolveTransition, type TicketState } from './resolve-transition.ts'
import type { Category } from './ticket-type.ts'

/** One command as somebody may find it offered. */
export interface DescribedCommand {
  readonly command: Command
  /** Where it leads from here; where it leads at all, if not from here. */
  readonly to: string
  readonly toCategory: Category
  /** Why not now; null: possible, as far as the machine is concerned. */
  readonly refusal: DeskError | null
}

/** All commands of a capacity in the order of the type, those that are impossible now with the reason. Permissions are the caller's part. */
export const describeCommands = (machine: Machine, state: TicketState, attempt: Attempt): readonly DescribedCommand[] =>
  machine.commands.flatMap((command) => {
    if (command.audience !== 'both' && command.audience !== attempt.acting) return []
    const result = resolveTransition(machine, state, command.name, attempt)
    const arrow = machine.transition(state.status, command.name) ?? machine.transitions.find((transition) => transition.command === command)
    return arrow ? [{ command, to: arrow.to, toCategory: arrow.toCategory, refusal: result.ok ? null : result.refusal }] : []
  })
