import type { ErrorTable } from './define-errors.ts'

/** Errors of calendars. */
export const calendarErrors = {
  'calendar.conflict': [
    409,
    'This calendar was changed meanwhile: the version is {version}. Read it again, look at what changed, and repeat.',
  ],
  'calendar.declared': [
    409,
    "The calendar '{key}' is one that the desk is created with, and the next migration would bring it back. Take it out of `calendars` of createDesk first.",
  ],
  'calendar.exists': [409, "There is a calendar with the key '{key}' already. Change it, or choose another key."],
  'calendar.in_use': [409, "These ticket types count their days by the calendar '{key}': {types}. Give them another one first."],
  'calendar.invalid': [500, "The calendar '{key}' can't be counted by: {faults} Correct it in `calendars` of createDesk."],
  'calendar.not_found': [404, 'There is no calendar {calendarId}. List the calendars to see which there are.'],
} as const satisfies ErrorTable
