import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import type { Machine, Transition } from './machine.ts'

export interface GatedTicket {
  readonly resolutionText: string | null
  /** Values of custom fields by name, as they will stand. */
  readonly fields: Readonly<Record<string, unknown>>
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

/** All declared gates of the type that a transition does not pass; gates stand where a category is entered, not inside it. */
export const failedGates = (machine: Machine, { fromCategory, toCategory }: Transition, ticket: GatedTicket): readonly FailedGate[] => {
  if (fromCategory === toCategory) return []
  const failures = machine.gates
    .filter((gate) => gate.to === toCategory)
    .flatMap(({ spec }) => {
      if (spec.gate === 'resolution_text')
        return isFilled(ticket.resolutionText) ? [] : [failure(coreError('machine.resolution_text_missing'), '/text')]
      return spec.fields
        .filter((field) => !isFilled(ticket.fields[field]))
        .map((field) => failure(coreError('machine.field_missing', { field }), `/fields/${field}`))
    })
  // Two parts of one type may demand the same.
  return [...new Map(failures.map((each) => [each.field, each])).values()]
}
