import { forContract } from '@deskwright/core'
import { FoundRefusal, ListRefusals, type MailContract, NoteRefusal, Refusal, RefusalOf, RefusalPage } from './contract.ts'
import { mailError } from './errors.ts'

export const kit = forContract<MailContract>()
const { command, query } = kit
const MOST = 50

const viewOf = (row: MailContract['tables']['mail_refusal']): Refusal => ({
  personId: row.person_id,
  address: row.address,
  code: row.code,
  refusedAt: row.refused_at,
})

export const refusals = query({
  route: 'GET /refusals',
  summary: 'Addresses that servers have refused for good, newest first.',
  permission: 'mail.manage',
  audience: 'staff',
  input: ListRefusals,
  output: RefusalPage,
  async run(work, { limit = MOST, cursor }) {
    let rows = work.db
      .selectFrom('mail_refusal')
      .selectAll()
      .orderBy('id', 'desc')
      .limit(limit + 1)
    if (cursor !== undefined) rows = rows.where('id', '<', cursor)
    const found = await rows.execute()
    const items = found.slice(0, limit)
    return { items: items.map(viewOf), nextCursor: found.length > limit ? (items.at(-1)?.id ?? null) : null }
  },
})

export const refusalOf = query({
  route: 'GET /refusals/:personId',
  summary: 'Whether anything is refused for somebody.',
  permission: 'mail.manage',
  audience: 'staff',
  input: RefusalOf,
  output: FoundRefusal,
  async run(work, { personId }) {
    const { id } = await work.person(personId)
    const row = await work.db.selectFrom('mail_refusal').selectAll().where('person_id', '=', id).executeTakeFirst()
    return { refusal: row ? viewOf(row) : null }
  },
})

export const allow = command({
  route: 'POST /refusals/:personId/allow',
  summary: 'Sends to somebody again.',
  permission: 'mail.manage',
  audience: 'staff',
  input: RefusalOf,
  output: Refusal,
  async run(work, { personId }) {
    const { id } = await work.person(personId)
    const row = await work.db.selectFrom('mail_refusal').selectAll().where('person_id', '=', id).executeTakeFirst()
    if (!row) throw mailError('mail.not_refused')
    await work.change('mail.address_allowed', { personId: id }, (db) => db.deleteFrom('mail_refusal').where('person_id', '=', id).execute())
    return viewOf(row)
  },
})

export const note = command({
  route: null,
  permission: 'mail.manage',
  audience: 'staff',
  input: NoteRefusal,
  output: Refusal,
  async run(work, { personId, address, code }) {
    const { id } = await work.person(personId)
    const row = { id: work.newId(), person_id: id, address, code, refused_at: work.now }
    await work.change('mail.address_refused', { personId: id, code }, (db) =>
      db
        .insertInto('mail_refusal')
        .values(row)
        .onConflict((conflict) => conflict.column('person_id').doUpdateSet({ id: row.id, address, code, refused_at: work.now }))
        .execute(),
    )
    return viewOf(row)
  },
})
