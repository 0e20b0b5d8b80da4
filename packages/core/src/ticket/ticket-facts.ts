import type { Category } from '../machine/ticket-type.ts'

/** What a permit and hooks carry of a ticket: facts to decide by, no text. */
export interface TicketFacts {
  readonly id: string
  readonly number: number
  readonly type: string
  readonly status: string
  readonly category: Category
  readonly priority: 'low' | 'normal' | 'high' | 'urgent'
  readonly requesterId: string
  readonly companyId: string | null
  readonly teamId: string
  readonly assigneeId: string | null
  readonly version: number
  readonly createdAt: string
}
