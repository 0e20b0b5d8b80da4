import type { Step } from '../mapping/machine-path.ts'
import type { MappedTicket } from '../mapping/mapping.ts'
import type { SourceMessage, SourceTicket } from '../source/shapes.ts'
import { notLater } from './run.ts'

/** What happened to a ticket: somebody wrote, or its status changed. */
export type Act = { readonly at: string; readonly message: SourceMessage } | { readonly at: string; readonly step: Step }

interface Told {
  readonly ticket: SourceTicket
  readonly messages: readonly SourceMessage[]
  readonly steps: readonly Step[]
  readonly now: string
  readonly isStaff: (message: SourceMessage) => boolean
}

/**
 * Messages and changes of the status in the order of their times. When each status was entered is what the source tells: solved and closed at their
 * times, work since the first answer, everything else since the last change.
 */
export function actsOf({ ticket, messages, steps, now, isStaff }: Told): Act[] {
  const last = notLater(ticket.updatedAt, now)
  const ended = ticket.resolvedAt ?? ticket.closedAt
  const answered = messages.find((message) => message.isPublic && isStaff(message))?.at
  const timeOf = ({ category }: Step): string => {
    if (category === 'resolved') return ended ?? last
    if (category === 'closed') return ticket.closedAt ?? last
    if (category === 'open') return answered ?? ended ?? last
    return last
  }
  let before = ticket.createdAt
  const moved = steps.map((step): Act => {
    const at = notLater(timeOf(step), now)
    // A step can't come before the one that leads to it.
    if (at > before) before = at
    return { at: notLater(before, now), step }
  })
  const said = messages.map((message): Act => ({ at: notLater(message.at, now), message }))
  // What was said in the same moment comes first: a solution is said, then set. Sorting keeps the order of equals.
  return [...said, ...moved].sort((a, b) => (a.at < b.at ? -1 : a.at > b.at ? 1 : 0))
}

/** What silence would have closed long ago is closed when it would have been: else the desk would do it now, and tell people of it. */
export function silenceAfter(acts: readonly Act[], { machine, goal }: MappedTicket, now: string): Act[] {
  const { autoCloseDays } = machine.windows
  const closing = machine.triggered(goal.status, 'silence')
  const solved = acts.findLast((act) => 'step' in act && act.step.to === goal.status)
  if (!closing || autoCloseDays === null || !solved) return []
  const last = acts.reduce((latest, act) => ('message' in act && act.message.isPublic && act.at > latest ? act.at : latest), solved.at)
  const due = new Date(Date.parse(last) + autoCloseDays * 86_400_000).toISOString()
  if (due > now) return []
  return [{ at: due, step: { command: closing.command.name, input: {}, to: closing.to, category: closing.toCategory } }]
}
