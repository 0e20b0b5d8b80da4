/** Open from `from` to before `to`, by the clock on the wall: `09:00`, `17:30`; `24:00` is the end of the day. */
export interface DayWindow {
  readonly from: string
  readonly to: string
}

/** In the order of ISO 8601: a week begins on Monday. */
export const weekdays = ['monday', 'tuesday', 'wednesday', 'thursday', 'friday', 'saturday', 'sunday'] as const
export type Weekday = (typeof weekdays)[number]

/** A day that is not like its weekday: a holiday, or with `hours` a day of other hours. */
export interface SpecialDay {
  /** `YYYY-MM-DD` in the calendar's time zone. */
  readonly date: string
  readonly title?: string
  /** Hours of this one day; none: closed. */
  readonly hours?: readonly DayWindow[]
}

/** When somebody is there: a time zone, several windows a day, and the days that are not like the others. */
export interface CalendarSpec {
  readonly title: string
  /** IANA name, `Europe/Zurich`. */
  readonly timeZone: string
  /** Weekdays that are not named are closed. */
  readonly hours: { readonly [day in Weekday]?: readonly DayWindow[] }
  readonly specialDays?: readonly SpecialDay[]
}
