import Type, { type Static, type TOptional, type TSchema } from 'typebox'
import type { Acting } from '../operation/audience.ts'

/** UUID, bare and lower-case. */
export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUID, lower-case',
})
const year = '(?:[1-9]\\d{3}|0[1-9]\\d{2}|00[1-9]\\d|000[1-9])'
const leapYear = '(?:\\d{2}(?:0[48]|[2468][048]|[13579][26])|(?:0[48]|[2468][048]|[13579][26])00)'
const day = '(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))'
/** A day that there is, in the years 0001 to 9999: `YYYY-MM-DD`. */
export const calendarDatePattern = `^(?:${year}-${day}|${leapYear}-02-29)$`
export const instantPattern = `(?:${year}-${day}|${leapYear}-02-29)T(?:[01]\\d|2[0-3]):[0-5]\\d:[0-5]\\d\\.\\d{3}Z`
/** ISO 8601 in UTC with milliseconds, as `toISOString` writes it, of a day that there is: databases differ in what they make of another. */
export const Instant = Type.String({
  pattern: `^${instantPattern}$`,
  description: 'Instant: ISO 8601, UTC, milliseconds',
})
export const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647 })
/** snake_case word: type, status, command, role, field. */
export const Code = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 80 })
/** `owner.word`: permission, event, error. */
export const DottedCode = Type.String({ pattern: '^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$', maxLength: 120 })
/** One line: no line breaks and no other control characters, which would become more than one in a mail's header, a log or a CSV. */
const oneLine = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$'
const line = (maxLength: number) => Type.String({ minLength: 1, maxLength, pattern: oneLine, allOf: [{ pattern: '\\S' }] })
export const Line = line(300)
export const Text = Type.String({ minLength: 1, maxLength: 200_000, pattern: '\\S' })
export const Name = line(200)
export const Email = Type.String({ pattern: '^[^\\s@<>()\\[\\],;:"\\\\]+@[^\\s@<>()\\[\\],;:"\\\\]+$', maxLength: 254 })
export const Language = Type.String({ pattern: '^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$', maxLength: 35, description: 'BCP 47' })
export const Currency = Type.String({ pattern: '^[A-Z]{3}$', description: 'ISO 4217' })

/** Page of a list: at most 200 items; the cursor is opaque and belongs to this caller and this query. */
export const pageInput = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200 })),
  cursor: Type.Optional(Type.String({ minLength: 1, maxLength: 4000 })),
}
export const NextCursor = Type.Union([Type.String(), Type.Null()])
export const DEFAULT_LIMIT = 50

/** A property of one audience only: absent from the input schema and from the output of the other, hence optional. */
const only =
  (acting: Acting) =>
  <T extends TSchema>(schema: T): TOptional<T> => {
    const marked: unknown = Object.assign(Type.Optional(schema), { audience: acting })
    return marked as TOptional<T>
  }
export const staffOnly = only('staff')
export const customerOnly = only('customer')

/** An object whose keys are known only where it is used: fields of a type, payloads, forms. */
export const OpenObject = Type.Unsafe<Readonly<Record<string, unknown>>>(Type.Object({}, { additionalProperties: true }))
/** The same as it is given: any object will do, also one whose type is an interface. */
export const OpenInput = Type.Object({}, { additionalProperties: true })

/** What stays to be said of something that was taken away: which it was. */
export const Removed = Type.Object({ id: Id }, { title: 'Removed' })
export interface Removed extends Static<typeof Removed> {}

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
