import { setTimeout as pause } from 'node:timers/promises'
import type { Kysely, Selectable } from 'kysely'
import { DEFAULT_RETRY, ENDED_WITH_PROCESS, errorText, retryDelay } from '../hook/back-off.ts'
import { durableWrite } from '../hook/durable-write.ts'
import type { RunLimit } from '../hook/lane.ts'
import type { Runtime } from '../operation/runtime.ts'
import type { ChannelContext } from '../plugin/channel.ts'
import type { CoreTables } from '../tables.ts'
import { type Texts, textsOf } from '../text/texts.ts'
import { attempt, DEFAULT_TIMEOUT_MS, type FailedAttempt } from './attempt.ts'
import { channelsOf, type InstalledChannel } from './channels.ts'
import { composed } from './compose-delivery.ts'
import type { NotificationDeliveryTable } from './tables.ts'

type DeliveryRow = Selectable<NotificationDeliveryTable>

const AT_ONCE = 8
/** How much longer than an attempt may take nobody else begins one. */
const SLACK_MS = 30_000
/** What the worker waits for: a slow channel holds up nothing else. */
const PATIENCE_MS = 50
const NOTHING_TO_SEE = 'nothing that they may see'

/**
 * Gives what people are to be told to the channels: one job for each recipient, by leases on the database's clock, so that any number of
 * processes may do it.
 */
export class Deliverer {
  readonly #runtime: Runtime
  readonly #channels: ReadonlyMap<string, InstalledChannel>
  readonly #texts: Texts
  #running: Promise<number> | undefined

  constructor(runtime: Runtime) {
    this.#runtime = runtime
    this.#channels = channelsOf(runtime)
    this.#texts = textsOf(runtime.composition.texts, runtime.composition.textKeys)
  }

  /** Returns how many were begun; what takes long goes on beside the worker. */
  async perform(limit: RunLimit): Promise<number> {
    if (limit.isOver || !this.#channels.size) return 0
    this.#running ??= this.#pass().finally(() => {
      this.#running = undefined
    })
    return Promise.race([this.#running, pause(PATIENCE_MS, 1)])
  }

  /** Waits for what was begun, and lets the channels go: before the store is closed. */
  async close(): Promise<void> {
    await this.#running?.catch(() => {})
    await Promise.all(
      [...this.#channels].map(async ([channel, { spec }]) => {
        try {
          await spec.close?.()
        } catch (error) {
          this.#runtime.log.error({ code: 'notification.channel_not_closed', channel, error }, 'notification.channel_not_closed')
        }
      }),
    )
  }

