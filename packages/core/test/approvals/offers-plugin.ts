import Type from 'typebox'
import { coreError } from '../../src/error/core-errors.ts'
import { forContract } from '../../src/plugin/kit.ts'
import { Id, Line } from '../../src/value/schema.ts'

interface OfferTable {
  id: string
  ticket_id: string
  total_minor: number
  approval_id: string | null
  state: 'draft' | 'asked' | 'approved' | 'declined'
}
export interface OffersContract {
  id: 'offers'
  service: {
    /** Writes an offer and asks the contact about it. */
    ask(input: { ticketId: string; contactId: string; total: number }): Promise<{ offerId: string; approvalId: string }>
    /** Another total: whatever was answered was about another offer. */
    change(input: { offerId: string; total: number }): Promise<{ state: string }>
    get(input: { offerId: string }): Promise<{ state: string }>
  }
  permissions: 'offers.write'
  events: { 'offers.asked': { ticketId: string; offerId: string }; 'offers.changed': { ticketId: string; offerId: string } }
  tables: { offers_offer: OfferTable }
}
const { command, query, definePlugin } = forContract<OffersContract>()
const State = Type.Object({ state: Line })
const ofOffer = { offerId: Id }

const ask = command({
  route: 'POST /offers',
  permission: 'offers.write',
  audience: 'staff',
  input: Type.Object({ ticketId: Id, contactId: Id, total: Type.Integer({ minimum: 0 }) }),
  output: Type.Object({ offerId: Id, approvalId: Id }),
  async run(work, { ticketId, contactId, total }) {
    await work.ticket(ticketId)
    const offerId = work.newId()
    await work.change('offers.asked', { ticketId, offerId }, (db) =>
      db
        .insertInto('offers_offer')
        .values({ id: offerId, ticket_id: ticketId, total_minor: total, approval_id: null, state: 'asked' })
        .execute(),
    )
    const { id: approvalId } = await work.asPlugin.approvals.requestFor({
      ticketId,
      question: 'May we do it for this price?',
      audience: 'both',
      contactIds: [contactId],
      needed: 'one',
      requesterMayApprove: true,
      kind: 'offers.offer',
      subjectId: offerId,
      content: { total },
      contentHash: `v1-${total}`,
      amount: { minor: total, currency: 'EUR' },
    })
    await work.change('offers.changed', { ticketId, offerId }, (db) =>
      db.updateTable('offers_offer').set({ approval_id: approvalId }).where('id', '=', offerId).execute(),
    )
    return { offerId, approvalId }
  },
})

const change = command({
  route: 'PUT /offers/:offerId',
  permission: 'offers.write',
  audience: 'staff',
  input: Type.Object({ ...ofOffer, total: Type.Integer({ minimum: 0 }) }),
  output: State,
  async run(work, { offerId, total }) {
    const offer = await work.db.selectFrom('offers_offer').selectAll().where('id', '=', offerId).executeTakeFirst()
    if (!offer) throw coreError('ticket.not_found', { ticketId: offerId })
    await work.ticket(offer.ticket_id)
    if (offer.approval_id !== null) await work.asPlugin.approvals.invalidate({ approvalId: offer.approval_id })
    await work.change('offers.changed', { ticketId: offer.ticket_id, offerId }, (db) =>
      db.updateTable('offers_offer').set({ total_minor: total, state: 'draft', approval_id: null }).where('id', '=', offerId).execute(),
    )
    return { state: 'draft' }
  },
})

const get = query({
  route: 'GET /offers/:offerId',
  permission: 'offers.write',
  audience: 'staff',
  input: Type.Object({ ...ofOffer }),
  output: State,
  run: async (work, { offerId }) => {
    const offer = await work.db.selectFrom('offers_offer').select('state').where('id', '=', offerId).executeTakeFirst()
    return { state: offer?.state ?? 'gone' }
  },
})

/** A plugin whose own thing is approved by the desk's engine, as billing's estimates will be. */
export const offers = definePlugin({
  id: 'offers',
  version: '1.0.0',
  contract: 1,
  acts: ['ticket.read', 'person.read', 'ticket.request_approval'],
  permissions: { 'offers.write': { title: 'Write offers' } },
  roles: { 'offers.writer': { title: 'Writer of offers', capacity: 'staff', permissions: ['offers.write'] } },
  events: {
    'offers.asked': { subject: 'ticketId', audience: 'staff', title: 'Offer made' },
    'offers.changed': { subject: 'ticketId', audience: 'staff', title: 'Offer changed' },
  },
  operations: { ask, change, get },
  migrations: {
    '0001_offers': async (db) => {
      await db.schema
        .createTable('offers_offer')
        .addColumn('id', 'uuid', (c) => c.primaryKey())
        .addColumn('ticket_id', 'uuid', (c) => c.notNull())
        .addColumn('total_minor', 'bigint', (c) => c.notNull())
        .addColumn('approval_id', 'uuid')
        .addColumn('state', 'text', (c) => c.notNull())
        .execute()
    },
  },
  personalData: 'none',
  setup(ctx) {
    // In the transaction of the vote: the offer and its approval are decided together, or neither is.
    ctx.within('approval.ended', async ({ kind, subjectId, ticketId, outcome }, work) => {
      if (kind !== 'offers.offer' || (outcome !== 'accepted' && outcome !== 'refused')) return
      await work.change('offers.changed', { ticketId, offerId: subjectId }, (db) =>
        db
          .updateTable('offers_offer')
          .set({ state: outcome === 'accepted' ? 'approved' : 'declined' })
          .where('id', '=', subjectId)
          .execute(),
      )
    })
  },
})
