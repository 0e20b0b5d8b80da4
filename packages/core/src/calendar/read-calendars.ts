import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { calendarRow, viewCalendar } from './calendar-row.ts'
import { CalendarById, CalendarPage, type CalendarsContract, CalendarView, ListCalendars } from './contract.ts'

const { query } = forContract<CalendarsContract>()

export const get = query({
  route: 'GET /calendars/:calendarId',
  summary: 'One calendar.',
  permission: 'calendar.read',
  audience: 'staff',
  input: CalendarById,
  output: CalendarView,
  run: async (work, { calendarId }) => viewCalendar(await calendarRow(contextOf(work), calendarId)),
})

export const list = query({
  route: 'GET /calendars',
  summary: 'All calendars, in the order in which they were made.',
  permission: 'calendar.read',
  audience: 'staff',
  input: ListCalendars,
  output: CalendarPage,
  async run(work, input) {
    const context = contextOf(work)
    const page = new Page(context, 'calendars.list', input)
    let rows = context.unit.db.selectFrom('calendar').selectAll().orderBy('id').limit(page.take)
    if (page.after) rows = rows.where('id', '>', String(page.after[0]))
    const found = await rows.execute()
    return page.of(found, ({ id }) => [id], found.map(viewCalendar))
  },
})
