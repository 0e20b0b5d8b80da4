import { setTimeout as pause } from 'node:timers/promises'
import { isDeskError, type SeenBy } from '@deskwright/core'
import type { WebhooksContract } from '../contract.ts'
import { ANSWER_BYTES, type WebhookSettings } from '../options.ts'
import { secretOf, signedHeaders } from '../secret.ts'
import type { Outcome, Sending } from './schemas.ts'

type Desk = Pick<SeenBy<WebhooksContract>, 'webhooks'>

/** After this nothing more is begun: what is left is another job's, which everybody else's jobs have a turn before. */
const RUN_MS = 30_000
/** Outcomes of so many milliseconds are noted together. */
const GATHER_MS = 20

/** Sends what is due, until nothing is left: one at a time for each desk, whatever wakes it, so that slow receivers take one place among the jobs. */
export class Sender {
  readonly #settings: WebhookSettings
  readonly #running = new Map<string, { isAsked: boolean }>()

  constructor(settings: WebhookSettings) {
    this.#settings = settings
  }

  async run(desk: Desk): Promise<void> {
    const { deskKey, isDue } = await desk.webhooks.due()
    if (deskKey === null) return
    const other = this.#running.get(deskKey)
    if (other) {
      other.isAsked = true
      return
    }
    if (!isDue) return
    const state = { isAsked: true }
    this.#running.set(deskKey, state)
    try {
      await this.#work(desk, state)
    } finally {
      this.#running.delete(deskKey)
    }
  }

  async #work(desk: Desk, state: { isAsked: boolean }): Promise<void> {
    const endsAt = performance.now() + RUN_MS
    const running = new Set<Promise<void>>()
    let outcomes: Outcome[] = []
    let isOver = false
    try {
      for (;;) {
        isOver = performance.now() > endsAt
        const isAsked = state.isAsked
        state.isAsked = false
        const noted = outcomes
        outcomes = []
        if (noted.length || (isAsked && !isOver && (await desk.webhooks.due()).isDue)) {
          const places = isOver ? 0 : Math.max(0, this.#settings.atOnce - running.size)
          const { sendings } = await desk.webhooks.turn({ outcomes: noted, places })
          // What has come to an end has made room, and what was begun leaves perhaps more behind it.
          if (sendings.length) state.isAsked = true
          for (const sending of sendings) {
            const one: Promise<void> = this.#attempt(sending).then((outcome) => {
              outcomes.push(outcome)
              state.isAsked = true
              running.delete(one)
            })
            running.add(one)
          }
          if (sendings.length && running.size < this.#settings.atOnce) continue
        }
        if (!running.size && !outcomes.length && (!state.isAsked || isOver)) break
        if (running.size) await Promise.race([...running, pause(250)])
        // Several that end together are noted together.
        await pause(GATHER_MS)
      }
      if (isOver) await desk.webhooks.turn({ outcomes: [], places: 0, isLast: true })
    } finally {
      // The connection outlives nobody: what ends now is noted by nobody, and tried again when its lease is over.
      await Promise.all(running)
    }
  }

  /** Never rejects. */
  async #attempt({ deliveryId, attempt, subscriptionId, url, body, generations, at }: Sending): Promise<Outcome> {
    const begun = performance.now()
    const { secret, way } = this.#settings
    const secrets = generations.map((generation) => secretOf(secret, subscriptionId, generation))
    const tookMs = (): number => Math.round(performance.now() - begun)
    try {
      const headers = signedHeaders(secrets, { id: deliveryId, at, body })
      const { status, body: answer } = await way.send({ url, method: 'POST', headers, body })
      const isTaken = status >= 200 && status < 300
      return {
        deliveryId,
        attempt,
        isTaken,
        status,
        tookMs: tookMs(),
        answer: textOf(answer),
        error: isTaken ? null : status >= 300 && status < 400 ? 'webhooks.redirected' : 'webhooks.refused',
      }
    } catch (error) {
      const code = isDeskError(error) ? error.code : 'webhooks.failed'
      const { fault } = isDeskError(error) ? error.params : {}
      return {
        deliveryId,
        attempt,
        isTaken: false,
        status: null,
        tookMs: tookMs(),
        answer: null,
        error: fault === undefined ? code : `${code} (${String(fault)})`,
      }
    }
  }
}

/** What databases take and people can read, whatever was sent. */
const textOf = (bytes: Uint8Array): string =>
  Buffer.from(bytes.subarray(0, ANSWER_BYTES))
    .toString('utf8')
    .replaceAll(/[^\P{Cc}\n\t]/gu, '\u{FFFD}')
    .toWellFormed()
