import type { Tx } from '../store/store.ts'
import { presenceChunk } from './chunk.ts'
import type { LiveStream } from './live-stream.ts'
import { presentPeople } from './presence-rows.ts'
import type { PresentPerson } from './schemas.ts'
import { liveTickets, maySee } from './ticket-facts.ts'

export interface BoardOptions {
  readonly readBit: number
  readonly customersSeeWriting: boolean
}

/** Who was at which ticket when it was last looked, so that streams are told what is different. */
export class PresenceBoard {
  #people = new Map<string, PresentPerson[]>()

  async tell(tx: Tx, streams: readonly LiveStream[], { readBit, customersSeeWriting }: BoardOptions): Promise<void> {
    const before = this.#people
    const now = await presentPeople(tx)
    const tickets = await liveTickets(tx, [...new Set([...now.keys(), ...before.keys()])])
    this.#people = now
    for (const [ticketId, ticket] of tickets) {
      const items = now.get(ticketId) ?? []
      const hasChanged = JSON.stringify(items) !== JSON.stringify(before.get(ticketId) ?? [])
      const made = { staff: presenceChunk(ticketId, items, 'staff'), customer: presenceChunk(ticketId, items, 'customer') }
      for (const stream of streams) {
        const { acting } = stream.actor.capacity
        const isNew = items.length > 0 && !stream.presentAt.has(ticketId)
        if (!(hasChanged || isNew)) continue
        if (acting === 'customer' && !customersSeeWriting) continue
        if (stream.topic.ticketIds && !stream.topic.ticketIds.has(ticketId)) continue
        if (!maySee(stream.actor, readBit, ticket)) continue
        if (items.length) stream.presentAt.add(ticketId)
        else stream.presentAt.delete(ticketId)
        stream.push(made[acting])
      }
    }
  }
}
