import type { DeskError } from '../error/desk-error.ts'
import type { Acting } from '../operation/audience.ts'
import { isUuid } from '../value/uuid.ts'
import type { EventBatch, LiveEventRow } from './event-batch.ts'
import type { PresentPerson } from './schemas.ts'
import type { LiveTicket } from './ticket-facts.ts'

const encoder = new TextEncoder()
/** Server-sent events as bytes: made once, and shared by all streams that get them. `data` never holds a line break. */
export const chunk = (fields: {
  readonly id?: string
  readonly event?: string
  readonly data?: object
  readonly retry?: number
}): Uint8Array => {
  const { id, event, data, retry } = fields
  const lines = [
    ...(id === undefined ? [] : [`id: ${id}`]),
    ...(event === undefined ? [] : [`event: ${event}`]),
    ...(retry === undefined ? [] : [`retry: ${retry}`]),
    data === undefined ? ':' : `data: ${JSON.stringify(data)}`,
  ]
  return encoder.encode(`${lines.join('\n')}\n\n`)
}

/** Why nothing more comes. */
export const endChunk = ({ code, message }: DeskError): Uint8Array => chunk({ event: 'end', data: { code, message } })

/** One event on its way to many streams: built for an audience when somebody of that audience gets it. */
export class EventChunks {
  readonly row: LiveEventRow
  readonly ticket: LiveTicket
  readonly #batch: EventBatch
  readonly #idOf: (position: number) => string
  readonly #made = new Map<string, Uint8Array>()
  #id: string | undefined

  constructor(row: LiveEventRow, ticket: LiveTicket, batch: EventBatch, idOf: (position: number) => string) {
    this.row = row
    this.ticket = ticket
    this.#batch = batch
    this.#idOf = idOf
  }

  for(acting: Acting, matches: boolean | undefined): Uint8Array {
    const key = `${acting} ${matches}`
    const known = this.#made.get(key)
    if (known) return known
    this.#id ??= this.#idOf(this.row.position)
    const made = chunk({ id: this.#id, event: 'ticket', data: this.#dataFor(acting, matches) })
    this.#made.set(key, made)
    return made
  }

  #dataFor(acting: Acting, matches: boolean | undefined): object {
    const { row, ticket } = this
    const isStaff = acting === 'staff'
    return {
      id: row.id,
      event: row.name,
      at: row.occurred_at,
      ticket: {
        id: ticket.id,
        number: ticket.number,
        category: ticket.category,
        ...(isStaff ? { status: ticket.status } : {}),
        version: isStaff ? ticket.version : ticket.publicVersion,
      },
      actor: this.#actorFor(acting),
      payload: this.#payload(),
      ...(matches === undefined ? {} : { matches }),
    }
  }

  /** As in the timeline: who of the staff has a ticket is the house's business, whoever writes to the customer is known to them. */
  #actorFor(acting: Acting): object {
    const { actor_kind: kind, actor_id: id, acting: actedAs, name } = this.row
    if (acting === 'customer') {
      const writes = name === 'ticket.replied' || (name === 'ticket.created' && this.#payloadOf()['messageId'] !== null)
      if (kind === 'person' && actedAs === 'staff' && !writes) return { kind: 'staff', id: 'staff', name: '' }
      if (kind === 'system') return { kind, id: kind, name: kind }
    }
    return { kind, id, name: kind === 'person' ? (this.#batch.names.get(id) ?? '') : id }
  }

  #payloadOf(): Record<string, unknown> {
    return this.row.payload_json as Record<string, unknown>
  }

  /** Other tickets that a payload names are left out, whatever its key is called: who reads it may not see that there are such. */
  #payload(): object {
    const { tickets } = this.#batch
    const isForeign = (value: unknown): boolean => isUuid(value) && value !== this.row.subject_id && tickets.has(value)
    return Object.fromEntries(
      Object.entries(this.#payloadOf()).flatMap(([key, value]) => {
        if (Array.isArray(value)) return [[key, value.filter((item) => !isForeign(item))]]
        return isForeign(value) ? [] : [[key, value]]
      }),
    )
  }
}

/** Who is at a ticket: names for staff; for customers that an agent is writing, where the desk allows it. */
export const presenceChunk = (ticketId: string, items: readonly PresentPerson[], acting: Acting): Uint8Array => {
  const isWriting = items.some(({ doing }) => doing === 'writing')
  return chunk({ event: 'presence', data: acting === 'staff' ? { ticketId, items, isWriting } : { ticketId, isWriting } })
}
