import { audiencesOf } from '../audience/places.ts'
import { mayRead, type Reader } from '../audience/policy.ts'
import { type KbReading, kit } from '../kit.ts'
import { linksOf } from '../options.ts'
import { chooseText } from '../reader/choose-text.ts'
import { findPublished } from '../reader/read.ts'
import type { ArticleRow } from '../tables.ts'
import { InsertArticle, InsertedArticle, SuggestForTicket, TicketSuggestions } from './schemas.ts'
import { suggestedFor } from './suggest.ts'

const { command, query } = kit

export const suggestForTicket = query({
  route: 'GET /tickets/:ticketId/suggestions',
  summary: 'Articles that may answer a ticket, for who works on it.',
  permission: 'ticket.read',
  audience: 'staff',
  input: SuggestForTicket,
  output: TicketSuggestions,
  async run(work, { ticketId, limit }) {
    await work.ticket(ticketId)
    const ticket = await work.desk.tickets.get({ ticketId })
    const { items } = await work.desk.tickets.messages({ ticketId, limit: 1 })
    const finds = await suggestedFor(work, {
      subject: ticket.subject,
      type: ticket.type,
      ...(items[0] ? { body: items[0].body } : {}),
      ...(ticket.language === null ? {} : { language: ticket.language }),
      ...(limit === undefined ? {} : { limit }),
    })
    if (!finds.length) return { items: [] }
    const ids = finds.map(({ listed }) => listed.id)
    const rows = await work.db.selectFrom('kb_article').selectAll().where('id', 'in', ids).execute()
    const forRequester = await readableByRequester(work, rows, ticket.company?.id ?? null)
    const linked = await work.db
      .selectFrom('kb_link')
      .select('article_id')
      .where('ticket_id', '=', ticketId)
      .where('article_id', 'in', ids)
      .execute()
    return {
      items: finds.map(({ listed }) => ({
        ...listed,
        isForRequester: forRequester.has(listed.id),
        isLinked: linked.some(({ article_id }) => article_id === listed.id),
      })),
    }
  },
})

export const insertArticle = command({
  route: 'POST /tickets/:ticketId/articles/:articleId/insert',
  summary: 'Writes down that an article goes into an answer, and gives what to put there.',
  permission: 'ticket.reply',
  audience: 'staff',
  input: InsertArticle,
  output: InsertedArticle,
  async run(work, { ticketId, articleId, position = 1 }) {
    const { ticket } = await work.ticket(ticketId)
    const { row, texts } = await findPublished(work, articleId)
    const { language } = await work.desk.tickets.get({ ticketId })
    const text = chooseText(work, texts, row.primary_language, language === null ? [] : [language])
    const forRequester = await readableByRequester(work, [row], ticket.companyId)
    await work.change('kb.article_inserted', { articleId, ticketId }, async (db) => {
      await db
        .insertInto('kb_link')
        .values({
          id: work.newId(),
          article_id: articleId,
          ticket_id: ticketId,
          kind: 'answer',
          linked_by: work.caller.personId,
          linked_at: work.now,
        })
        .onConflict((conflict) => conflict.columns(['article_id', 'ticket_id']).doNothing())
        .execute()
      await db
        .insertInto('kb_suggestion')
        .values({
          id: work.newId(),
          batch_id: ticketId,
          article_id: articleId,
          version_id: text?.version_id ?? '',
          occasion: 'ticket',
          ticket_id: ticketId,
          person_id: work.caller.personId,
          position,
          shown_at: work.now,
          inserted_at: work.now,
          solved_at: null,
        })
        .onConflict((conflict) => conflict.columns(['batch_id', 'article_id']).doNothing())
        .execute()
    })
    return {
      articleId,
      ticketId,
      title: text?.title ?? '',
      url: linksOf(work.options).article(articleId),
      isForRequester: forRequester.has(articleId),
    }
  },
})

/** Which of these whoever asks for the ticket's company may read, signed in. */
async function readableByRequester(work: KbReading, rows: readonly ArticleRow[], companyId: string | null): Promise<ReadonlySet<string>> {
  const requester: Reader = { acting: 'customer', isKnown: true, companyId, teams: [] }
  const audiences = await audiencesOf(work.db, 'article', rows)
  return new Set([...audiences].flatMap(([id, { effective }]) => (mayRead(requester, effective) ? [id] : [])))
}
