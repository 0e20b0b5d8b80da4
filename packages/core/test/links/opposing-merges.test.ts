import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { historyFaults, readHistory } from '../faults/history.ts'

const isFull = process.env['DESK_FULL'] === '1'
const WORKERS = 16
const CALLS = isFull ? 10_000 : 400
const TICKETS = 12
/** What the rules say to who comes second. */
const rules = ['merge.itself', 'merge.source_closed', 'merge.into_part', 'merge.not_merged']
const place = testDatabases.find(({ kind }) => kind === 'postgres')
const missing = place?.missing
const quiet = { error: () => {}, warn: () => {}, info: () => {} }

describe.skipIf(missing !== undefined)(missing ? `postgres (${missing})` : 'postgres', () => {
  it(`shows no deadlock of ${CALLS} merges, their undoing, and messages that ${WORKERS} workers do in opposite order on ${TICKETS} tickets`, {
    timeout: isFull ? 1_800_000 : 90_000,
  }, async () => {
    const database = await place?.create()
    if (!database) throw new TypeError('there is no PostgreSQL')
    const open = () =>
      createDesk({
        database: database.database,
        store: { schema: database.schema, poolSize: WORKERS / 2 },
        admins: ['ad'],
        worker: false,
        log: quiet,
      })
    const desks = [open(), open()] as const
    const [desk] = desks
    try {
      await desk.migrate()
      const customer = { externalId: 'somebody' }
      const ids: string[] = []
      for (let n = 0; n < TICKETS; n += 1) ids.push((await desk.as(customer).tickets.create({ subject: `Ticket ${n}` })).id)
      await desk.as({ externalId: 'ad' }).people.me()
      const [times, surfaced, written]: [number[], string[], string[]] = [[], [], []]
      let [next, merged] = [0, 0]
      const random = (below: number) => Math.floor(Math.random() * below)
      const call = async (worker: number, n: number): Promise<void> => {
        const me = desks[worker % 2]
        const from = random(TICKETS)
        const [ticketId, intoId] = [ids[from] ?? '', ids[(from + 1 + random(TICKETS - 1)) % TICKETS] ?? '']
        const chance = Math.random()
        if (chance < 0.45) {
          await me?.as({ externalId: 'ad' }).tickets.merge({ ticketId, intoId })
          merged += 1
        } else if (chance < 0.75) await me?.as({ externalId: 'ad' }).tickets.unmerge({ ticketId })
        else {
          const body = `call ${n}`
          await me?.as(customer).tickets.reply({ ticketId, body })
          written.push(body)
        }
      }
      const work = async (worker: number): Promise<void> => {
        for (let n = next++; n < CALLS; n = next++) {
          const began = performance.now()
          await call(worker, n).catch((error: unknown) => {
            if (!isDeskError(error) || !rules.includes(error.code)) surfaced.push(String(error))
          })
          times.push(performance.now() - began)
        }
      }
      const startedAt = performance.now()
      await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)))
      const seconds = (performance.now() - startedAt) / 1000
      times.sort((a, b) => a - b)
      const p99 = times[Math.floor(times.length * 0.99)] ?? 0
      console.log(`${CALLS} calls, ${merged} merges, ${written.length} messages, p99 ${p99.toFixed(0)} ms, ${seconds.toFixed(1)} s`)
      expect(surfaced).toEqual([])
      expect(merged).toBeGreaterThan(CALLS / 20)
      const history = await readHistory(desk)
      expect(history.messages.map(({ body }) => body).sort()).toEqual(written.sort())
      expect(historyFaults(desk, history)).toEqual([])
      expect((await desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    } finally {
      for (const one of desks) await one.close()
      await database.drop()
    }
  })
})
