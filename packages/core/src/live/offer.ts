import { chunk, type EventChunks } from './chunk.ts'
import type { LiveStream } from './live-stream.ts'
import { maySee } from './ticket-facts.ts'
import { mayMove } from './topic.ts'

/** One event to one stream, if its reader may see the ticket as it stands now, the event is for them, and they want it. */
export function offer(stream: LiveStream, chunks: EventChunks, readBit: number): void {
  const { row, ticket } = chunks
  const { topic, actor } = stream
  if (stream.isOver || !topic.hasTickets || (topic.ticketIds && !topic.ticketIds.has(ticket.id))) return
  const { acting } = actor.capacity
  if (!maySee(actor, readBit, ticket)) {
    // They could see it when they named it, so they learn nothing by this but that it is over.
    if (!topic.ticketIds || stream.gone.has(ticket.id)) return
    stream.gone.add(ticket.id)
    stream.push(chunk({ event: 'gone', data: { ticketId: ticket.id } }))
    return
  }
  stream.gone.delete(ticket.id)
  if (acting === 'customer' && !row.is_public) return
  if (!topic.hasFilter) {
    stream.push(chunks.for(acting, undefined))
    return
  }
  const matches = topic.fits(ticket)
  if (matches || mayMove(row.name)) stream.push(chunks.for(acting, matches))
}
