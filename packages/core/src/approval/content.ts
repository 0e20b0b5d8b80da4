import { createHash } from 'node:crypto'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { visibleFields } from '../ticket/fields.ts'

/**
 * What of a ticket is approved: its type, subject, request (the first public message), fields, and for whom it is. Not the priority, the
 * team, the assignee or the tags: they say how the house goes about it. Customers approve what customers see, so fields of the house are
 * part of what staff approve among themselves only.
 */
export interface TicketContent {
  readonly type: string
  readonly subject: string
  readonly request: string | null
  readonly requesterId: string
  readonly companyId: string | null
  readonly fields: Readonly<Record<string, unknown>>
}

/** Id of the message that stands for the request, as long as there is one: answers that come later are none. */
export async function requestMessageOf({ db }: UnitOfWork, ticketId: string): Promise<string | null> {
  const first = await db
    .selectFrom('message')
    .select('id')
    .where('ticket_id', '=', ticketId)
    .where('visibility', '=', 'public')
    .orderBy('id')
    .executeTakeFirst()
  return first?.id ?? null
}

export async function ticketContent(
  unit: UnitOfWork,
  row: TicketRow,
  { isPublic, requestMessageId }: { readonly isPublic: boolean; readonly requestMessageId: string | null },
): Promise<TicketContent> {
  const message =
    requestMessageId === null
      ? undefined
      : await unit.db.selectFrom('message').select('body').where('id', '=', requestMessageId).executeTakeFirst()
  const machine = unit.runtime.composition.machines.find(row.type)
  return {
    type: row.type,
    subject: row.subject,
    request: message?.body ?? null,
    requesterId: row.requester_id,
    companyId: row.company_id,
    fields: visibleFields(machine, row.fields_json, isPublic ? 'customer' : 'staff'),
  }
}

/** The same for the same content, however its keys lie. */
export const contentHash = (content: object): string => createHash('sha256').update(canonical(content)).digest('base64url')

const canonical = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
