import type { FieldChange } from './event-log.ts'

/** What goes with an event besides its payload. */
export interface ChangeOptions {
  /** Old and new values, kept where erasure can reach them. */
  readonly changes?: readonly FieldChange[]
  /** This time the event is for staff only, though its kind may be for customers as well. Never the other way round. */
  readonly isInternal?: boolean
  /** Customers see what it changed, though the event itself may be for staff only; unless told, what the event's audience says. */
  readonly isPublic?: boolean
}