  async #pass(): Promise<number> {
    const claimed = await this.#claim()
    await Promise.all(claimed.map((row) => this.#deliver(row)))
    return claimed.length
  }

  /** Those of channels that are not installed wait until they are. */
  async #claim(): Promise<DeliveryRow[]> {
    const { store } = this.#runtime
    const due = await store.read(async (tx) =>
      this.#due(tx.db, await tx.now())
        .select('id')
        .limit(1)
        .executeTakeFirst(),
    )
    if (!due) return []
    return durableWrite(store, async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      const now = await tx.now()
      let waiting = this.#due(db, now).selectAll().orderBy('due_ms').limit(AT_ONCE)
      if (tx.kind === 'postgres') waiting = waiting.forUpdate().skipLocked()
      const claimed: DeliveryRow[] = []
      for (const row of await waiting.execute()) {
        const spec = this.#channels.get(row.channel)?.spec
        // A lease that nobody gave back: its process ended in the middle, and perhaps after it had sent.
        const isLost = row.lease_until_ms > 0
        const isOver = row.attempt_count >= DEFAULT_RETRY.tries || (isLost && spec?.whenUnsure === 'give_up')
        const begun = {
          attempt_count: row.attempt_count + 1,
          lease_until_ms: now + (spec?.timeout ?? DEFAULT_TIMEOUT_MS) + SLACK_MS,
        }
        await db
          .updateTable('notification_delivery')
          .set(isOver ? { state: 'dead', error: row.error ?? ENDED_WITH_PROCESS, lease_until_ms: 0 } : begun)
          .where('id', '=', row.id)
          .execute()
        if (!isOver) claimed.push({ ...row, ...begun })
      }
      return claimed
    })
  }

  #due(db: Kysely<CoreTables>, now: number) {
    return db
      .selectFrom('notification_delivery')
      .where('state', '=', 'waiting')
      .where('due_ms', '<=', now)
      .where('lease_until_ms', '<=', now)
      .where('channel', 'in', [...this.#channels.keys()])
  }

  async #deliver(row: DeliveryRow): Promise<void> {
    const channel = this.#channels.get(row.channel)
    if (!channel) return
    try {
      const failed = await this.#attempt(row, channel)
      if (failed === NOTHING_TO_SEE) await this.#settle(row, { state: 'done', error: NOTHING_TO_SEE })
      else if (failed) await this.#failed(row, channel, failed)
      else await this.#settle(row, { state: 'done', error: null })
    } catch (error) {
      // The database did not answer: the lease runs out, and another attempt is made.
      this.#runtime.log.error(
        { code: 'notification.unsettled', delivery: row.id, error },
        'notification.unsettled: will be tried when its lease is over',
      )
    }
  }

  /** Never rejects. */
  async #attempt(row: DeliveryRow, channel: InstalledChannel): Promise<FailedAttempt | typeof NOTHING_TO_SEE | undefined> {
    try {
      const delivery = await this.#runtime.store.read((tx) => composed(this.#runtime, tx, row, channel.spec))
      // Nothing of it is theirs to see any more.
      return delivery ? await attempt(channel.spec, delivery, this.#contextOf(row, channel)) : NOTHING_TO_SEE
    } catch (error) {
      return { error, isFinal: false, isUnsure: false }
    }
  }

  #contextOf(row: DeliveryRow, { owner }: InstalledChannel): Omit<ChannelContext, 'signal'> {
    const { servicesFor, log } = this.#runtime
    const desk = servicesFor({ kind: 'plugin', id: owner, depth: 0 }) as ChannelContext['desk']
    return { desk, texts: this.#texts, log, attempt: row.attempt_count }
  }

  /** What may have arrived is sent once more at the most, by channels that would rather bring it twice than not at all. */
  async #failed(row: DeliveryRow, { spec }: InstalledChannel, { error, isFinal, isUnsure }: FailedAttempt): Promise<void> {
    const isGivenUp = isUnsure && (row.is_unsure || spec.whenUnsure === 'give_up')
    const isDead = isFinal || isGivenUp || row.attempt_count >= DEFAULT_RETRY.tries
    this.#runtime.log.warn(
      {
        code: 'notification.not_delivered',
        delivery: row.id,
        channel: row.channel,
        attempt: row.attempt_count,
        isFinal: isDead,
        isUnsure,
        error,
      },
      'notification.not_delivered',
    )
    await this.#settle(row, { state: isDead ? 'dead' : 'waiting', error: errorText(error), is_unsure: row.is_unsure || isUnsure })
  }

  async #settle(
    row: DeliveryRow,
    { state, error, is_unsure = row.is_unsure }: Pick<DeliveryRow, 'state' | 'error'> & Partial<Pick<DeliveryRow, 'is_unsure'>>,
  ): Promise<void> {
    await durableWrite(this.#runtime.store, async (tx) => {
      const db: Kysely<CoreTables> = tx.db
      const due = state === 'waiting' ? (await tx.now()) + retryDelay(DEFAULT_RETRY, row.attempt_count) : row.due_ms
      await db
        .updateTable('notification_delivery')
        .set({ state, error, is_unsure, due_ms: due, lease_until_ms: 0 })
        .where('id', '=', row.id)
        .where('attempt_count', '=', row.attempt_count)
        .execute()
    })
  }
}
