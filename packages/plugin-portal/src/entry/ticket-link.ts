import { portalError } from '../errors.ts'
import { kit } from '../kit.ts'
import { entryUrl } from '../options.ts'
import { BySecret, LinkedTicket, OfTicket, TicketLink } from './schemas.ts'
import { digestOf, isSecret, newSecret } from './secret.ts'

const DAY_MS = 86_400_000
const DAYS = 30

/** Kept by its digest and not signed with a key, so that it can be taken back. */
export const linkToTicket = kit.command({
  route: 'POST /tickets/:ticketId/links',
  summary: 'A link that shows the requester this ticket, read only, and signs nobody in.',
  permission: 'ticket.reply',
  audience: 'staff',
  input: OfTicket,
  output: TicketLink,
  async run(work, { ticketId }) {
    if (!work.options.entry) throw portalError('portal.entry_off')
    await work.ticket(ticketId)
    const { requester, company } = await work.desk.tickets.get({ ticketId })
    const [id, secret] = [work.newId(), newSecret()]
    const expiresAt = new Date(Date.parse(work.now) + DAYS * DAY_MS).toISOString()
    await work.change('portal.ticket_link_made', { ticketId, linkId: id }, (db) =>
      db
        .insertInto('portal_entry')
        .values({
          id,
          kind: 'ticket',
          token_hash: digestOf(secret),
          address_hash: null,
          person_id: requester.id,
          company_id: company?.id ?? null,
          ticket_id: ticketId,
          language: null,
          created_at: work.now,
          expires_at: expiresAt,
        })
        .execute(),
    )
    return { id, url: entryUrl(work.options, `/t/${secret}`), expiresAt }
  },
})

export const linkedTicket = kit.query({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  input: BySecret,
  output: LinkedTicket,
  async run(work, { secret }) {
    const row = isSecret(secret)
      ? await work.db
          .selectFrom('portal_entry')
          .select(['ticket_id', 'person_id', 'company_id'])
          .where('token_hash', '=', digestOf(secret))
          .where('kind', '=', 'ticket')
          .where('expires_at', '>', work.now)
          .executeTakeFirst()
      : undefined
    if (!row?.ticket_id || !work.options.entry) throw portalError('portal.entry_over')
    return { ticketId: row.ticket_id, personId: row.person_id, companyId: row.company_id }
  },
})
