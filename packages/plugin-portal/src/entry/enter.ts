import { portalError } from '../errors.ts'
import { kit } from '../kit.ts'
import { sessionDays } from '../options.ts'
import { type PortalReading, peopleOf } from './people.ts'
import { Alive, BySecret, Enter, Entered, EntryView, SessionIds, SessionView } from './schemas.ts'
import { digestOf, isSecret, newSecret } from './secret.ts'

const DAY_MS = 86_400_000

/** Whom it lets in is asked when it is used: an address that is another's by then lets in nobody of before. Throws `portal.entry_over`. */
async function usable(work: PortalReading, secret: string) {
  const rows = isSecret(secret)
    ? await work.db
        .selectFrom('portal_entry')
        .selectAll()
        .where('token_hash', '=', digestOf(secret))
        .where('kind', 'in', ['link', 'invitation'])
        .where('expires_at', '>', work.now)
        .execute()
    : []
  const people = work.options.entry ? await peopleOf(work, rows) : []
  const [row] = rows
  if (!row || !people.length) throw portalError('portal.entry_over')
  return { row, people }
}

export const entry = kit.query({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  input: BySecret,
  output: EntryView,
  async run(work, { secret }) {
    const { row, people } = await usable(work, secret)
    return {
      kind: row.kind === 'invitation' ? ('invitation' as const) : ('link' as const),
      people: people.map(({ id, name, memberships }) => ({ id, name, companies: memberships.map(({ company }) => company.name) })),
    }
  },
})

/** Of two who use it at once one finds it. */
export const enter = kit.command({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  input: Enter,
  output: Entered,
  async run(work, { secret, personId }) {
    const { row, people } = await usable(work, secret)
    const person = personId === undefined && people.length === 1 ? people[0] : people.find(({ id }) => id === personId)
    if (!person) throw portalError('portal.entry_over')
    const [sessionId, session] = [work.newId(), newSecret()]
    const expiresAt = new Date(Date.parse(work.now) + sessionDays(work.options) * DAY_MS).toISOString()
    await work.change('portal.signed_in', { personId: person.id, sessionId }, async (db) => {
      const used = await db.deleteFrom('portal_entry').where('token_hash', '=', row.token_hash).returning('id').execute()
      if (!used.length) throw portalError('portal.entry_over')
      // Somebody who asked twice is in: the other letter is of no more use.
      if (row.address_hash !== null) await db.deleteFrom('portal_entry').where('address_hash', '=', row.address_hash).execute()
      await db
        .insertInto('portal_session')
        .values({ id: sessionId, token_hash: digestOf(session), person_id: person.id, created_at: work.now, expires_at: expiresAt })
        .execute()
    })
    return { secret: session, sessionId, expiresAt }
  },
})

export const session = kit.query({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  input: BySecret,
  output: SessionView,
  async run(work, { secret }) {
    if (!isSecret(secret) || !work.options.entry) return { session: null }
    const row = await work.db
      .selectFrom('portal_session')
      .select(['id', 'person_id', 'expires_at'])
      .where('token_hash', '=', digestOf(secret))
      .where('expires_at', '>', work.now)
      .executeTakeFirst()
    return { session: row ? { id: row.id, personId: row.person_id, expiresAt: row.expires_at } : null }
  },
})

export const alive = kit.query({
  route: null,
  permission: 'portal.manage',
  audience: 'staff',
  input: SessionIds,
  output: Alive,
  async run(work, { ids }) {
    if (!ids.length) return { ids: [] }
    const rows = await work.db.selectFrom('portal_session').select('id').where('id', 'in', ids).where('expires_at', '>', work.now).execute()
    return { ids: rows.map(({ id }) => id) }
  },
})
