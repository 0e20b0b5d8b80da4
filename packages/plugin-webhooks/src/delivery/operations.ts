import { webhookError } from '../errors.ts'
import { type AnyWork, expectEverywhere, kit } from '../kit.ts'
import { settingsOf } from '../options.ts'
import { subscriptionRow } from '../subscription/rows.ts'
import { SubscriptionById } from '../subscription/schemas.ts'
import { expectMayHandOn } from '../subscription/service.ts'
import type { DeliveryTable } from '../tables.ts'
import { testBody } from './body.ts'
import { DeliveryById, DeliveryPage, ListDeliveries, Replayed, ReplayPeriod, WebhookDelivery } from './schemas.ts'

const { command, query } = kit

/** Repeated at once, so that a click by mistake does not send a year. */
const MOST_REPLAYED = 10_000
const LOT = 1000

export const deliveries = query({
  route: 'GET /subscriptions/:subscriptionId/deliveries',
  summary: 'What a webhook was sent and is to be sent, newest first, with how the last attempt of each ended.',
  permission: 'webhooks.read',
  audience: 'staff',
  input: ListDeliveries,
  output: DeliveryPage,
  async run(work, input) {
    expectEverywhere(work, 'webhooks.read')
    await subscriptionRow(work, input.subscriptionId)
    const page = work.page('deliveries', input)
    let rows = work.db
      .selectFrom('webhooks_delivery')
      .selectAll()
      .where('subscription_id', '=', input.subscriptionId)
      .orderBy('id', 'desc')
      .limit(page.take)
    if (input.state !== undefined) rows = rows.where('state', '=', input.state)
    if (page.after) rows = rows.where('id', '<', String(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ id }) => [id], found.map(viewDelivery))
  },
})

export const replay = command({
  route: 'POST /deliveries/:deliveryId/replay',
  summary: 'Sends a delivery again, under its own id and with eight new attempts.',
  permission: 'webhooks.manage',
  audience: 'staff',
  input: DeliveryById,
  output: WebhookDelivery,
  async run(work, { deliveryId }) {
    expectEverywhere(work, 'webhooks.manage')
    const row = await deliveryRow(work, deliveryId)
    if (row.state === 'sending') throw webhookError('webhooks.under_way')
    await work.change('webhooks.replayed', { subscriptionId: row.subscription_id, count: 1 }, async (db) => {
      const { numUpdatedRows } = await db
        .updateTable('webhooks_delivery')
        .set({ state: 'waiting', attempt_count: 0, due_at: work.now, error: null, updated_at: work.now })
        .where('id', '=', deliveryId)
        .where('state', '!=', 'sending')
        .executeTakeFirstOrThrow()
      if (numUpdatedRows !== 1n) throw webhookError('webhooks.under_way')
    })
    await work.enqueue('send', {}, { key: 'now' })
    return viewDelivery(await deliveryRow(work, deliveryId))
  },
})

export const replayPeriod = command({
  route: 'POST /subscriptions/:subscriptionId/replay',
  summary: 'Sends everything of a period again that was given up or held, each under its own id: ten thousand at the most.',
  permission: 'webhooks.manage',
  audience: 'staff',
  input: ReplayPeriod,
  output: Replayed,
  async run(work, { subscriptionId, from, to, includeDelivered = false }) {
    expectEverywhere(work, 'webhooks.manage')
    await subscriptionRow(work, subscriptionId)
    if (to <= from) throw webhookError('webhooks.period_wrong')
    const states: DeliveryTable['state'][] = ['dead', 'held', 'dropped', ...(includeDelivered ? (['delivered'] as const) : [])]
    const found = await work.db
      .selectFrom('webhooks_delivery')
      .select('id')
      .where('subscription_id', '=', subscriptionId)
      .where('state', 'in', states)
      .where('created_at', '>=', from)
      .where('created_at', '<', to)
      .where('event_id', 'is not', null)
      .orderBy('id')
      .limit(MOST_REPLAYED)
      .execute()
    await work.change('webhooks.replayed', { subscriptionId, count: found.length }, async (db) => {
      for (let at = 0; at < found.length; at += LOT)
        await db
          .updateTable('webhooks_delivery')
          .set({ state: 'waiting', attempt_count: 0, due_at: work.now, error: null, updated_at: work.now })
          .where(
            'id',
            'in',
            found.slice(at, at + LOT).map(({ id }) => id),
          )
          .where('state', 'in', states)
          .execute()
    })
    if (found.length) await work.enqueue('send', {}, { key: 'now' })
    return { count: found.length }
  },
})

export const test = command({
  route: 'POST /subscriptions/:subscriptionId/test',
  summary: 'Sends a message of the type webhooks.test, whatever the state of the webhook.',
  permission: 'webhooks.manage',
  audience: 'staff',
  input: SubscriptionById,
  output: WebhookDelivery,
  async run(work, { subscriptionId }) {
    expectEverywhere(work, 'webhooks.manage')
    const subscription = await subscriptionRow(work, subscriptionId)
    await expectMayHandOn(work, subscription.service_id)
    const id = work.newId()
    await work.change('webhooks.tested', { deliveryId: id, subscriptionId }, (db) =>
      db
        .insertInto('webhooks_delivery')
        .values({
          id,
          subscription_id: subscriptionId,
          event_id: null,
          event: 'webhooks.test',
          ticket_id: null,
          is_public: true,
          body: testBody(subscriptionId, work.now),
          state: 'waiting',
          attempt_count: 0,
          due_at: work.now,
          lease_ends_at: null,
          status: null,
          took_ms: null,
          answer: null,
          error: null,
          created_at: work.now,
          updated_at: work.now,
        })
        .execute(),
    )
    await work.enqueue('send', {}, { key: 'now' })
    return viewDelivery(await deliveryRow(work, id))
  },
})

/** What is over and old; whatever still waits stays. */
export const forget = command({
  route: null,
  permission: 'webhooks.manage',
  audience: 'staff',
  output: Replayed,
  async run(work) {
    expectEverywhere(work, 'webhooks.manage')
    const before = new Date(Date.parse(work.now) - settingsOf(work.options).keepMs).toISOString()
    const old = await work.db
      .selectFrom('webhooks_delivery')
      .select('id')
      .where('created_at', '<', before)
      .where('state', 'not in', ['waiting', 'sending'])
      .limit(LOT)
      .execute()
    if (!old.length) return { count: 0 }
    await work.change('webhooks.forgotten', { turnId: work.newId(), count: old.length }, (db) =>
      db
        .deleteFrom('webhooks_delivery')
        .where(
          'id',
          'in',
          old.map(({ id }) => id),
        )
        .where('state', 'not in', ['waiting', 'sending'])
        .execute(),
    )
    return { count: old.length }
  },
})

/** Throws `webhooks.delivery_not_found`. */
async function deliveryRow(work: AnyWork, deliveryId: string): Promise<DeliveryTable> {
  const row = await work.db.selectFrom('webhooks_delivery').selectAll().where('id', '=', deliveryId).executeTakeFirst()
  if (!row) throw webhookError('webhooks.delivery_not_found')
  return row
}

const viewDelivery = (row: DeliveryTable): WebhookDelivery => ({
  id: row.id,
  subscriptionId: row.subscription_id,
  eventId: row.event_id,
  event: row.event,
  state: row.state,
  attempts: row.attempt_count,
  dueAt: row.state === 'waiting' ? row.due_at : null,
  status: row.status,
  tookMs: row.took_ms,
  answer: row.answer,
  error: row.error,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
