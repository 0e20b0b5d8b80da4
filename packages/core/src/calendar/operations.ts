import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { CalendarsContract, CalendarsService } from './contract.ts'
import { create, remove, update } from './manage-calendars.ts'
import { get, list } from './read-calendars.ts'

export const calendarOperations = { create, get, list, update, remove } satisfies OperationsOf<CalendarsService>

const subject = 'calendarId'
export const calendarEvents = {
  'calendar.created': { subject, audience: 'staff', title: 'Calendar made' },
  'calendar.updated': { subject, audience: 'staff', title: 'Calendar changed' },
  'calendar.removed': { subject, audience: 'staff', title: 'Calendar taken away' },
} as const satisfies { readonly [E in keyof CalendarsContract['events']]: EventSpec<CalendarsContract['events'][E]> }
