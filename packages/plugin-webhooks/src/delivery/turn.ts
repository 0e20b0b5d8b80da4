import { type AnyReading, type AnyWork, expectEverywhere, kit, type WebhookWriter } from '../kit.ts'
import { settingsOf } from '../options.ts'
import { generationsOf } from '../subscription/rows.ts'
import { sightOf } from '../subscription/service.ts'
import type { DeliveryTable, SubscriptionTable } from '../tables.ts'
import { Due, type Outcome, type Sending, TakeTurn, Turn } from './schemas.ts'

const { command, query } = kit

const TRIES = 8
const FIRST_PAUSE_MS = 1000
const FACTOR = 4
/** A receiver that takes what it is sent has so many at once; one that fails has one, so that it holds up nobody else. */
const PLACES_EACH = 4
const PAGE = 64
const MOST_LOOKS = 20
/** How much longer than an attempt may last nobody else begins one. */
const SLACK_MS = 20_000
/** `410`: whoever is there says that nobody wants it any more. */
const GONE = 410

type Row = DeliveryTable & Pick<SubscriptionTable, 'url' | 'service_id' | 'generation' | 'overlap_ends_at' | 'failure_count'>

const later = (now: string, ms: number): string => new Date(Date.parse(now) + ms).toISOString()
/** Second and later attempts: 1 s, 4 s, 16 s … 68 min, up to a quarter longer, by the delivery's id and not by chance. */
const pauseAfter = (attempts: number, id: string): number =>
  Math.round(FIRST_PAUSE_MS * FACTOR ** (attempts - 1) * (1 + Number.parseInt(id.slice(-2), 16) / 1024))

/** What could be begun: waiting long enough, or under way with somebody who is gone. Tests are sent whatever the state. */
function dueRows(work: Pick<AnyReading, 'db' | 'now'>) {
  return work.db
    .selectFrom('webhooks_delivery')
    .innerJoin('webhooks_subscription', 'webhooks_subscription.id', 'webhooks_delivery.subscription_id')
    .where((eb) => eb.or([eb('webhooks_subscription.state', '=', 'on'), eb('webhooks_delivery.event_id', 'is', null)]))
    .where((eb) =>
      eb.or([
        eb.and([eb('webhooks_delivery.state', '=', 'waiting'), eb('webhooks_delivery.due_at', '<=', work.now)]),
        eb.and([eb('webhooks_delivery.state', '=', 'sending'), eb('webhooks_delivery.lease_ends_at', '<=', work.now)]),
      ]),
    )
}

export const due = query({
  route: null,
  permission: 'webhooks.manage',
  audience: 'staff',
  output: Due,
  async run(work) {
    expectEverywhere(work, 'webhooks.manage')
    const first = await work.db.selectFrom('webhooks_subscription').select('id').orderBy('id').limit(1).executeTakeFirst()
    if (!first) return { deskKey: null, isDue: false }
    const row = await dueRows(work).select('webhooks_delivery.id').limit(1).executeTakeFirst()
    return { deskKey: first.id, isDue: row !== undefined }
  },
})

/** Notes how attempts ended and begins others, in one transaction: what is not noted as begun was not begun. */
export const turn = command({
  route: null,
  permission: 'webhooks.manage',
  audience: 'staff',
  input: TakeTurn,
  output: Turn,
  async run(work, { outcomes, places, isLast = false }) {
    expectEverywhere(work, 'webhooks.manage')
    const turnId = work.newId()
    const sendings: Sending[] = []
    await work.change('webhooks.worked', { turnId, ended: outcomes.length }, async (db) => {
      await end(work, db, outcomes)
      if (places > 0) sendings.push(...(await begin(work, db, places)))
    })
    if (isLast) await work.enqueue('send', {}, { key: 'now' })
    return { sendings }
  },
})

async function end(work: AnyWork, db: WebhookWriter, outcomes: readonly Outcome[]): Promise<void> {
  const settings = settingsOf(work.options)
  const bySubscription = new Map<string, { taken: number; failed: number; isGone: boolean }>()
  for (const outcome of outcomes) {
    const { deliveryId, attempt, isTaken, status, tookMs, answer, error } = outcome
    const isDead = !isTaken && attempt >= TRIES
    const dueAt = later(work.now, pauseAfter(attempt, deliveryId))
    const row = await db
      .updateTable('webhooks_delivery')
      .set({
        state: isTaken ? 'delivered' : isDead ? 'dead' : 'waiting',
        status,
        took_ms: tookMs,
        answer,
        error,
        lease_ends_at: null,
        updated_at: work.now,
        ...(isTaken || isDead ? {} : { due_at: dueAt }),
      })
      .where('id', '=', deliveryId)
      .where('state', '=', 'sending')
      // Whoever came too late has been taken for dead, and another attempt counts.
      .where('attempt_count', '=', attempt)
      .returning(['subscription_id', 'event_id'])
      .executeTakeFirst()
    if (!row) continue
    const { subscription_id: subscriptionId } = row
    if (isDead) await work.change('webhooks.delivery_dead', { deliveryId, subscriptionId }, () => undefined)
    else if (!isTaken) await work.enqueue('send', {}, wakeAt(dueAt))
    const counts = bySubscription.get(subscriptionId) ?? { taken: 0, failed: 0, isGone: false }
    if (isTaken) counts.taken += 1
    else counts.failed += 1
    counts.isGone ||= status === GONE
    // What a test says is for whoever asked for it.
    if (row.event_id !== null) bySubscription.set(subscriptionId, counts)
  }
  for (const [id, counts] of [...bySubscription].sort(([a], [b]) => (a < b ? -1 : 1)))
    await count(work, db, id, counts, settings.disableAfterMs)
}

