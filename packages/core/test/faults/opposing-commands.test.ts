import type { Kysely } from 'kysely'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { historyFaults, readHistory } from './history.ts'
import { swap } from './swap-plugin.ts'

const isFull = process.env['DESK_FULL'] === '1'
const WORKERS = 16
const MOVES = isFull ? 10_000 : 500
const TICKETS = 12
const START = 100
const place = testDatabases.find(({ kind }) => kind === 'postgres')
const missing = place?.missing
const quiet = { error: () => {}, warn: () => {}, info: () => {} }

describe.skipIf(missing !== undefined)(missing ? `postgres (${missing})` : 'postgres', () => {
  it(
    `shows no deadlock of ${MOVES} commands that ${WORKERS} workers do in opposite order on ${TICKETS} tickets, and keeps every message`,
    async () => {
      const database = await place?.create()
      if (!database) throw new TypeError('there is no PostgreSQL')
      const tries = new Map<string, number>()
      const open = () =>
        createDesk({
          database: database.database,
          store: { schema: database.schema, poolSize: WORKERS / 2 },
          plugins: [swap({ onTry: (call) => void tries.set(call, (tries.get(call) ?? 0) + 1) })],
          worker: false,
          log: quiet,
        })
      const desks = [open(), open()] as const
      const [desk] = desks
      try {
        await desk.migrate()
        const ids: string[] = []
        for (let n = 0; n < TICKETS; n += 1)
          ids.push((await desk.as({ externalId: 'somebody' }).tickets.create({ subject: `Ticket ${n}` })).id)
        await desk['~store'].write(async (tx) => {
          const db: Kysely<{ swap_balance: { ticket_id: string; balance: number } }> = tx.dbFor('swap')
          await db
            .insertInto('swap_balance')
            .values(ids.map((ticket_id) => ({ ticket_id, balance: START })))
            .execute()
        })
        const times: number[] = []
        const surfaced: unknown[] = []
        let next = 0
        const startedAt = performance.now()
        const work = async (worker: number): Promise<void> => {
          const me = desks[worker % 2]?.system(`worker ${worker}`)
          for (let call = next++; call < MOVES; call = next++) {
            const from = Math.floor(Math.random() * TICKETS)
            const to = (from + 1 + Math.floor(Math.random() * (TICKETS - 1))) % TICKETS
            const began = performance.now()
            try {
              await me?.swap.move({ from: ids[from] ?? '', to: ids[to] ?? '', call: `call ${call}` })
            } catch (error) {
              surfaced.push(error)
            }
            times.push(performance.now() - began)
          }
        }
        await Promise.all(Array.from({ length: WORKERS }, (_, worker) => work(worker)))
        const seconds = (performance.now() - startedAt) / 1000
        times.sort((a, b) => a - b)
        const p99 = times[Math.floor(times.length * 0.99)] ?? 0
        const most = Math.max(...tries.values())
        const repeated = [...tries.values()].filter((count) => count > 1).length
        console.log(`${MOVES} moves, ${repeated} repeated, at most ${most} tries, p99 ${p99.toFixed(0)} ms, ${seconds.toFixed(1)} s`)
        expect(surfaced).toEqual([])
        expect(most).toBeLessThanOrEqual(6)
        const history = await readHistory(desk)
        expect(historyFaults(desk, history)).toEqual([])
        const texts = history.messages.map(({ body }) => body)
        expect(texts).toHaveLength(MOVES * 2)
        expect(new Set(texts).size).toBe(MOVES * 2)
        const balances = await desk['~store'].read(async (tx) => {
          const db: Kysely<{ swap_balance: { ticket_id: string; balance: number } }> = tx.dbFor('swap')
          const rows = await db.selectFrom('swap_balance').selectAll().execute()
          return rows.map(({ balance }) => balance)
        })
        expect(balances.reduce((sum, balance) => sum + balance, 0)).toBe(TICKETS * START)
        // Without any two that met there was nothing to see.
        expect(repeated).toBeGreaterThan(0)
      } finally {
        for (const one of desks) await one.close()
        await database.drop()
      }
    },
    isFull ? 900_000 : 60_000,
  )
})
