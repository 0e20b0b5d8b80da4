import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { LinkRole } from './link-kinds.ts'
import type { Gate, Machine, Transition } from './machine.ts'
import type { GateSpec, LinkedGateSpec } from './ticket-type.ts'

/** An approval as gates look at it: anything but `accepted` holds. */
export interface GatedApproval {
  readonly id: string
  readonly question: string
  readonly state: 'pending' | 'accepted' | 'refused' | 'void'
  readonly isPublic: boolean
}
/** Something on a checklist that nobody has done. */
export interface OpenItem {
  readonly id: string
  readonly checklistId: string
  readonly text: string
  readonly isPublic: boolean
}
export interface GatedTicket {
  readonly resolutionText: string | null
  /** How it will have ended; null where that is not said yet. */
  readonly resolution?: string | null
  /** Values of custom fields by name, as they will stand. */
  readonly fields: Readonly<Record<string, unknown>>
  /** Those in force: neither withdrawn nor asked again. */
  readonly approvals?: readonly GatedApproval[]
  readonly openItems?: readonly OpenItem[]
  /** Needed where `a gate asks for them`. */
  readonly links?: readonly GatedLink[]
}
/** A link as gates see it, from the gated ticket's end. */
export interface GatedLink {
  readonly role: LinkRole
  readonly isOpen: boolean
  readonly isCancelled: boolean
  /** Of the other end; null where the actor may not see it. */
  readonly number: number | null
}
export interface FailedGate {
  readonly code: string
  /** JSON pointer into the command's input or the ticket. */
  readonly field: string
  /** What says so, for readers of any language. */
  readonly error: DeskError
  /** Customers see what is missing. */
  readonly isPublic: boolean
  /** Another resolution would do without it. */
  readonly isAvoidable: boolean
}

const isFilled = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null

type Failure = Omit<FailedGate, 'isAvoidable'>
const failure = (error: DeskError, field: string, isPublic: boolean): Failure => ({ code: error.code, error, field, isPublic })

const numbersOf = (links: readonly GatedLink[]): string => {
  const numbers = links.flatMap(({ number }) => number ?? [])
  return numbers.length ? `: ${numbers.join(', ')}` : ''
}

/** Links are public as far as their other end is seen. */
const isSeen = (links: readonly GatedLink[]): boolean => links.some(({ number }) => number !== null)

const childrenFailures = ({ links = [] }: GatedTicket): Failure[] => {
  const open = links.filter(({ role, isOpen }) => role === 'parent_of' && isOpen)
  return open.length ? [failure(coreError('machine.children_open', { numbers: numbersOf(open) }), '/links/parent_of', isSeen(open))] : []
}

const linkedFailures = ({ role, done, resolutions }: LinkedGateSpec, { links = [], resolution }: GatedTicket): Failure[] => {
  if (resolutions && !(typeof resolution === 'string' && resolutions.includes(resolution))) return []
  const linked = links.filter((link) => link.role === role)
  // A cancelled one does nothing for it, nor does it stand in the way of another.
  const counted = done ? linked.filter(({ isOpen, isCancelled }) => isOpen || !isCancelled) : linked
  if (!counted.length) return [failure(coreError('machine.link_missing', { role }), `/links/${role}`, false)]
  const open = done ? counted.filter(({ isOpen }) => isOpen) : []
  return open.length ? [failure(coreError('machine.link_open', { role, numbers: numbersOf(open) }), `/links/${role}`, isSeen(open))] : []
}

/** The gates of a type that stand in the way of a transition: before its command, or where it enters a category, not inside it. */
export const gatesBefore = (machine: Machine, { command, fromCategory, toCategory }: Transition): readonly Gate[] =>
  machine.gates.filter((gate) =>
    gate.command === null ? gate.to === toCategory && fromCategory !== toCategory : gate.command === command.name,
  )

/** All declared gates of the type that a transition does not pass. */
export const failedGates = (machine: Machine, transition: Transition, ticket: GatedTicket): readonly FailedGate[] => {
  const failures = gatesBefore(machine, transition)
    .filter(({ spec }) => !spec.unlessResolution?.some((resolution) => resolution === ticket.resolution))
    .flatMap(({ spec }) =>
      failuresOf(machine, spec, ticket).map((each) => ({ ...each, isAvoidable: (spec.unlessResolution?.length ?? 0) > 0 })),
    )
  // Two parts of one type may demand the same, and the one that allows no exception counts.
  const byPlace = new Map<string, FailedGate>()
  for (const each of failures) {
    const key = `${each.code} ${each.field}`
    if (byPlace.get(key)?.isAvoidable !== false) byPlace.set(key, each)
  }
  return [...byPlace.values()]
}

const failuresOf = (machine: Machine, spec: GateSpec, ticket: GatedTicket): readonly Failure[] => {
  switch (spec.gate) {
    case 'resolution_text':
      return isFilled(ticket.resolutionText) ? [] : [failure(coreError('machine.resolution_text_missing'), '/text', true)]
    case 'fields_filled':
      return spec.fields
        .filter((field) => !isFilled(ticket.fields[field]))
        .map((field) => failure(coreError('machine.field_missing', { field }), `/fields/${field}`, isShown(machine, field)))
    case 'no_open_children':
      return childrenFailures(ticket)
    case 'linked':
      return linkedFailures(spec, ticket)
    case 'approvals_done':
      return approvalFailures(ticket.approvals ?? [], spec.atLeastOne === true)
    case 'checklist_done':
      return (ticket.openItems ?? []).map(({ id, checklistId, text, isPublic }) =>
        failure(coreError('checklist.item_open', { text }), `/checklists/${checklistId}/items/${id}`, isPublic),
      )
  }
}

const isShown = (machine: Machine, name: string): boolean => machine.fields.find((field) => field.name === name)?.audience === 'both'

const approvalFailures = (approvals: readonly GatedApproval[], atLeastOne: boolean): readonly Failure[] => {
  if (!approvals.length) return atLeastOne ? [failure(coreError('approval.missing'), '/approvals', false)] : []
  return approvals.flatMap(({ id, state, question, isPublic }) =>
    state === 'accepted' ? [] : [failure(coreError(`approval.${state}`, { question }), `/approvals/${id}`, isPublic)],
  )
}
