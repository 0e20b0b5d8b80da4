import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import {
  about,
  Code,
  dateFault,
  ExpectedVersion,
  Id,
  Instant,
  Line,
  Name,
  NextCursor,
  pageInput,
  type Removed,
  Version,
} from '../value/schema.ts'

const Time = Type.String({
  pattern: '^(?:(?:[01]\\d|2[0-3]):[0-5]\\d|24:00)$',
  description: 'HH:MM on the wall',
  'x-fault': { kind: 'time', message: 'must be a time between 00:00 and 24:00, written HH:MM' },
})
const DayWindow = Type.Object(
  { from: about(Time, 'Begin, HH:MM on the wall'), to: about(Time, 'End, HH:MM on the wall; 24:00 is the end of the day') },
  { title: 'DayWindow' },
)
const Windows = Type.Array(DayWindow, { maxItems: 12 })
const Hours = Type.Object({
  monday: Type.Optional(about(Windows, 'Windows of a Monday; closed unless told')),
  tuesday: Type.Optional(about(Windows, 'Windows of a Tuesday')),
  wednesday: Type.Optional(about(Windows, 'Windows of a Wednesday')),
  thursday: Type.Optional(about(Windows, 'Windows of a Thursday')),
  friday: Type.Optional(about(Windows, 'Windows of a Friday')),
  saturday: Type.Optional(about(Windows, 'Windows of a Saturday')),
  sunday: Type.Optional(about(Windows, 'Windows of a Sunday')),
})
/** A holiday, or with `hours` a day of other hours. */
const SpecialDay = Type.Object(
  {
    date: about(Type.String({ pattern: '^\\d{4}-\\d{2}-\\d{2}$', 'x-fault': dateFault }), 'YYYY-MM-DD'),
    title: Type.Optional(about(Line, 'Why it is not like the others')),
    hours: Type.Optional(about(Windows, 'Its windows; closed unless told')),
  },
  { title: 'SpecialDay' },
)
const SpecialDays = Type.Array(SpecialDay, { maxItems: 2000 })
const TimeZone = Type.String({ minLength: 1, maxLength: 100, description: 'IANA time zone' })

export const CalendarView = Type.Object(
  {
    id: Id,
    key: about(Code, 'Short name for programs, which never changes'),
    title: about(Type.String(), 'As it is shown'),
    timeZone: about(Type.String(), 'IANA time zone'),
    hours: about(Hours, 'Windows of each weekday, by the wall clock'),
    specialDays: about(SpecialDays, 'Days that are not like the others'),
    version: Version,
    createdAt: Instant,
  },
  { title: 'Calendar' },
)
export interface CalendarView extends Static<typeof CalendarView> {}
export const CreateCalendar = Type.Object({
  key: about(Code, 'Short name for programs, which never changes'),
  title: about(Name, 'As it is shown'),
  timeZone: TimeZone,
  hours: about(Hours, 'Windows of each weekday, by the wall clock'),
  specialDays: Type.Optional(about(SpecialDays, 'Days that are not like the others')),
})
export interface CreateCalendar extends Static<typeof CreateCalendar> {}
export const UpdateCalendar = Type.Object({
  calendarId: Id,
  title: Type.Optional(about(Name, 'As it is shown')),
  timeZone: Type.Optional(TimeZone),
  hours: Type.Optional(about(Hours, 'All of the week anew')),
  specialDays: Type.Optional(about(SpecialDays, 'All of them anew')),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface UpdateCalendar extends Static<typeof UpdateCalendar> {}
export const CalendarById = Type.Object({ calendarId: Id })
export interface CalendarById extends Static<typeof CalendarById> {}
export const ListCalendars = Type.Object({ ...pageInput })
export interface ListCalendars extends Static<typeof ListCalendars> {}
export const CalendarPage = Type.Object(
  { items: about(Type.Array(CalendarView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'CalendarPage' },
)
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
