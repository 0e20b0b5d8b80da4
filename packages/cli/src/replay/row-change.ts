import type { Desk, Ticket } from '@deskwright/core'
import type { LogRow } from './log-row.ts'
import { waitingOn } from './log-type.ts'

type Machine = Desk['machines'][number]
type UpdateInput = Omit<Parameters<ReturnType<Desk['system']>['tickets']['update']>[0], 'ticketId'>

/**
 * The command that leads from one status to another. Where the type has none, a command that leads there from elsewhere, or one that
 * does not exist: the desk is to refuse it itself, and to say why.
 */
export function commandTo(machine: Machine, from: string, to: string): string {
  const here = machine.commandsFrom(from).find((transition) => transition.to === to && transition.command.audience !== 'customer')
  const elsewhere = machine.transitions.find((transition) => transition.to === to)
  return (here ?? elsewhere)?.command.name ?? `enter_${to}`
}

/** What goes with a transition: what is waited for, how it ended. */
export function inputOf(machine: Machine, command: string, row: LogRow, to: string): Record<string, string> {
  const properties = machine.command(command)?.input.properties ?? {}
  const on = waitingOn(to)
  return {
    ...('on' in properties && on !== undefined ? { on } : {}),
    ...('resolution' in properties && row.closeCode !== undefined ? { resolution: row.closeCode } : {}),
  }
}

/** The custom fields of a ticket, by name. */
export const valuesOf = (ticket: Ticket): Readonly<Record<string, unknown>> => Object.fromEntries(Object.entries(ticket.fields))

interface Levels {
  readonly impact: string | null
  readonly urgency: string | null
  readonly priority: string
}

/** What makes impact, urgency and priority those of a row; a priority that the matrix does not give goes with a reason. */
export function levelsOf(
  machine: Machine,
  row: LogRow,
  present: Levels,
): Pick<UpdateInput, 'impact' | 'urgency' | 'priority' | 'priorityReason'> {
  const impact = row.impact ?? present.impact
  const urgency = row.urgency ?? present.urgency
  const derived = machine.priority.matrix?.cells[impact ?? '']?.[urgency ?? '']
  const hasMoved = impact !== present.impact || urgency !== present.urgency
  const priority = hasMoved && derived !== undefined ? derived : present.priority
  return {
    ...(impact === present.impact ? {} : { impact }),
    ...(urgency === present.urgency ? {} : { urgency }),
    ...(row.priority === undefined || row.priority === priority ? {} : { priority: row.priority }),
    ...(row.priority === undefined || row.priority === priority || row.priority === derived ? {} : { priorityReason: 'As the log says.' }),
  }
}

/** What a row changes against the one before, as far as the desk does not have it yet; without status, team, assignee and parties. */
export function updateOf(machine: Machine, ticket: Ticket, before: LogRow, row: LogRow): UpdateInput {
  const fields = Object.entries(row.fields).filter(([name, value]) => before.fields[name] !== value && valuesOf(ticket)[name] !== value)
  const hasNewLevels = row.impact !== before.impact || row.urgency !== before.urgency || row.priority !== before.priority
  return {
    ...(hasNewLevels ? levelsOf(machine, row, levelsOfTicket(ticket)) : {}),
    ...(fields.length ? { fields: Object.fromEntries(fields) } : {}),
  }
}

const levelsOfTicket = ({ impact = null, urgency = null, priority }: Ticket): Levels => ({ impact, urgency, priority })
