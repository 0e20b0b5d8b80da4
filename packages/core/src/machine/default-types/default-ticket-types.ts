import type { TicketTypeSpec } from '../ticket-type.ts'
import { change } from './change.ts'
import { complaint } from './complaint.ts'
import { incident } from './incident.ts'
import { problem } from './problem.ts'
import { question } from './question.ts'
import { serviceRequest } from './service-request.ts'

/** The types that a desk has unless its host says otherwise; a ticket without a type is a question. */
export const defaultTicketTypes: readonly TicketTypeSpec[] = [question, incident, serviceRequest, problem, change, complaint]
