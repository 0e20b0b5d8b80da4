import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { defaultTicketTypes } from '../../src/machine/default-types/default-ticket-types.ts'
import type { TicketTypeSpec } from '../../src/machine/ticket-type.ts'
import { answerOf, openCast, refusal } from '../access/cast.ts'

const weekday = [{ from: '09:00', to: '17:00' }]
const hours = { monday: weekday, tuesday: weekday, wednesday: weekday, thursday: weekday, friday: weekday }
const office = { title: 'Office', timeZone: 'Europe/Zurich', hours }
const question = defaultTicketTypes.find(({ id }) => id === 'question') as TicketTypeSpec
const slow: TicketTypeSpec = { ...question, id: 'slow', windows: { reopenDays: 2, autoCloseDays: 3, calendar: 'office' } }

forEachDatabase((kind) => {
  describe('calendars', () => {
    it('are made, read, changed and taken away by those who may', async () => {
      const cast = await openCast(kind)
      const { calendars } = cast.as('ad')
      const specialDays = [
        { date: '2026-12-25', title: 'Christmas' },
        { date: '2026-12-24', hours: [{ from: '09:00', to: '12:00' }] },
      ]
      const made = await calendars.create({ key: 'shop', ...office, specialDays })
      expect(made).toMatchObject({ key: 'shop', timeZone: 'Europe/Zurich', hours, version: 1 })
      expect(made.specialDays.map(({ date }) => date)).toEqual(['2026-12-24', '2026-12-25'])
      expect(await cast.as('n1').calendars.get({ calendarId: made.id })).toEqual(made)
      const changed = await calendars.update({ calendarId: made.id, hours: { saturday: weekday }, expectedVersion: 1 })
      expect(changed).toMatchObject({ title: 'Office', hours: { saturday: weekday }, specialDays: made.specialDays, version: 2 })
      expect(Object.keys(changed.hours)).toEqual(['saturday'])
      // Nothing new is no change.
      expect((await calendars.update({ calendarId: made.id, title: 'Office', hours: { saturday: weekday } })).version).toBe(2)
      expect(await refusal(calendars.update({ calendarId: made.id, title: 'x', expectedVersion: 1 }))).toBe('calendar.conflict')
      expect(await refusal(calendars.create({ key: 'shop', ...office }))).toBe('calendar.exists')
      expect((await calendars.list({})).items.map(({ key }) => key)).toEqual(['shop'])
      await cast.desk.tick()
      const { items } = await cast.as('ad').audit.events({})
      expect(items.filter(({ event }) => event.startsWith('calendar.')).map(({ event }) => event)).toEqual(
        expect.arrayContaining(['calendar.created', 'calendar.updated']),
      )
      expect(await calendars.remove({ calendarId: made.id })).toEqual({ id: made.id })
      expect(await refusal(calendars.get({ calendarId: made.id }))).toBe('calendar.not_found')
      for (const name of ['n1', 'nl'] as const)
        expect(await refusal(cast.as(name).calendars.create({ key: 'x', ...office }))).toBe('access.denied')
      for (const name of ['a1', 'am'] as const) expect(await refusal(cast.as(name).calendars.list({}))).toBe('access.wrong_capacity')
    })

    it('name everything that is wrong with one', async () => {
      const { calendars } = (await openCast(kind)).as('ad')
      const answer = await answerOf(
        calendars.create({
          key: 'x',
          title: 'x',
          timeZone: 'Mars/Olympus',
          hours: {
            monday: [
              { from: '12:00', to: '09:00' },
              { from: '08:00', to: '13:00' },
            ],
            tuesday: [{ from: '24:00', to: '24:00' }],
          },
          specialDays: [{ date: '2026-02-30' }, { date: '2026-02-28' }, { date: '2026-02-28', hours: [{ from: '09:00', to: '09:00' }] }],
        }),
      )
      const { details } = answer as { details: { faults: { pointer: string }[] } }
      expect(details.faults.map(({ pointer }) => pointer).sort()).toEqual([
        '/hours/monday/0',
        '/hours/monday/1',
        '/hours/tuesday/0',
        '/specialDays/0/date',
        '/specialDays/2/date',
        '/specialDays/2/hours/0',
        '/timeZone',
      ])
      const never = { key: 'x', title: 'x', timeZone: 'Europe/Zurich', hours: { monday: [] } }
      expect(await refusal(calendars.create(never))).toBe('input.invalid')
      expect(await refusal(calendars.create({ ...never, hours, timeZone: '+01:00' }))).toBe('input.invalid')
      expect(await refusal(calendars.create({ ...never, hours: { monday: [{ from: '9', to: '17:00' }] } }))).toBe('input.invalid')
    })

    it('are brought by createDesk, changed by people, and count the days of the types that name them', async () => {
      const clock = { now: Date.parse('2026-04-02T13:00:00.000Z') }
      const options = {
        clock: () => clock.now,
        ticketTypes: [slow],
        calendars: { office: { ...office, specialDays: [{ date: '2026-04-03' }] } },
      }
      const cast = await openCast(kind, options)
      const admin = cast.as('ad')
      const [calendar] = (await admin.calendars.list({})).items
      expect(calendar).toMatchObject({ key: 'office', specialDays: [{ date: '2026-04-03' }] })
      expect(await refusal(admin.calendars.remove({ calendarId: calendar?.id ?? '' }))).toBe('calendar.in_use')

      const { id: ticketId } = await cast
        .as('n1')
        .tickets.create({ type: 'slow', subject: 'x', body: 'y', requesterId: cast.id.a1, teamId: cast.net })
      // Maundy Thursday, 15:00. Good Friday is special, Monday made so by hand: two open days later it is Wednesday.
      await cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved' })
      await admin.calendars.update({ calendarId: calendar?.id ?? '', specialDays: [{ date: '2026-04-03' }, { date: '2026-04-06' }] })
      const reopening = async () => (await cast.as('a1').tickets.commands({ ticketId })).items.find(({ command }) => command === 'reopen')
      clock.now = Date.parse('2026-04-08T13:00:00.000Z')
      expect(await reopening()).toMatchObject({ isAllowed: true })
      clock.now += 1
      expect(await reopening()).toMatchObject({ isAllowed: false, reason: { code: 'machine.reopen_window_over' } })
      expect(await refusal(cast.as('a1').tickets.reopen({ ticketId, reason: 'x' }))).toBe('machine.reopen_window_over')
      clock.now = Date.parse('2026-04-09T12:59:59.999Z')
      expect(await cast.desk.tick()).toMatchObject({ due: 0 })
      clock.now += 30_000
      expect(await cast.desk.tick()).toMatchObject({ due: 1 })
      expect(await cast.as('n1').tickets.get({ ticketId })).toMatchObject({ category: 'closed' })

      // A later start changes nothing of what is the desk's own by now, and one that nobody has migrated yet counts as declared.
      const again = cast.another({ ...options, calendars: { office, other: office } })
      await again.migrate()
      const { items } = await again.as({ externalId: 'ad' }).calendars.list({})
      expect(items.map(({ key, specialDays }) => [key, specialDays.length])).toEqual([
        ['office', 2],
        ['other', 0],
      ])
      const other = items.find(({ key }) => key === 'other')?.id ?? ''
      expect(await refusal(again.as({ externalId: 'ad' }).calendars.remove({ calendarId: other }))).toBe('calendar.declared')
    })

    it('are checked when the desk is created', async () => {
      const bad = { office: { ...office, timeZone: 'x' }, 'Bad key': office, none: undefined as never }
      const cast = await openCast(kind)
      expect(() => cast.another({ calendars: bad })).toThrow(/'office' can't be counted by.*'Bad key' can't.*'none' can't/s)
      expect(() => cast.another({ ticketTypes: [slow] })).toThrow("the calendar 'office', which nobody provides")
    })
  })
})
