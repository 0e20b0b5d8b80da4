import { sql } from 'kysely'
import { forEachKind, prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'
import { chunk } from './chunk.ts'
import type { LiveStream } from './live-stream.ts'
import { liveTickets, maySee } from './ticket-facts.ts'

const MOST = 1000

/** What is unread of some people, by ticket: as many rows as there are tickets, and none for who has read everything. */
const unreadOf = forEachKind((kind) =>
  prepared<{ list: unknown }, { person_id: string; acting: string; ticket_id: string; unread: number }, CoreTables>((db, param) =>
    db
      .selectFrom('notification')
      .select(['person_id', 'acting', 'ticket_id', sql<number>`count(*)`.as('unread')])
      .where(anyOf(kind, 'person_id', 'uuid', param('list')))
      .where('is_in_inbox', '=', sql.lit(true))
      .where('is_read', '=', sql.lit(false))
      .groupBy(['person_id', 'acting', 'ticket_id']),
  ),
)

/** How many notifications everybody has not read who wants to know: read for all of them at once, told where it is another number. */
export class InboxBoard {
  async tell(tx: Tx, streams: readonly LiveStream[], readBit: number): Promise<void> {
    const people = [...new Set(streams.flatMap(({ actor: { personId } }) => personId ?? []))]
    if (!people.length) return
    const { rows } = await tx.run(unreadOf[tx.kind], { list: listParam(tx.kind, people) })
    const byReader = Map.groupBy(rows, (row) => `${row.person_id} ${row.acting}`)
    const tickets = await liveTickets(tx, [...new Set(rows.map((row) => row.ticket_id))])
    for (const stream of streams) {
      const { actor } = stream
      let count = 0
      // Of tickets that they may see now, as `notifications.unread` counts.
      for (const row of byReader.get(`${actor.personId} ${actor.capacity.acting}`) ?? []) {
        const ticket = tickets.get(row.ticket_id)
        if (ticket && maySee(actor, readBit, ticket)) count += Number(row.unread)
      }
      count = Math.min(count, MOST)
      if (count === stream.unread) continue
      stream.unread = count
      stream.push(chunk({ event: 'unread', data: { count } }))
    }
  }
}
