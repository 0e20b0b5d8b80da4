import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { CalendarSpec } from '../../src/calendar/calendar-spec.ts'
import { weekdays } from '../../src/calendar/calendar-spec.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { defaultTicketTypes } from '../../src/machine/default-types/default-ticket-types.ts'
import type { TicketTypeSpec } from '../../src/machine/ticket-type.ts'
import { forContract } from '../../src/plugin/kit.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'

const MINUTE = 60_000
const HOUR = 60 * MINUTE
const DAY = 24 * HOUR
const question = defaultTicketTypes.find(({ id }) => id === 'question') as TicketTypeSpec
const told: TicketTypeSpec = { ...question, id: 'told', windows: { autoCloseDays: 3, autoCloseWarnDays: 2 } }

/** FT16: what time brings about while clocks are wrong. Nothing twice, and nothing later than a minute. */
forEachDatabase((kind) => {
  const openTicket = async (cast: Cast, more: object = {}) =>
    (await cast.as('n1').tickets.create({ subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net, ...more })).id
  const waiting = async (cast: Cast, until: number, mode: 'act' | 'remind') => {
    const ticketId = await openTicket(cast)
    await cast.as('n1').tickets.wait({ ticketId, on: 'parts', until: new Date(until).toISOString(), mode })
    return ticketId
  }
  const resolved = async (cast: Cast, type: string) => {
    const ticketId = await openTicket(cast, { type })
    await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved' })
    return ticketId
  }
  const times = async (desk: Desk, ticketId: string, name: string) =>
    (await historyOf(desk, ticketId)).filter((event) => event.name === name).length

  describe('clocks that are wrong', () => {
    it('make nothing happen twice or late on a node whose clock jumps', async () => {
      const start = Date.parse('2026-03-02T08:00:00.000Z')
      const clock = { true: start, off: 0 }
      const cast = await openCast(kind, { clock: () => clock.true + clock.off, ticketTypes: [told] })
      const quiet = await resolved(cast, 'told')
      const due: { readonly at: number; readonly ticketId: string; readonly event: string }[] = []
      const jumps = [0, -HOUR, 0, HOUR, 0, DAY, 0, -DAY, -HOUR, 0]
      for (const [index, off] of jumps.entries()) {
        clock.off = off
        for (const [mode, event] of [
          ['act', 'ticket.resumed'],
          ['remind', 'ticket.wait_over'],
        ] as const) {
          const at = clock.true + clock.off + 40_000
          due.push({ at, ticketId: await waiting(cast, at, mode), event })
        }
        for (let step = 0; step < 4; step += 1) {
          clock.true += 30_000
          await cast.desk.tick()
          for (const { at, ticketId, event } of due) {
            const count = await times(cast.desk, ticketId, event)
            const isLate = clock.true + clock.off >= at + MINUTE
            expect(count, `${event} of ${new Date(at).toISOString()} after jump ${index} to ${off}`).toBeGreaterThanOrEqual(isLate ? 1 : 0)
            expect(count).toBeLessThanOrEqual(1)
          }
        }
      }
      for (const { ticketId, event } of due) expect(await times(cast.desk, ticketId, event)).toBe(1)
      // The day ahead told of the silence; the days behind neither told of it again nor closed it sooner than promised.
      for (let day = 0; day < 4; day += 1) {
        clock.true += DAY
        await cast.desk.tick()
      }
      expect([await times(cast.desk, quiet, 'ticket.close_announced'), await times(cast.desk, quiet, 'ticket.closed')]).toEqual([1, 1])
      expect((await cast.desk.doctor()).findings).toEqual([])
    })

    it('make nothing happen twice or late between two nodes five minutes apart', async () => {
      const start = Date.parse('2026-03-02T08:00:00.000Z')
      const clock = { now: start }
      const cast = await openCast(kind, { clock: () => clock.now, ticketTypes: [told] })
      const nodes = [
        cast.desk,
        cast.another({ clock: () => clock.now + 5 * MINUTE }),
        cast.another({ clock: () => clock.now - 5 * MINUTE }),
      ]
      const due: { at: number; ticketId: string; event: string }[] = []
      for (let index = 1; index <= 10; index += 1) {
        const at = start + 6 * MINUTE + index * 37_000
        due.push({
          at,
          ticketId: await waiting(cast, at, index % 2 ? 'act' : 'remind'),
          event: index % 2 ? 'ticket.resumed' : 'ticket.wait_over',
        })
      }
      for (let step = 0; step < 30; step += 1) {
        clock.now += 30_000
        await Promise.all(nodes.map((desk) => desk.tick()))
        for (const { at, ticketId, event } of due) {
          const count = await times(cast.desk, ticketId, event)
          expect(count).toBeLessThanOrEqual(1)
          if (clock.now >= at + MINUTE) expect(count, `${event} of ${new Date(at).toISOString()}`).toBe(1)
          // The clock that is ahead is believed as far as it is ahead, and no further.
          if (clock.now < at - 5 * MINUTE) expect(count).toBe(0)
        }
      }
      const quiet = await resolved(cast, 'told')
      for (const hours of [24, 24, 24]) {
        clock.now += hours * HOUR
        await Promise.all(nodes.map((desk) => desk.tick()))
      }
      clock.now += 10 * MINUTE
      await Promise.all(nodes.map((desk) => desk.tick()))
      expect([await times(cast.desk, quiet, 'ticket.close_announced'), await times(cast.desk, quiet, 'ticket.closed')]).toEqual([1, 1])
    })

    it('do not touch recurring jobs, which go by the time of the database', async () => {
      const runs: number[] = []
      const plugin = recurring(() => void runs.push(performance.now()))
      const { database } = await openCast(kind)
      const offs = [0, 5 * MINUTE, -HOUR]
      const nodes = offs.map((_off, index) =>
        createDesk({
          database: database.database,
          store: { schema: database.schema },
          plugins: [plugin],
          worker: false,
          clock: () => Date.now() + (offs[index] ?? 0),
        }),
      )
      onTestFinished(async () => void (await Promise.all(nodes.map((desk) => desk.close()))))
      for (const desk of nodes) await desk.migrate()
      const started = performance.now()
      for (let jump = 0; performance.now() - started < 5_300; jump += 1) {
        offs[0] = [0, -HOUR, HOUR, DAY][jump % 4] ?? 0
        await Promise.all(nodes.map((desk) => desk.tick({ maxMs: 1000 })))
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
      const seconds = Math.floor((performance.now() - started) / 1000)
      expect(runs.length).toBeGreaterThanOrEqual(seconds - 1)
      expect(runs.length).toBeLessThanOrEqual(seconds + 1)
    }, 30_000)
  })

  describe('the nights on which the clock is turned', () => {
    /** Solved on the day before at ten by the wall: closed at ten by the wall, which is 23, 23½, 24½ or 25 hours later. */
    const nights = [
      ['Europe/Zurich', '2026-03-28T09:00:00.000Z', 23],
      ['Europe/Zurich', '2026-10-24T08:00:00.000Z', 25],
      ['America/New_York', '2026-03-07T15:00:00.000Z', 23],
      ['America/New_York', '2026-10-31T14:00:00.000Z', 25],
      ['Asia/Jerusalem', '2026-03-26T08:00:00.000Z', 23],
      ['Asia/Jerusalem', '2026-10-24T07:00:00.000Z', 25],
      ['Australia/Lord_Howe', '2026-10-02T23:30:00.000Z', 23.5],
      ['Australia/Lord_Howe', '2026-04-03T23:00:00.000Z', 24.5],
      ['America/Santiago', '2026-09-05T14:00:00.000Z', 23],
      ['America/Santiago', '2026-04-04T13:00:00.000Z', 25],
    ] as const
    const keyOf = (zone: string) => zone.toLowerCase().replace('/', '_')
    const zones = [...new Set(nights.map(([zone]) => zone))]
    const nineToFive = Object.fromEntries(weekdays.map((day) => [day, [{ from: '09:00', to: '17:00' }]]))
    const calendars: Record<string, CalendarSpec> = Object.fromEntries(
      zones.map((timeZone) => [keyOf(timeZone), { title: timeZone, timeZone, hours: nineToFive }]),
    )
    const ticketTypes = zones.map((zone) => ({
      ...question,
      id: keyOf(zone),
      windows: { autoCloseDays: 2, autoCloseWarnDays: 1, calendar: keyOf(zone) },
    }))

    it('are one day by the calendar, whatever their length', async () => {
      const clock = { now: Date.parse(nights[0][1]) }
      const cast = await openCast(kind, { clock: () => clock.now, calendars, ticketTypes })
      for (const [zone, solvedAt, hours] of nights) {
        clock.now = Date.parse(solvedAt)
        const ticketId = await resolved(cast, keyOf(zone))
        const at = clock.now + hours * HOUR
        const state = async () => [
          await times(cast.desk, ticketId, 'ticket.close_announced'),
          await times(cast.desk, ticketId, 'ticket.closed'),
        ]
        clock.now = at - 1
        await cast.desk.tick()
        expect(await state(), `${zone} before ${solvedAt} + ${hours} h`).toEqual([0, 0])
        clock.now = at + 30_000
        await cast.desk.tick()
        expect(await state(), `${zone} at ${solvedAt} + ${hours} h`).toEqual([1, 0])
        clock.now = at + 24 * HOUR
        await cast.desk.tick()
        expect(await state()).toEqual([1, 0])
        clock.now = at + 24 * HOUR + MINUTE
        await cast.desk.tick()
        expect(await state()).toEqual([1, 1])
      }
      expect((await cast.desk.doctor()).findings).toEqual([])
    }, 60_000)
  })
})

interface BeatContract {
  id: 'beat'
  jobs: { beat: object }
}
const recurring = (run: () => void) =>
  forContract<BeatContract>().definePlugin({ id: 'beat', version: '1.0.0', contract: 1, jobs: { beat: { every: '1s', run } } })()
