import { isDeskError } from '../error/desk-error.ts'
import type { Call } from './call.ts'

/** Refusals are recorded apart and after the answer, so that they write nothing of the desk. */
export function auditRefusal({ runtime, actor, input, operation }: Call, error: unknown): void {
  if (!actor || !isDeskError(error) || (error.status !== 403 && error.status !== 404)) return
  const { ticketId } = (typeof input === 'object' && input !== null ? input : {}) as { ticketId?: unknown }
  const subjectId = typeof ticketId === 'string' ? ticketId.slice(0, 64) : null
  runtime.audit.record({ kind: 'denied', actor, operation: operation.id, subjectId, code: error.code })
}
