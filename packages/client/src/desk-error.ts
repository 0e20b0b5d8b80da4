/** One fault of an input. */
export interface InputFault {
  /** JSON pointer into the input. */
  readonly pointer: string
  readonly code: string
  readonly detail: string
}

export interface DeskErrorFacts {
  readonly title?: string
  readonly params?: Readonly<Record<string, unknown>>
  readonly faults?: readonly InputFault[]
  readonly details?: unknown
  readonly requestId?: string
  /** Milliseconds after which the desk wants to be asked again. */
  readonly retryAfterMs?: number
  readonly cause?: unknown
}

/**
 * What the desk refused, with the `code` and the sentence that it has in the process of the desk too; `isDeskError` of core knows it.
 * Codes of the client itself: `client.unreachable` and `client.timeout` (status 0: nobody knows whether a command was done; repeat it under
 * its `idempotencyKey`), `client.bad_answer` (something answered that is no desk), `client.bad_input` (nothing was sent).
 */
export class DeskError extends Error {
  readonly '~desk' = true
  readonly code: string
  /** Of the answer; 0 where there was none. */
  readonly status: number
  readonly title: string
  /** The values that stand in the message. */
  readonly params: Readonly<Record<string, unknown>>
  /** Of an input: everything that is wrong with it. */
  readonly faults: readonly InputFault[]
  readonly details: unknown
  /** Names the request in the logs: of a failure of the desk, the incident; else the header `X-Request-Id` of a proxy that gives one. */
  readonly requestId: string | undefined
  readonly retryAfterMs: number | undefined
  /** Under which the command may be repeated; of queries undefined. */
  idempotencyKey: string | undefined

  constructor(code: string, status: number, message: string, facts: DeskErrorFacts = {}) {
    super(message, 'cause' in facts ? { cause: facts.cause } : undefined)
    this.name = 'DeskError'
    this.code = code
    this.status = status
    this.title = facts.title ?? code
    this.params = facts.params ?? {}
    this.faults = facts.faults ?? []
    this.details = facts.details
    this.requestId = facts.requestId
    this.retryAfterMs = facts.retryAfterMs
  }
}

/** True for errors of any copy of the client and of core. */
export const isDeskError = (value: unknown): value is DeskError =>
  typeof value === 'object' && value !== null && '~desk' in value && value['~desk'] === true && 'code' in value
