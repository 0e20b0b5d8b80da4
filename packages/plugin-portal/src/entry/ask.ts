import { portalError } from '../errors.ts'
import { kit } from '../kit.ts'
import { linkMinutes } from '../options.ts'
import { peopleAt, peopleOf } from './people.ts'
import { Asked, AskForLink, IssuedLetter, IssueInvitation, IssueLink } from './schemas.ts'
import { digestOf, newSecret, plainAddress } from './secret.ts'

const HOUR_MS = 3_600_000
/** Letters to one address in an hour: enough for somebody who looks into the wrong mailbox, too few to be a nuisance. */
const MOST_AN_HOUR = 5

/** Nothing is looked up here, so that it takes as long and writes as much for an address that nobody has. */
export const askForLink = kit.command({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  input: AskForLink,
  output: Asked,
  async run(work, { address: given, language }) {
    if (!work.options.entry) throw portalError('portal.entry_off')
    const address = plainAddress(given)
    const address_hash = digestOf(address)
    const id = work.newId()
    await work.change('portal.link_asked', { requestId: id }, (db) =>
      db
        .insertInto('portal_link_request')
        .values({ id, address_hash, asked_at: work.now, window_at: work.now, sent_count: 0 })
        .onConflict((conflict) => conflict.column('address_hash').doUpdateSet({ id, asked_at: work.now }))
        .execute(),
    )
    // The address goes with the job, and is gone with it: whoever is unknown leaves nothing here.
    await work.enqueue('link', { address, language }, { key: address_hash })
    return { requestId: id }
  },
})

export const issueLink = kit.command({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  input: IssueLink,
  output: IssuedLetter,
  async run(work, { address, language: asked }) {
    const address_hash = digestOf(address)
    const request = await work.db.selectFrom('portal_link_request').selectAll().where('address_hash', '=', address_hash).executeTakeFirst()
    const now = Date.parse(work.now)
    if (!request || now - Date.parse(request.asked_at) > HOUR_MS) return { letter: null }
    const isNewHour = now - Date.parse(request.window_at) >= HOUR_MS
    const sent = isNewHour ? 0 : request.sent_count
    const people = sent < MOST_AN_HOUR ? await peopleAt(work, address) : []
    const [first] = people
    if (!first) return { letter: null }
    const [entryId, secret] = [work.newId(), newSecret()]
    const row = {
      kind: 'link' as const,
      token_hash: digestOf(secret),
      address_hash,
      company_id: null,
      ticket_id: null,
      language: asked,
      created_at: work.now,
      expires_at: new Date(now + linkMinutes(work.options) * 60_000).toISOString(),
    }
    const rows = people.map((person, index) => ({ ...row, id: index === 0 ? entryId : work.newId(), person_id: person.id }))
    await work.change('portal.link_issued', { entryId }, async (db) => {
      await db.insertInto('portal_entry').values(rows).execute()
      await db
        .updateTable('portal_link_request')
        .set({ sent_count: sent + 1, ...(isNewHour ? { window_at: work.now } : {}) })
        .where('id', '=', request.id)
        .execute()
    })
    // Who shares an address is greeted by no name: it may be the other's.
    const name = people.length === 1 ? first.name : address
    return { letter: { id: entryId, secret, address, name, language: asked ?? first.language, company: null } }
  },
})

/** Written anew with each attempt: only the last letter's link is known. */
export const issueInvitation = kit.command({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  input: IssueInvitation,
  output: IssuedLetter,
  async run(work, { invitationId }) {
    const row = await work.db
      .selectFrom('portal_entry')
      .selectAll()
      .where('id', '=', invitationId)
      .where('kind', '=', 'invitation')
      .where('expires_at', '>', work.now)
      .executeTakeFirst()
    const [person] = row ? await peopleOf(work, [row]) : []
    if (!row || !person?.email) return { letter: null }
    const secret = newSecret()
    await work.change('portal.invitation_issued', { invitationId }, (db) =>
      db
        .updateTable('portal_entry')
        .set({ token_hash: digestOf(secret) })
        .where('id', '=', invitationId)
        .execute(),
    )
    const company = row.company_id === null ? null : (await work.asPlugin.companies.get({ companyId: row.company_id })).name
    return {
      letter: { id: invitationId, secret, address: person.email, name: person.name, language: row.language ?? person.language, company },
    }
  },
})
