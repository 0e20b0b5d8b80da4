import { type ChildProcess, fork } from 'node:child_process'
import { readFileSync, writeFileSync } from 'node:fs'
import { rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import type { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import type { CoreTables } from '../../src/tables.ts'
import { deliveryDesk, migratePlace, openPlace, pause, probeHandler, until } from './delivery-desk.ts'

interface Line {
  readonly handler: string
  readonly id: string
  readonly position: number
  readonly subject: string
  readonly n: number
}

const isFull = process.env['DESK_FULL'] === '1'
const EVENTS = isFull ? 20_000 : 2000
const KILLS = isFull ? 250 : 25
const PROCESSES = 4
const SUBJECTS = 50
const LEASE_MS = 400
const HANDLERS = ['fast', 'slow']

/** Processes that work until they are killed, and are started again. */
class Relays {
  readonly #place: TestDatabase
  readonly #sink: string
  readonly #ready: ChildProcess[] = []
  readonly #all = new Set<ChildProcess>()

  constructor(place: TestDatabase, sink: string) {
    this.#place = place
    this.#sink = sink
  }

  start(): void {
    const args = [this.#place.database, this.#place.schema, this.#sink, String(LEASE_MS)]
    const child = fork(new URL('./relay-process.ts', import.meta.url), args, {
      execArgv: [],
      stdio: ['ignore', 'inherit', 'inherit', 'ipc'],
    })
    this.#all.add(child)
    child.once('message', () => this.#ready.push(child))
    child.once('exit', () => this.#all.delete(child))
  }

  /** Kills one that is at work, and starts another. */
  async killOne(): Promise<void> {
    await until('all but the last one are ready', () => this.#ready.length >= PROCESSES - 1)
    const [victim] = this.#ready.splice(Math.floor(Math.random() * this.#ready.length), 1)
    victim?.kill('SIGKILL')
    this.start()
  }

  async end(): Promise<void> {
    for (const child of this.#all) child.kill('SIGKILL')
    await until('all have ended', () => this.#all.size === 0)
  }
}

forEachDatabase((database) => {
  it(
    `loses none of ${EVENTS} events to ${KILLS} kills of ${PROCESSES} processes, repeats at most 1 %, and keeps the order of each subject`,
    async () => {
      const place = await database.create()
      const sink = join(tmpdir(), `deskwright-relays-${process.pid}-${database.kind}.jsonl`)
      writeFileSync(sink, '')
      const store = openPlace(place)
      await migratePlace(store, place)
      const desk = deliveryDesk(store, { handlers: HANDLERS.map((name) => probeHandler(name, () => {})) })
      await desk.worker.register()
      const relays = new Relays(place, sink)
      for (let n = 0; n < PROCESSES; n += 1) relays.start()
      const lines = (): Line[] =>
        readFileSync(sink, 'utf8')
          .split('\n')
          .slice(0, -1)
          .map((line) => JSON.parse(line)) // prettier-ignore
      try {
        let appended = 0
        let kills = 0
        const startedAt = performance.now()
        while (appended < EVENTS) {
          const size = Math.min(20, EVENTS - appended)
          await desk.append(
            ...Array.from({ length: size }, (_, i) => ({ subject: `s${(appended + i) % SUBJECTS}`, payload: { n: appended + i } })),
          )
          appended += size
          // As many kills as events: those that are there are being delivered meanwhile.
          while (kills < (KILLS * appended) / EVENTS) {
            await pause(100 + Math.random() * 150)
            await relays.killOne()
            kills += 1
          }
        }
        expect(kills).toBeGreaterThanOrEqual(KILLS)
        await until(
          'everything is delivered',
          () => new Set(lines().map(({ handler, id }) => `${handler} ${id}`)).size === EVENTS * HANDLERS.length,
          120_000,
        )
        await until('and saved', async () => {
          const rows = await store.read(async ({ db }) => (db as Kysely<CoreTables>).selectFrom('handler').select('position').execute())
          return rows.every(({ position }) => position >= EVENTS)
        })
        const all = lines()
        const first = new Map<string, Line>()
        const last = new Map<string, number>()
        for (const line of all) {
          const known = first.get(`${line.handler} ${line.id}`)
          if (known) expect(line).toEqual(known)
          else {
            first.set(`${line.handler} ${line.id}`, line)
            const subject = `${line.handler} ${line.subject}`
            expect(line.n, `order of ${subject}`).toBeGreaterThan(last.get(subject) ?? -1)
            last.set(subject, line.n)
          }
        }
        const repeated = all.length - first.size
        console.log(
          `${database.kind}: ${EVENTS} events to ${HANDLERS.length} handlers, ${kills} kills, ${repeated} repeated (${((100 * repeated) / first.size).toFixed(2)} %), ${((performance.now() - startedAt) / 1000).toFixed(0)} s`,
        ) // prettier-ignore
        expect(first.size).toBe(EVENTS * HANDLERS.length)
        expect(repeated / first.size).toBeLessThanOrEqual(0.01)
        const left = await store.read(async ({ db }) => (db as Kysely<CoreTables>).selectFrom('delivery').selectAll().execute())
        expect(left.filter(({ state }) => state !== 'done')).toEqual([])
      } finally {
        await relays.end()
        await store.close()
        await place.drop()
        await rm(sink, { force: true })
      }
    },
    isFull ? 900_000 : 240_000,
  )
})
