import { about, Code, Currency, Id, Instant, Line, NextCursor, nullable, pageInput, Version } from '@deskwright/core'
import Type, { type Static } from 'typebox'

/** `YYYY-MM-DD`, of a day that there is. */
export const Day = Type.String({
  pattern:
    '^(?:(?:19|20|21)\\d{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:(?:19|21)(?:0[48]|[2468][048]|[13579][26])|20(?:0[048]|[2468][048]|[13579][26]))-02-29)$',
  description: 'Day: YYYY-MM-DD, in the years 1900 to 2199',
  'x-fault': { kind: 'date', message: 'must be a day that there is, written YYYY-MM-DD' },
})
/** A sum of money in minor units, such as cents. Far below what a number holds exactly, so that sums of invoices stay exact, too. */
export const Minor = Type.Integer({
  minimum: 0,
  maximum: 1_000_000_000_000,
  description: 'In minor units of the currency (cents; of a currency without them, whole units)',
})
/** May be below zero: in sums, and in what a correction says. */
export const SignedMinor = Type.Integer({ description: 'In minor units of the currency (cents; of a currency without them, whole units)' })
/** Percent as decimal text: `22`, `8.25`. */
export const Percent = Type.String({
  pattern: '^(?:100(?:\\.0{1,6})?|\\d{1,2}(?:\\.\\d{1,6})?)$',
  description: 'Percent, 0 to 100, as decimal text such as 8.25',
  'x-fault': { message: 'must be a percentage from 0 to 100, written like 8.25' },
})
/** Thousandths of a unit. */
export const Quantity = Type.Integer({
  minimum: 1,
  maximum: 1_000_000_000,
  description: 'In thousandths of the unit: 1500 is one and a half',
})
/** Several lines, short enough for a form. */
export const Note = Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' })
export const Short = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*\\S[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$',
})
export const optional = Type.Optional
export const word = Type.Literal
export type { Static }
export { about, Code, Currency, Id, Instant, Line, NextCursor, nullable, pageInput, Type, Version }
