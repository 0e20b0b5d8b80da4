import { readableArticles, readerOf } from '../audience/policy.ts'
import { kit } from '../kit.ts'
import { chooseText, publishedTexts } from '../reader/choose-text.ts'
import { linkArticle } from './links.ts'
import { OnTicket, TicketInput } from './schemas.ts'

/** Linked articles as the reader of the ticket may read them: what is hidden from them is not there. */
export const onTicket = kit.ticketExtension({
  input: TicketInput,
  view: OnTicket,
  audience: { articleIds: 'staff', articles: 'both' },
  async load(work, ticketIds) {
    const rows = ticketIds.length
      ? await work.db
          .selectFrom('kb_article')
          .innerJoin('kb_link', 'kb_link.article_id', 'kb_article.id')
          .select(['kb_link.ticket_id', 'kb_link.kind', 'kb_article.id', 'kb_article.primary_language'])
          .where('kb_link.ticket_id', 'in', [...ticketIds])
          .where(readableArticles(readerOf(work)))
          .orderBy('kb_link.id')
          .execute()
      : []
    const texts = await publishedTexts(work.db, [...new Set(rows.map(({ id }) => id))])
    const articlesOf = (ticketId: string): OnTicket['articles'] =>
      rows.flatMap((row) => {
        if (row.ticket_id !== ticketId) return []
        const own = texts.filter(({ article_id }) => article_id === row.id)
        const text = chooseText(work, own, row.primary_language)
        if (!text) return []
        return [{ id: row.id, kind: row.kind, title: text.title, language: text.language, slug: text.slug, versionId: text.version_id }]
      })
    return new Map(ticketIds.map((id) => [id, { articles: articlesOf(id) }]))
  },
  async save(work, ticket, { articleIds = [] }) {
    for (const articleId of articleIds) await linkArticle(work, ticket.id, articleId, 'related')
  },
})
