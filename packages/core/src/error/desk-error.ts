export type ErrorParams = Readonly<Record<string, string | number | boolean>>

export interface DeskErrorOptions {
  /** What was caught; for logs, never shown to a caller. */
  readonly cause?: unknown
  /** Machine-readable faults, for instance all invalid fields at once. Shown to the caller. */
  readonly details?: unknown
  /** Overrides what the registry says: the same call may succeed when repeated. */
  readonly retryable?: boolean
}

/**
 * Every error that Deskwright throws on purpose. `code` is stable and documented under `docs/errors`; `status` is the HTTP status;
 * `params` are the values that were put into the message. Made by a factory of `defineErrors` only.
 */
export class DeskError extends Error {
  /** A string key, not `instanceof`: two installed copies of core recognise each other's errors. */
  readonly '~desk' = true
  readonly code: string
  readonly status: number
  readonly params: ErrorParams
  readonly details?: unknown
  readonly retryable: boolean

  constructor(code: string, status: number, message: string, params: ErrorParams, options: DeskErrorOptions = {}) {
    super(message, 'cause' in options ? { cause: options.cause } : undefined)
    this.name = 'DeskError'
    this.code = code
    this.status = status
    this.params = params
    if (options.details !== undefined) this.details = options.details
    this.retryable = options.retryable ?? false
  }
}

/** True for errors of any installed copy of core. */
export const isDeskError = (value: unknown): value is DeskError =>
  typeof value === 'object' && value !== null && '~desk' in value && value['~desk'] === true && 'code' in value
