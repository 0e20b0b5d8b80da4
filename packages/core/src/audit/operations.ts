import type { OperationsOf } from '../plugin/plugin-spec.ts'
import type { AuditService } from './contract.ts'
import { denials } from './list-denials.ts'
import { events } from './list-events.ts'

export const auditOperations = { denials, events } satisfies OperationsOf<AuditService>
export const auditEvents = {} as const
