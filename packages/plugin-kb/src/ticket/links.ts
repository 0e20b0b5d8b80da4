import { findArticle } from '../article/find-article.ts'
import { kbError } from '../errors.ts'
import { type KbReading, type KbWork, kit } from '../kit.ts'
import { findPublished } from '../reader/read.ts'
import type { KbTables, LinkKind } from '../tables.ts'
import { LinkedTickets, LinkTicket, TicketLink, TicketsOf, UnlinkTicket } from './schemas.ts'

const { command, query } = kit
const MOST = 20

export const link = command({
  route: 'PUT /tickets/:ticketId/articles/:articleId',
  summary: 'Links an article that the caller may read to a ticket.',
  permission: 'ticket.note',
  audience: 'staff',
  input: LinkTicket,
  output: TicketLink,
  async run(work, { ticketId, articleId, kind = 'related' }) {
    const { ticket } = await work.ticket(ticketId)
    return linkArticle(work, ticket.id, articleId, kind)
  },
})

/** Once for each pair; again changes the kind. The caller's right to the ticket was asked for before. */
export async function linkArticle(work: KbWork, ticketId: string, articleId: string, kind: LinkKind): Promise<TicketLink> {
  await findForLink(work, articleId)
  const row: KbTables['kb_link'] = {
    id: work.newId(),
    article_id: articleId,
    ticket_id: ticketId,
    kind,
    linked_by: work.caller.personId,
    linked_at: work.now,
  }
  const present = await work.db
    .selectFrom('kb_link')
    .selectAll()
    .where('article_id', '=', articleId)
    .where('ticket_id', '=', ticketId)
    .executeTakeFirst()
  if (present && (present.kind === kind || present.kind === 'source')) return viewOf(present)
  const kept = present ? { ...present, kind } : row
  await work.change('kb.ticket_linked', { ticketId, articleId, linkId: kept.id }, (db) =>
    db
      .insertInto('kb_link')
      .values(kept)
      .onConflict((conflict) => conflict.columns(['article_id', 'ticket_id']).doUpdateSet({ kind }))
      .execute(),
  )
  return viewOf(kept)
}

/** Whoever writes may link a draft; everybody else what they can read. */
async function findForLink(work: KbReading, articleId: string): Promise<void> {
  if (work.holds('kb.write')) await findArticle(work, articleId)
  else await findPublished(work, articleId)
}

export const unlink = command({
  route: 'DELETE /tickets/:ticketId/articles/:articleId',
  summary: 'Takes an article off a ticket.',
  permission: 'ticket.note',
  audience: 'staff',
  input: UnlinkTicket,
  output: TicketLink,
  async run(work, { ticketId, articleId }) {
    const { ticket } = await work.ticket(ticketId)
    await findForLink(work, articleId)
    const row = await work.db
      .selectFrom('kb_link')
      .selectAll()
      .where('article_id', '=', articleId)
      .where('ticket_id', '=', ticket.id)
      .executeTakeFirst()
    if (!row) throw kbError('kb.not_linked')
    await work.change('kb.ticket_unlinked', { ticketId, articleId, linkId: row.id }, (db) =>
      db.deleteFrom('kb_link').where('id', '=', row.id).execute(),
    )
    return viewOf(row)
  },
})

export const ticketsOf = query({
  route: 'GET /articles/:articleId/tickets',
  summary: "Tickets of the caller's that an article is linked to, the newest first.",
  permission: 'ticket.read',
  audience: 'staff',
  input: TicketsOf,
  output: LinkedTickets,
  async run(work, { articleId, limit = MOST, cursor }) {
    await findForLink(work, articleId)
    let rows = work.db
      .selectFrom('kb_link')
      .selectAll()
      .where('article_id', '=', articleId)
      .where(work.scope.tickets('kb_link.ticket_id'))
      .orderBy('id', 'desc')
      .limit(limit + 1)
    if (cursor !== undefined) rows = rows.where('id', '<', cursor)
    const found = await rows.execute()
    const page = found.slice(0, limit)
    const items: LinkedTickets['items'] = []
    for (const { id, ticket_id, kind, linked_at } of page) {
      const { number, subject } = await work.desk.tickets.get({ ticketId: ticket_id })
      items.push({ id, ticketId: ticket_id, number, subject, kind, linkedAt: linked_at })
    }
    return { items, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null }
  },
})

const viewOf = ({ id, ticket_id, article_id, kind, linked_at }: KbTables['kb_link']): TicketLink => ({
  id,
  ticketId: ticket_id,
  articleId: article_id,
  kind,
  linkedAt: linked_at,
})
