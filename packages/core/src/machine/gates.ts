import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { LinkRole } from './link-kinds.ts'
import type { Machine, Transition } from './machine.ts'
import type { GateSpec, LinkedGateSpec } from './ticket-type.ts'

export interface GatedTicket {
  readonly resolutionText: string | null
  /** Values of custom fields by name, as they will stand. */
  readonly fields: Readonly<Record<string, unknown>>
  /** How it is about to end. */
  readonly resolution?: string | null
  /** Needed where `asksForLinks`. */
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
  readonly message: string
}

const isFilled = (value: unknown): boolean =>
  typeof value === 'string' ? value.trim() !== '' : Array.isArray(value) ? value.length > 0 : value !== undefined && value !== null

const failure = ({ code, message }: DeskError, field: string): FailedGate => ({ code, message, field })

const numbersOf = (links: readonly GatedLink[]): string => {
  const numbers = links.flatMap(({ number }) => number ?? [])
  return numbers.length ? `: ${numbers.join(', ')}` : ''
}

const childrenFailures = ({ links = [] }: GatedTicket): FailedGate[] => {
  const open = links.filter(({ role, isOpen }) => role === 'parent_of' && isOpen)
  return open.length ? [failure(coreError('machine.children_open', { numbers: numbersOf(open) }), '/links/parent_of')] : []
}

const linkedFailures = ({ role, done, resolutions }: LinkedGateSpec, { links = [], resolution }: GatedTicket): FailedGate[] => {
  if (resolutions && !(typeof resolution === 'string' && resolutions.includes(resolution))) return []
  const linked = links.filter((link) => link.role === role)
  // A cancelled one does nothing for it, nor does it stand in the way of another.
  const counted = done ? linked.filter(({ isOpen, isCancelled }) => isOpen || !isCancelled) : linked
  if (!counted.length) return [failure(coreError('machine.link_missing', { role }), `/links/${role}`)]
  const open = done ? counted.filter(({ isOpen }) => isOpen) : []
  return open.length ? [failure(coreError('machine.link_open', { role, numbers: numbersOf(open) }), `/links/${role}`)] : []
}

const failuresOf = (spec: GateSpec, ticket: GatedTicket): readonly FailedGate[] => {
  switch (spec.gate) {
    case 'resolution_text':
      return isFilled(ticket.resolutionText) ? [] : [failure(coreError('machine.resolution_text_missing'), '/text')]
    case 'fields_filled':
      return spec.fields
        .filter((field) => !isFilled(ticket.fields[field]))
        .map((field) => failure(coreError('machine.field_missing', { field }), `/fields/${field}`))
    case 'no_open_children':
      return childrenFailures(ticket)
    case 'linked':
      return linkedFailures(spec, ticket)
  }
}

/** Whether the gates that a transition meets look at links, so that it is worth reading them. */
export const asksForLinks = (machine: Machine, { fromCategory, toCategory }: Transition): boolean =>
  fromCategory !== toCategory &&
  machine.gates.some(({ to, spec }) => to === toCategory && (spec.gate === 'no_open_children' || spec.gate === 'linked'))

/** All declared gates of the type that a transition does not pass; gates stand where a category is entered, not inside it. */
export const failedGates = (machine: Machine, { fromCategory, toCategory }: Transition, ticket: GatedTicket): readonly FailedGate[] => {
  if (fromCategory === toCategory) return []
  const failures = machine.gates.filter((gate) => gate.to === toCategory).flatMap(({ spec }) => failuresOf(spec, ticket))
  // Two parts of one type may demand the same.
  return [...new Map(failures.map((each) => [each.field, each])).values()]
}
