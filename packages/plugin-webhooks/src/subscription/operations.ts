import { webhookError } from '../errors.ts'
import { type AnyWork, expectEverywhere, kit } from '../kit.ts'
import { settingsOf } from '../options.ts'
import { secretOf } from '../secret.ts'
import type { SubscriptionTable } from '../tables.ts'
import { subscriptionRow, viewSubscription } from './rows.ts'
import {
  CreateSubscription,
  Removed,
  RotateSecret,
  SubscriptionById,
  SubscriptionList,
  SubscriptionView,
  UpdateSubscription,
  WithSecret,
} from './schemas.ts'
import { expectMayHandOn } from './service.ts'

const { command, query } = kit
const HOUR_MS = 3_600_000

export const list = query({
  route: 'GET /subscriptions',
  summary: 'All webhooks of the desk, with how they do.',
  permission: 'webhooks.read',
  audience: 'staff',
  output: SubscriptionList,
  async run(work) {
    expectEverywhere(work, 'webhooks.read')
    const rows = await work.db.selectFrom('webhooks_subscription').selectAll().orderBy('id', 'desc').execute()
    const items: SubscriptionView[] = []
    for (const row of rows) items.push(await viewSubscription(work, row))
    return { items }
  },
})

export const get = query({
  route: 'GET /subscriptions/:subscriptionId',
  summary: 'One webhook.',
  permission: 'webhooks.read',
  audience: 'staff',
  input: SubscriptionById,
  output: SubscriptionView,
  async run(work, { subscriptionId }) {
    expectEverywhere(work, 'webhooks.read')
    return viewSubscription(work, await subscriptionRow(work, subscriptionId))
  },
})

export const create = command({
  route: 'POST /subscriptions',
  summary: 'Tells a program what happens at the desk, as far as a service may know it. The secret is shown this once.',
  permission: 'webhooks.manage',
  audience: 'staff',
  input: CreateSubscription,
  output: WithSecret,
  isAnswerSecret: true,
  async run(work, { name, serviceId, url, events }) {
    expectEverywhere(work, 'webhooks.manage')
    const settings = settingsOf(work.options)
    const address = settings.way.expectUsable(url)
    await expectMayHandOn(work, serviceId)
    const row: SubscriptionTable = {
      id: work.newId(),
      name: name.trim(),
      service_id: serviceId,
      url: address,
      events_json: events,
      state: 'on',
      generation: 1,
      overlap_ends_at: null,
      failure_count: 0,
      failing_since_at: null,
      version: 1,
      created_by: work.actor.kind === 'person' ? work.actor.id : null,
      created_at: work.now,
      updated_at: work.now,
    }
    await work.change('webhooks.created', { subscriptionId: row.id, serviceId }, (db) =>
      db.insertInto('webhooks_subscription').values(row).execute(),
    )
    return { subscription: await viewSubscription(work, row), secret: secretOf(settings.secret, row.id, 1) }
  },
})

export const update = command({
  route: 'PATCH /subscriptions/:subscriptionId',
  summary: 'Changes a webhook, switches it off, or on again.',
  permission: 'webhooks.manage',
  audience: 'staff',
  input: UpdateSubscription,
  output: SubscriptionView,
  async run(work, { subscriptionId, name, url, events, isOn, expectedVersion }) {
    expectEverywhere(work, 'webhooks.manage')
    const row = await subscriptionRow(work, subscriptionId)
    if (expectedVersion !== undefined && expectedVersion !== row.version) throw webhookError('webhooks.changed', { version: row.version })
    if (url !== undefined || events || isOn) await expectMayHandOn(work, row.service_id)
    const state = isOn === undefined ? row.state : isOn ? 'on' : 'off'
    const next = {
      ...row,
      ...(name === undefined ? {} : { name: name.trim() }),
      ...(url === undefined ? {} : { url: settingsOf(work.options).way.expectUsable(url) }),
      ...(events ? { events_json: events } : {}),
      state,
      // Whoever switches it on again gives it another few days.
      ...(isOn === true && row.state !== 'on' ? { failure_count: 0, failing_since_at: null } : {}),
      version: row.version + 1,
      updated_at: work.now,
    }
    await save(work, row, next)
    if (state === 'on' && row.state !== 'on') await work.enqueue('send', {}, { key: 'now' })
    return viewSubscription(work, next)
  },
})

export const rotateSecret = command({
  route: 'POST /subscriptions/:subscriptionId/secret',
  summary: 'Makes a new secret, shown this once. For a while messages are signed with the one before as well.',
  permission: 'webhooks.manage',
  audience: 'staff',
  input: RotateSecret,
  output: WithSecret,
  isAnswerSecret: true,
  async run(work, { subscriptionId, overlapHours = 24 }) {
    expectEverywhere(work, 'webhooks.manage')
    const row = await subscriptionRow(work, subscriptionId)
    await expectMayHandOn(work, row.service_id)
    const ends = new Date(Date.parse(work.now) + overlapHours * HOUR_MS).toISOString()
    const next = { ...row, generation: row.generation + 1, overlap_ends_at: ends, version: row.version + 1, updated_at: work.now }
    await save(work, row, next, 'webhooks.secret_rotated')
    const { secret } = settingsOf(work.options)
    return { subscription: await viewSubscription(work, next), secret: secretOf(secret, row.id, next.generation) }
  },
})

export const remove = command({
  route: 'DELETE /subscriptions/:subscriptionId',
  summary: 'Removes a webhook with everything that waits for it.',
  permission: 'webhooks.manage',
  audience: 'staff',
  input: SubscriptionById,
  output: Removed,
  async run(work, { subscriptionId }) {
    expectEverywhere(work, 'webhooks.manage')
    await subscriptionRow(work, subscriptionId)
    await work.change('webhooks.removed', { subscriptionId }, async (db) => {
      await db.deleteFrom('webhooks_delivery').where('subscription_id', '=', subscriptionId).execute()
      await db.deleteFrom('webhooks_subscription').where('id', '=', subscriptionId).execute()
    })
    return { subscriptionId }
  },
})

/** Of two at once the later one is refused: it would undo what it has not seen. */
async function save(
  work: AnyWork,
  before: SubscriptionTable,
  { id, ...next }: SubscriptionTable,
  event: 'webhooks.updated' | 'webhooks.secret_rotated' = 'webhooks.updated',
): Promise<void> {
  await work.change(event, { subscriptionId: id }, async (db) => {
    const { name, url, events_json, state, generation, overlap_ends_at, version, updated_at } = next
    const { numUpdatedRows } = await db
      .updateTable('webhooks_subscription')
      .set({ name, url, events_json, state, generation, overlap_ends_at, version, updated_at })
      // The count of failures is the worker's, who changes it meanwhile.
      .$if(next.failure_count !== before.failure_count || next.failing_since_at !== before.failing_since_at, (query) =>
        query.set({ failure_count: 0, failing_since_at: null }),
      )
      .where('id', '=', id)
      .where('version', '=', before.version)
      .executeTakeFirstOrThrow()
    if (numUpdatedRows !== 1n) throw webhookError('webhooks.changed', { version: before.version + 1 })
  })
}
