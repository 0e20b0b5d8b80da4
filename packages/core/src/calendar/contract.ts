import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { Code, dateFault, Id, Instant, Line, Name, NextCursor, pageInput, type Removed, Version } from '../value/schema.ts'

const Time = Type.String({
  pattern: '^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'HH:MM on the wall',
  'x-fault': { kind: 'time', message: 'must be a time between 00:00 and 24:00, written HH:MM' },
})
const DayWindow = Type.Object({ from: Time, to: Time }, { title: 'DayWindow' })
const Windows = Type.Array(DayWindow, { maxItems: 12 })
const Hours = Type.Object({
  monday: Type.Optional(Windows),
  tuesday: Type.Optional(Windows),
  wednesday: Type.Optional(Windows),
  thursday: Type.Optional(Windows),
  friday: Type.Optional(Windows),
  saturday: Type.Optional(Windows),
  sunday: Type.Optional(Windows),
})
/** A holiday, or with `hours` a day of other hours. */
const SpecialDay = Type.Object(
  {
    date: Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', 'x-fault': dateFault }),
    title: Type.Optional(Line),
    hours: Type.Optional(Windows),
  },
  { title: 'SpecialDay' },
)
const SpecialDays = Type.Array(SpecialDay, { maxItems: 2000 })
const TimeZone = Type.String({ minLength: 1, maxLength: 100, description: 'IANA time zone' })

export const CalendarView = Type.Object(
  {
    id: Id,
    key: Code,
    title: Type.String(),
    timeZone: Type.String(),
    hours: Hours,
    specialDays: SpecialDays,
    version: Version,
    createdAt: Instant,
  },
  { title: 'Calendar' },
)
export interface CalendarView extends Static<typeof CalendarView> {}
export const CreateCalendar = Type.Object({
  key: Code,
  title: Name,
  timeZone: TimeZone,
  hours: Hours,
  specialDays: Type.Optional(SpecialDays),
})
export interface CreateCalendar extends Static<typeof CreateCalendar> {}
export const UpdateCalendar = Type.Object({
  calendarId: Id,
  title: Type.Optional(Name),
  timeZone: Type.Optional(TimeZone),
  hours: Type.Optional(Hours),
  specialDays: Type.Optional(SpecialDays),
  expectedVersion: Type.Optional(Version),
})
export interface UpdateCalendar extends Static<typeof UpdateCalendar> {}
export const CalendarById = Type.Object({ calendarId: Id })
export interface CalendarById extends Static<typeof CalendarById> {}
export const ListCalendars = Type.Object({ ...pageInput })
export interface ListCalendars extends Static<typeof ListCalendars> {}
export const CalendarPage = Type.Object({ items: Type.Array(CalendarView), nextCursor: NextCursor }, { title: 'CalendarPage' })
export interface CalendarPage extends Static<typeof CalendarPage> {}

export interface CalendarsService {
  /** Writes down when somebody is there: windows a day by the wall clock of a time zone, and the days that are not like the others. */
  create(input: CreateCalendar): Promise<CalendarView>
  get(input: CalendarById): Promise<CalendarView>
  list(input: ListCalendars): Promise<CalendarPage>
  /** What is counted by it is counted anew from then on, also what began before. */
  update(input: UpdateCalendar): Promise<CalendarView>
  /** Refused while a ticket type counts by it. */
  remove(input: CalendarById): Promise<Removed>
}
export interface CalendarsContract {
  id: 'calendars'
  service: CalendarsService
  permissions: 'calendar.read' | 'calendar.manage'
  events: {
    'calendar.created': { calendarId: string }
    'calendar.updated': { calendarId: string; fields: readonly string[] }
    'calendar.removed': { calendarId: string }
  }
  tables: CoreTables
}