/** A second's worth of deliveries shares one job. */
function wakeAt(dueAt: string): { notBefore: string; key: string } {
  const notBefore = new Date(Math.ceil(Date.parse(dueAt) / 1000) * 1000 + 1000).toISOString()
  return { notBefore, key: `at ${notBefore}` }
}

/** In the order of their ids, so that two at once do not wait for each other. */
async function count(
  work: AnyWork,
  db: WebhookWriter,
  id: string,
  { taken, failed, isGone }: { taken: number; failed: number; isGone: boolean },
  disableAfterMs: number,
): Promise<void> {
  const row = await db
    .selectFrom('webhooks_subscription')
    .select(['state', 'failure_count', 'failing_since_at'])
    .where('id', '=', id)
    .executeTakeFirst()
  if (!row) return
  const since = taken ? null : (row.failing_since_at ?? work.now)
  const failures = taken ? 0 : row.failure_count + failed
  if (failures !== row.failure_count || since !== row.failing_since_at)
    await db.updateTable('webhooks_subscription').set({ failure_count: failures, failing_since_at: since }).where('id', '=', id).execute()
  const isHopeless = isGone || (since !== null && Date.parse(work.now) - Date.parse(since) >= disableAfterMs)
  if (row.state !== 'on' || !isHopeless) return
  await work.change('webhooks.disabled', { subscriptionId: id, reason: isGone ? 'gone' : 'failing' }, async (writer) => {
    await writer
      .updateTable('webhooks_subscription')
      .set((eb) => ({ state: 'disabled' as const, version: eb('version', '+', 1), updated_at: work.now }))
      .where('id', '=', id)
      .execute()
    await writer
      .updateTable('webhooks_delivery')
      .set({ state: 'held', updated_at: work.now })
      .where('subscription_id', '=', id)
      .where('state', '=', 'waiting')
      .where('event_id', 'is not', null)
      .execute()
  })
}

/** Of each subscription no more at once than it bears; those that are full are left out of the next look, so they stand before nobody. */
async function begin(work: AnyWork, db: WebhookWriter, places: number): Promise<Sending[]> {
  const { timeoutMs } = settingsOf(work.options)
  const leaseEndsAt = later(work.now, timeoutMs + SLACK_MS)
  const running = await db
    .selectFrom('webhooks_delivery')
    .select((eb) => ['subscription_id', eb.fn.countAll<number | string | bigint>().as('n')])
    .where('state', '=', 'sending')
    .where('lease_ends_at', '>', work.now)
    .groupBy('subscription_id')
    .execute()
  const busy = new Map(running.map(({ subscription_id, n }) => [subscription_id, Number(n)]))
  const full = new Set<string>()
  const sendings: Sending[] = []
  for (let looks = 0; looks < MOST_LOOKS && sendings.length < places; looks += 1) {
    let query = dueRows(work)
      .selectAll('webhooks_delivery')
      .select([
        'webhooks_subscription.url',
        'webhooks_subscription.service_id',
        'webhooks_subscription.generation',
        'webhooks_subscription.overlap_ends_at',
        'webhooks_subscription.failure_count',
      ])
      .orderBy('webhooks_delivery.due_at')
      .orderBy('webhooks_delivery.id')
      .limit(PAGE)
    if (full.size) query = query.where('webhooks_delivery.subscription_id', 'not in', [...full])
    const rows: Row[] = await query.execute()
    let begun = 0
    const fullBefore = full.size
    for (const row of rows) {
      const { subscription_id: subscriptionId } = row
      const most = row.failure_count > 0 ? 1 : PLACES_EACH
      if ((busy.get(subscriptionId) ?? 0) >= most) {
        full.add(subscriptionId)
        continue
      }
      if (sendings.length >= places) break
      const sending = await take(work, db, row, leaseEndsAt)
      begun += 1
      if (!sending) continue
      busy.set(subscriptionId, (busy.get(subscriptionId) ?? 0) + 1)
      sendings.push(sending)
    }
    if (rows.length < PAGE || (begun === 0 && full.size === fullBefore)) break
  }
  return sendings
}

/** The attempt is counted when it begins: one that ends the process counts as well. */
async function take(work: AnyWork, db: WebhookWriter, row: Row, leaseEndsAt: string): Promise<Sending | undefined> {
  const isTest = row.event_id === null
  const sight = isTest ? 'staff' : await sightOf(work, row.service_id, { ticketId: row.ticket_id, isPublic: row.is_public })
  const isOver = row.attempt_count >= TRIES
  const attempt = row.attempt_count + 1
  const change = !sight
    ? ({ state: 'dropped', lease_ends_at: null } as const)
    : isOver
      ? ({ state: 'dead', lease_ends_at: null, error: row.error ?? 'webhooks.ended_with_process' } as const)
      : ({ state: 'sending', attempt_count: attempt, lease_ends_at: leaseEndsAt } as const)
  const { numUpdatedRows } = await db
    .updateTable('webhooks_delivery')
    .set({ ...change, updated_at: work.now })
    .where('id', '=', row.id)
    // Whoever was quicker has moved these on.
    .where('state', '=', row.state)
    .where('attempt_count', '=', row.attempt_count)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows !== 1n || !sight || isOver) return undefined
  const { url, body } = row
  return {
    deliveryId: row.id,
    attempt,
    subscriptionId: row.subscription_id,
    url,
    body,
    generations: generationsOf(row, work.now),
    at: work.now,
  }
}
