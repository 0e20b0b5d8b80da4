import { sql } from 'kysely'
import type { CallContext } from '../operation/unit-of-work.ts'
import { prepared } from '../store/prepared.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'
import { namedAuthors } from '../ticket/author-names.ts'
import type { MessageTable } from '../ticket/tables.ts'
import type { Contact } from './contract.ts'

const SHOWN = 5
const TEXT = 300

type Row = Pick<MessageTable, 'id' | 'ticket_id' | 'visibility' | 'author_kind' | 'author_id' | 'acting' | 'channel' | 'created_at'> & {
  body: string
}

const columns = ['id', 'ticket_id', 'visibility', 'author_kind', 'author_id', 'acting', 'channel', 'created_at'] as const
const start = sql<string>`substr(${sql.ref('message.body')}, 1, ${sql.lit(TEXT)})`.as('body')

/** The newest messages of one ticket: on SQLite one look-up for each ticket costs less than any statement over all of them. */
const newestOf = (visibility: 'public' | 'any') =>
  prepared<{ id: string }, Row, CoreTables>((db, param) => {
    const query = db.selectFrom('message').select(columns).select(start).where('ticket_id', '=', param('id'))
    const seen = visibility === 'public' ? query.where('visibility', '=', sql.lit('public')) : query
    return seen.orderBy('id', 'desc').limit(sql.lit(SHOWN + 1))
  })
/** On PostgreSQL one statement, whatever the number of tickets. */
const newestOfAll = (visibility: 'public' | 'any') =>
  prepared<{ list: unknown }, Row, CoreTables>((db, param) =>
    db
      .selectFrom('ticket')
      .innerJoinLateral(
        (eb) => {
          const query = eb.selectFrom('message').select(columns).select(start).whereRef('message.ticket_id', '=', 'ticket.id')
          const seen = visibility === 'public' ? query.where('message.visibility', '=', sql.lit('public')) : query
          return seen
            .orderBy('message.id', 'desc')
            .limit(sql.lit(SHOWN + 1))
            .as('newest')
        },
        (join) => join.onTrue(),
      )
      .selectAll('newest')
      .where(anyOf('postgres', 'ticket.id', 'uuid', param('list')))
      .orderBy('newest.id', 'desc'),
  )
const ofOne = { staff: newestOf('any'), customer: newestOf('public') }
const ofAll = { staff: newestOfAll('any'), customer: newestOfAll('public') }

/** Ticket → its newest messages with who and by which channel, newest first, as far as the reader's audience has them; one more than is shown. */
export async function contactsOf(
  context: CallContext,
  ticketIds: readonly string[],
): Promise<ReadonlyMap<string, { readonly shown: Contact[]; readonly hasMore: boolean }>> {
  const { unit, actor } = context
  const { acting } = actor.capacity
  const rows: Row[] = []
  if (unit.tx.kind === 'sqlite') for (const id of ticketIds) rows.push(...(await unit.tx.run(ofOne[acting], { id })).rows)
  else if (ticketIds.length) rows.push(...(await unit.tx.run(ofAll[acting], { list: listParam('postgres', ticketIds) })).rows)
  const named = await namedAuthors(
    context,
    rows.map(({ author_kind: kind, author_id: id }) => ({ kind, id })),
  )
  const contacts = new Map<string, Contact[]>()
  for (const row of rows) {
    const found = contacts.get(row.ticket_id) ?? []
    found.push({
      id: row.id,
      at: row.created_at,
      channel: row.channel,
      author: { ...named({ kind: row.author_kind, id: row.author_id }) },
      acting: row.acting,
      visibility: row.visibility,
      text: row.body,
    })
    contacts.set(row.ticket_id, found)
  }
  return new Map([...contacts].map(([id, found]) => [id, { shown: found.slice(0, SHOWN), hasMore: found.length > SHOWN }]))
}
