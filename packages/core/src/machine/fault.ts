import type { DeskError } from '../error/desk-error.ts'

/** One thing that is wrong with a composition, in the details of `machine.invalid`. */
export interface MachineFault {
  readonly code: string
  readonly message: string
  /** Whose part is wrong: `core`, `host`, or a plugin's id. */
  readonly owner: string
  readonly type: string
  /** Where in the type: `commands.resolve.to`. */
  readonly at: string
}
export type ReportFault = (owner: string, at: string, error: DeskError) => void

export const faultReporter =
  (type: string, faults: MachineFault[]): ReportFault =>
  (owner, at, { code, message }) => {
    faults.push({ code, message, owner, type, at })
  }

/** `a, b, c` for messages; never empty. */
export const listed = (names: Iterable<string>): string => [...names].join(', ') || 'none'
