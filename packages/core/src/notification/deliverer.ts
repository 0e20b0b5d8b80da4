import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely, Selectable } from 'kysely'
import { DEFAULT_RETRY, ENDED_WITH_PROCESS, errorText, retryDelay } from '../hook/back-off.ts'
import { durableWrite } from '../hook/durable-write.ts'
import type { RunLimit } from '../hook/lane.ts'
import type { Runtime } from '../operation/runtime.ts'
import type { ChannelDelivery, ChannelSpec } from '../plugin/channel.ts'
import type { CoreTables } from '../tables.ts'
import { channelsOf } from './channels.ts'
import { composed } from './compose-delivery.ts'
import type { NotificationDeliveryTable } from './tables.ts'

type DeliveryRow = Selectable<NotificationDeliveryTable>

const AT_ONCE = 8
const DEFAULT_TIMEOUT_MS = 60_000
/** How much longer than an attempt may take nobody else begins one. */
const SLACK_MS = 30_000
/** What the worker waits for: a slow channel holds up nothing else. */
const PATIENCE_MS = 50

/** Gives what people are to be told to the channels: one job for each recipient, by leases on the database's clock, so that any number of processes may do it. */
export class Deliverer {
  readonly #runtime: Runtime
  #running: Promise<number> | undefined

  constructor(runtime: Runtime) {
    this.#runtime = runtime
  }

  /** Returns how many were begun; what takes long goes on beside the worker. */
  async perform(limit: RunLimit): Promise<number> {
    if (limit.isOver || !channelsOf(this.#runtime).size) return 0
    this.#running ??= this.#pass().finally(() => {
      this.#running = undefined
    })
    return Promise.race([this.#running, pause(PATIENCE_MS, 1)])
  }

  /** Waits for what was begun: before the store is closed. */
  async settled(): Promise<void> {
    await this.#running?.catch(() => {})
  }

  async #pass(): Promise<number> {
    const channels = channelsOf(this.#runtime)
    const claimed = await this.#claim(channels)
    await Promise.all(claimed.map((row) => this.#deliver(row, channels)))
    return claimed.length
  }

  /** Those of channels that are not installed wait until they are. */
  async #claim(channels: ReadonlyMap<string, ChannelSpec>): Promise<DeliveryRow[]> {
    const { store } = this.#runtime
    const names = [...channels.keys()]
    const due = await store.read(async (tx) =>
      this.#due(tx.db, names, await tx.now())
        .select('id')
        .limit(1)
        .executeTakeFirst(),
    )
    if (!due) return []
    return durableWrite(store, async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      const now = await tx.now()
      let waiting = this.#due(db, names, now).selectAll().orderBy('due_ms').limit(AT_ONCE)
      if (tx.kind === 'postgres') waiting = waiting.forUpdate().skipLocked()
      const claimed: DeliveryRow[] = []
      for (const row of await waiting.execute()) {
        const isOver = row.attempt_count >= DEFAULT_RETRY.tries
        await db
          .updateTable('notification_delivery')
          .set(
            isOver
              ? { state: 'dead', error: row.error ?? ENDED_WITH_PROCESS }
              : {
                  attempt_count: row.attempt_count + 1,
                  lease_until_ms: now + (channels.get(row.channel)?.timeout ?? DEFAULT_TIMEOUT_MS) + SLACK_MS,
                },
          )
          .where('id', '=', row.id)
          .execute()
        if (!isOver) claimed.push({ ...row, attempt_count: row.attempt_count + 1 })
      }
      return claimed
    })
  }

  #due(db: Kysely<CoreTables>, names: readonly string[], now: number) {
    return db
      .selectFrom('notification_delivery')
      .where('state', '=', 'waiting')
      .where('due_ms', '<=', now)
      .where('lease_until_ms', '<=', now)
      .where('channel', 'in', names)
  }

  async #deliver(row: DeliveryRow, channels: ReadonlyMap<string, ChannelSpec>): Promise<void> {
    const { store, log } = this.#runtime
    const channel = channels.get(row.channel)
    if (!channel) return
    try {
      const delivery = await store.read((tx) => composed(this.#runtime, tx, row))
      // Nothing of it is theirs to see any more.
      if (delivery) await send(channel, delivery)
      await this.#settle(row, { state: 'done', error: delivery ? null : 'nothing that they may see' })
    } catch (error) {
      const isFinal = isFinalError(error) || row.attempt_count >= DEFAULT_RETRY.tries
      log.warn(
        { code: 'notification.not_delivered', delivery: row.id, channel: row.channel, attempt: row.attempt_count, isFinal, error },
        'notification.not_delivered',
      )
      await this.#settle(row, { state: isFinal ? 'dead' : 'waiting', error: errorText(error) }).catch((fault: unknown) =>
        log.error(
          { code: 'notification.unsettled', delivery: row.id, error: fault },
          'notification.unsettled: will be tried when its lease is over',
        ),
      )
    }
  }

  async #settle(row: DeliveryRow, { state, error }: Pick<DeliveryRow, 'state' | 'error'>): Promise<void> {
    await durableWrite(this.#runtime.store, async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      const due = state === 'waiting' ? (await tx.now()) + retryDelay(DEFAULT_RETRY, row.attempt_count) : row.due_ms
      await db
        .updateTable('notification_delivery')
        .set({ state, error, due_ms: due, lease_until_ms: 0 })
        .where('id', '=', row.id)
        .where('attempt_count', '=', row.attempt_count)
        .execute()
    })
  }
}

async function send(channel: ChannelSpec, delivery: ChannelDelivery): Promise<void> {
  const limit = channel.timeout ?? DEFAULT_TIMEOUT_MS
  const sending = Promise.resolve(channel.send(delivery))
  sending.catch(() => {})
  const over = new AbortController()
  const late = pause(limit, undefined, { signal: over.signal }).then(() => {
    throw new Error(`not sent within ${limit} ms`)
  })
  late.catch(() => {})
  try {
    await Promise.race([sending, late])
  } finally {
    over.abort()
  }
}

const isFinalError = (error: unknown): boolean => error instanceof Error && 'isFinal' in error && error.isFinal === true
