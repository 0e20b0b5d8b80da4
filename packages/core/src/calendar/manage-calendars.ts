import { mayEverywhere } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { contextOf } from '../operation/context-of.ts'
import { fieldChanges, recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { Removed } from '../value/schema.ts'
import { type CalendarRow, calendarRow, columnsOf, expectCalendar, lockCalendar, specOf, viewCalendar } from './calendar-row.ts'
import { CalendarById, type CalendarsContract, CalendarView, CreateCalendar, UpdateCalendar } from './contract.ts'

const { command } = forContract<CalendarsContract>()
const record = recorderFor<CalendarsContract>()

/** A calendar belongs to no team, so the right to change one is the right over all. */
function expectMayManage({ unit, actor }: CallContext): void {
  if (!mayEverywhere(actor, unit.runtime.composition.permissions.bit('calendar.manage')))
    throw coreError('access.denied', { permission: 'calendar.manage' })
}

export const create = command({
  route: 'POST /calendars',
  summary: 'Makes a calendar: a time zone, windows for each weekday, and the days that are not like the others.',
  permission: 'calendar.manage',
  audience: 'staff',
  input: CreateCalendar,
  output: CalendarView,
  async run(work, { key, ...spec }) {
    const context = contextOf(work)
    const { unit } = context
    expectMayManage(context)
    expectCalendar(spec)
    const id = work.newId()
    await record(context, 'calendar.created', { calendarId: id }, async () => {
      try {
        await unit.db
          .insertInto('calendar')
          .values({ id, key, ...columnsOf(spec), version: 1, created_at: unit.now, updated_at: unit.now })
          .execute()
      } catch (error) {
        if (!isDeskError(error) || error.code !== 'store.unique') throw error
        throw coreError('calendar.exists', { key }, { cause: error })
      }
    })
    return viewCalendar(await calendarRow(context, id))
  },
})

export const update = command({
  route: 'PATCH /calendars/:calendarId',
  summary: 'Changes a calendar. What is counted by it is counted anew, also what began before.',
  permission: 'calendar.manage',
  audience: 'staff',
  input: UpdateCalendar,
  output: CalendarView,
  async run(work, { calendarId, expectedVersion, ...given }) {
    const context = contextOf(work)
    const { unit } = context
    expectMayManage(context)
    const before = await lockCalendar(context, calendarId, expectedVersion)
    const spec = { ...specOf(before), ...given }
    expectCalendar(spec)
    const columns = columnsOf(spec)
    const changes = fieldChanges(shown(before), shown({ ...before, ...columns }), ['title', 'timeZone', 'hours', 'specialDays'])
    if (changes.length)
      await record(
        context,
        'calendar.updated',
        { calendarId, fields: changes.map(({ field }) => field) },
        () =>
          unit.db
            .updateTable('calendar')
            .set({ ...columns, version: before.version + 1, updated_at: unit.now })
            .where('id', '=', calendarId)
            .execute(),
        changes,
      )
    return viewCalendar(await calendarRow(context, calendarId))
  },
})

export const remove = command({
  route: 'DELETE /calendars/:calendarId',
  summary: 'Takes a calendar away that no ticket type counts by.',
  permission: 'calendar.manage',
  audience: 'staff',
  input: CalendarById,
  output: Removed,
  async run(work, { calendarId }) {
    const context = contextOf(work)
    const { unit } = context
    expectMayManage(context)
    const { key } = await lockCalendar(context, calendarId)
    const { machines, calendars } = unit.runtime.composition
    const types = machines.all.filter(({ windows }) => windows.calendar === key).map(({ typeId }) => typeId)
    if (types.length) throw coreError('calendar.in_use', { key, types: types.join(', ') })
    // The next migration would bring it back.
    if (calendars.has(key)) throw coreError('calendar.declared', { key })
    await record(context, 'calendar.removed', { calendarId }, () => unit.db.deleteFrom('calendar').where('id', '=', calendarId).execute())
    return { id: calendarId }
  },
})

/** As the history keeps it. Keys in one order: PostgreSQL's jsonb has its own. */
const shown = ({ title, time_zone, hours_json, special_days_json }: CalendarRow) => ({
  title,
  timeZone: time_zone,
  hours: sorted(hours_json),
  specialDays: sorted(special_days_json),
})
const sorted = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
