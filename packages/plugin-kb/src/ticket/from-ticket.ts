import type { Reading } from '@deskwright/core'
import { ArticleSheet } from '../article/schemas.ts'
import { sheetOf } from '../article/sheet.ts'
import { createArticle } from '../article/write.ts'
import type { KbContract } from '../contract.ts'
import { kbError } from '../errors.ts'
import { kit } from '../kit.ts'
import { linkArticle } from './links.ts'
import { findPrivate, holdsPartOf } from './private.ts'
import { CreateFromTicket, DraftFromTicket, type PrivateFinding, TicketDraft } from './schemas.ts'

const { command, query } = kit
const MOST_PAGES = 20
const MOST_BODY = 200_000

interface Message {
  readonly id: string
  readonly visibility: 'public' | 'internal'
  readonly body: string
}
interface Source {
  readonly subject: string
  readonly language: string | null
  readonly messages: readonly Message[]
  /** Of everybody who has to do with the ticket. */
  readonly names: readonly string[]
}

export const draftFromTicket = query({
  route: 'GET /tickets/:ticketId/draft',
  summary: "What an article could be made from: a ticket's public messages, with what in them is nobody else's business.",
  permission: 'kb.write',
  audience: 'staff',
  input: DraftFromTicket,
  output: TicketDraft,
  async run(work, { ticketId, messageIds, confirmInternal = false }) {
    const source = await sourceOf(work, ticketId)
    const wanted = messageIds
      ? messageIds.map((id) => {
          const message = source.messages.find((one) => one.id === id)
          if (!message) throw kbError('kb.message_not_found', { messageId: id })
          return message
        })
      : source.messages.filter(({ visibility }) => visibility === 'public')
    if (!confirmInternal && wanted.some(({ visibility }) => visibility === 'internal')) throw kbError('kb.internal_source')
    const body = wanted
      .map((message) => message.body.trim())
      .join('\n\n---\n\n')
      .slice(0, MOST_BODY)
    const draft = { title: source.subject, body }
    return { ticketId, language: source.language ?? work.caller.deskLanguage, ...draft, findings: findingsIn(draft, source) }
  },
})

export const createFromTicket = command({
  route: 'POST /tickets/:ticketId/articles',
  summary: 'Writes the draft of an article from a ticket, once names, addresses and secrets in it were looked at.',
  permission: 'kb.write',
  audience: 'staff',
  input: CreateFromTicket,
  output: ArticleSheet,
  async run(work, { ticketId, confirmInternal = false, confirmPrivate = false, ...article }) {
    const source = await sourceOf(work, ticketId)
    const findings = findingsIn({ title: article.title, summary: article.summary ?? '', body: article.body }, source)
    const internal = findings.filter(({ kind }) => kind === 'internal')
    const personal = findings.filter(({ kind }) => kind !== 'internal')
    if (internal.length && !confirmInternal) throw kbError('kb.internal_source', {}, { details: { findings: internal } })
    if (personal.length && !confirmPrivate)
      throw kbError('kb.private_found', { count: personal.length }, { details: { findings: personal } })
    const articleId = await createArticle(work, article)
    await linkArticle(work, ticketId, articleId, 'source')
    return sheetOf(work, articleId)
  },
})

/** The ticket as the caller sees it; a ticket that they do not see answers as missing. */
async function sourceOf(work: Reading<KbContract, 'kb.write'>, ticketId: string): Promise<Source> {
  await work.ticket(ticketId, 'ticket.read')
  const ticket = await work.desk.tickets.get({ ticketId })
  const { items: participants } = await work.desk.tickets.participants({ ticketId })
  const messages: (Message & { readonly author: { readonly kind: string; readonly name: string } })[] = []
  let cursor: string | null = null
  for (let page = 0; page < MOST_PAGES && (page === 0 || cursor !== null); page += 1) {
    const read: { items: typeof messages; nextCursor: string | null } = await work.desk.tickets.messages({
      ticketId,
      limit: 200,
      ...(cursor === null ? {} : { cursor }),
    })
    messages.push(...read.items)
    cursor = read.nextCursor
  }
  const names = [
    ticket.requester.name,
    ...(ticket.company ? [ticket.company.name] : []),
    ...(ticket.assignee ? [ticket.assignee.name] : []),
    ...participants.map(({ person }) => person.name),
    ...messages.flatMap(({ author }) => (author.kind === 'person' ? [author.name] : [])),
  ]
  return { subject: ticket.subject, language: ticket.language, messages, names: [...new Set(names)] }
}

function findingsIn(texts: Readonly<Record<string, string>>, { messages, names }: Source): PrivateFinding[] {
  return Object.entries(texts).flatMap(([field, text]) => [
    ...messages
      .filter(({ visibility, body }) => visibility === 'internal' && holdsPartOf(text, body))
      .map(({ body }) => ({ kind: 'internal' as const, field, start: 0, end: text.length, text: body.slice(0, 200) })),
    ...findPrivate(text, names).map((found) => ({ ...found, field })),
  ])
}
