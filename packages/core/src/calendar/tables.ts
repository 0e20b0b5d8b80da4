/** When somebody is there: counted by, never referred to by tickets; types name its key. */
export interface CalendarTable {
  id: string
  key: string
  title: string
  time_zone: string
  /** Windows by weekday, and days that are not like the others: `CalendarSpec`. */
  hours_json: unknown
  special_days_json: unknown
  version: number
  created_at: string
  updated_at: string
}
export interface CalendarTables {
  calendar: CalendarTable
}
