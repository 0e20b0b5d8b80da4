import Type, { type Static, type TOptional, type TSchema } from 'typebox'
import type { Acting } from '../operation/audience.ts'

/**
 * The schema with what is said of it in the description of the API, in its own place: what it means, its unit, what null means. A shared schema
 * stays as it is.
 */
export const about = <T extends TSchema>(schema: T, description: string): T => {
  const described: unknown = Object.defineProperties(
    {},
    { ...Object.getOwnPropertyDescriptors(schema), description: { value: description, enumerable: true } },
  )
  return described as T
}

/** UUID, bare and lower-case. */
export const Id = Type.String({
  pattern: '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$',
  description: 'UUID, lower-case',
  'x-fault': { kind: 'id', message: 'must be an id (UUID, lower case)' },
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
  'x-fault': { kind: 'instant', message: 'must be an instant in UTC with milliseconds, such as 2026-03-29T01:30:00.000Z' },
})
export const dateFault = { kind: 'date', message: 'must be a day that there is, written YYYY-MM-DD' }
export const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Counts changes' })
const codeFault = { kind: 'code', message: 'must be a code: lower-case letters, digits and _, with a letter first' }
/** snake_case word: type, status, command, role, field. */
export const Code = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 80, description: 'snake_case word', 'x-fault': codeFault })
/** `owner.word`: permission, event, error. */
export const DottedCode = Type.String({
  pattern: '^[a-z][a-z0-9_]*\\.[a-z][a-z0-9_]*$',
  maxLength: 120,
  description: 'owner.word in snake_case',
  'x-fault': { kind: 'dotted_code', message: 'must be a code of the form owner.word, in lower case' },
})
/** A code, or a plugin's with its id before it. */
export const ownedCodePattern = '^[a-z][a-z0-9_]*(\\.[a-z][a-z0-9_]*)?$'
export const ownedCodeFault = { kind: 'owned_code', message: 'must be a code of the form word or plugin.word, in lower case' }
const blankFault = { kind: 'blank', message: 'must not be blank' }
/** One line: no line breaks and no other control characters, which would become more than one in a mail's header, a log or a CSV. */
const oneLine = '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$'
const line = (maxLength: number) =>
  Type.String({
    minLength: 1,
    maxLength,
    pattern: oneLine,
    allOf: [{ pattern: '\\S', 'x-fault': blankFault }],
    description: 'One line of text',
    'x-fault': { kind: 'line', message: 'must be one line, without line breaks and control characters' },
  })
export const Line = line(300)
export const Text = Type.String({ minLength: 1, maxLength: 200_000, pattern: '\\S', description: 'Plain text', 'x-fault': blankFault })
export const Name = line(200)
export const Email = Type.String({
  pattern: '^[^\\s@<>()\\[\\],;:"\\\\]+@[^\\s@<>()\\[\\],;:"\\\\]+$',
  maxLength: 254,
  description: 'E-mail address without a name',
  'x-fault': { kind: 'email', message: 'must be an e-mail address, such as name@example.com' },
})
export const languagePattern = '^[a-zA-Z]{2,3}(-[a-zA-Z0-9]{2,8})*$'
export const Language = Type.String({
  pattern: languagePattern,
  maxLength: 35,
  description: 'BCP 47',
  'x-fault': { kind: 'language', message: 'must be a language (BCP 47), such as en or pt-BR' },
})
export const Currency = Type.String({
  pattern: '^[A-Z]{3}$',
  description: 'ISO 4217',
  'x-fault': { kind: 'currency', message: 'must be a currency (ISO 4217), such as EUR' },
})

/** Page of a list: at most 200 items; the cursor is opaque and belongs to this caller and this query. */
export const pageInput = {
  limit: Type.Optional(Type.Integer({ minimum: 1, maximum: 200, description: 'Items of a page at most; 50 unless told' })),
  cursor: Type.Optional(
    Type.String({
      minLength: 1,
      maxLength: 4000,
      description: 'Where to go on: `nextCursor` of the page before, by the same caller and filter',
    }),
  ),
}
export const NextCursor = Type.Union([Type.String(), Type.Null()], { description: 'Where the next page begins; null: this is the last' })
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
export const Removed = Type.Object({ id: about(Id, 'What was taken away') }, { title: 'Removed' })
/** Of a command: refused as a conflict where the thing has been changed since the caller read it. */
export const ExpectedVersion = about(
  Version,
  '`version` as the caller read it: if it is another one now, the command is refused as a conflict',
)
export interface Removed extends Static<typeof Removed> {}

export const nullable = <T extends TSchema>(schema: T) => Type.Union([schema, Type.Null()])
