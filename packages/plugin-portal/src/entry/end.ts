import { kit } from '../kit.ts'
import { BySecret, Ended, OfPerson, OfTicket } from './schemas.ts'
import { digestOf } from './secret.ts'

export const signOut = kit.command({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  input: BySecret,
  output: Ended,
  async run(work, { secret }) {
    const row = await work.db
      .selectFrom('portal_session')
      .select(['id', 'person_id'])
      .where('token_hash', '=', digestOf(secret))
      .executeTakeFirst()
    if (!row) return { ended: 0 }
    await work.change('portal.signed_out', { personId: row.person_id, sessionId: row.id }, (db) =>
      db.deleteFrom('portal_session').where('id', '=', row.id).execute(),
    )
    return { ended: 1 }
  },
})

/** Also what would let them in again: invitations and links to tickets. Links in mails ask who has the address when they are used. */
export const endSessions = kit.command({
  route: 'POST /people/:personId/end-sessions',
  summary: 'Signs somebody out of the portal everywhere, and takes back invitations and links to tickets.',
  permission: 'portal.manage',
  audience: 'staff',
  input: OfPerson,
  output: Ended,
  async run(work, { personId }) {
    const { id } = await work.person(personId)
    const sessions = await work.db.selectFrom('portal_session').select('id').where('person_id', '=', id).execute()
    const entries = await work.db.selectFrom('portal_entry').select('id').where('person_id', '=', id).execute()
    if (!sessions.length && !entries.length) return { ended: 0 }
    await work.change('portal.sessions_ended', { personId: id }, async (db) => {
      await db.deleteFrom('portal_session').where('person_id', '=', id).execute()
      await db.deleteFrom('portal_entry').where('person_id', '=', id).execute()
    })
    return { ended: sessions.length + entries.length }
  },
})

export const endMySessions = kit.command({
  route: 'POST /end-my-sessions',
  summary: 'Signs the caller out of the portal everywhere.',
  permission: 'anyone',
  audience: 'customer',
  output: Ended,
  async run(work) {
    const { personId } = work.caller
    return personId === null ? { ended: 0 } : work.asPlugin.portal.endSessions({ personId })
  },
})

export const endTicketLinks = kit.command({
  route: 'POST /tickets/:ticketId/end-links',
  summary: 'Takes back all links that show a ticket to whoever has them.',
  permission: 'ticket.reply',
  audience: 'staff',
  input: OfTicket,
  output: Ended,
  async run(work, { ticketId }) {
    await work.ticket(ticketId)
    const rows = await work.db.selectFrom('portal_entry').select('id').where('ticket_id', '=', ticketId).execute()
    if (!rows.length) return { ended: 0 }
    await work.change('portal.ticket_links_ended', { ticketId }, (db) =>
      db.deleteFrom('portal_entry').where('ticket_id', '=', ticketId).execute(),
    )
    return { ended: rows.length }
  },
})

const DAY_MS = 86_400_000

/** What has run out lets nobody in; the addresses of those who asked are kept for a day, to count by. */
export const forget = kit.command({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  output: Ended,
  async run(work) {
    const yesterday = new Date(Date.parse(work.now) - DAY_MS).toISOString()
    const over = await work.db
      .selectFrom('portal_entry')
      .select('id')
      .where('expires_at', '<=', work.now)
      .unionAll(work.db.selectFrom('portal_session').select('id').where('expires_at', '<=', work.now))
      .unionAll(work.db.selectFrom('portal_link_request').select('id').where('asked_at', '<=', yesterday))
      .execute()
    if (!over.length) return { ended: 0 }
    await work.change('portal.forgotten', { runId: work.newId() }, async (db) => {
      await db.deleteFrom('portal_entry').where('expires_at', '<=', work.now).execute()
      await db.deleteFrom('portal_session').where('expires_at', '<=', work.now).execute()
      await db.deleteFrom('portal_link_request').where('asked_at', '<=', yesterday).execute()
    })
    return { ended: over.length }
  },
})
