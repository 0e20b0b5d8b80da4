import { about, Code, Id, Instant, Line, NextCursor, nullable, pageInput, Text, Version } from '@deskwright/core'
import Type, { type Static } from 'typebox'

/** `YYYY-MM-DD`, of a day that there is. */
export const Day = Type.String({
  pattern:
    '^(?:(?:19|20|21)\\d{2}-(?:(?:0[13578]|1[02])-(?:0[1-9]|[12]\\d|3[01])|(?:0[469]|11)-(?:0[1-9]|[12]\\d|30)|02-(?:0[1-9]|1\\d|2[0-8]))|(?:(?:19|21)(?:0[48]|[2468][048]|[13579][26])|20(?:0[048]|[2468][048]|[13579][26]))-02-29)$',
  description: 'Day: YYYY-MM-DD, in the years 1900 to 2199',
})
/** Several lines, short enough for a form. */
export const Note = Type.String({ minLength: 1, maxLength: 10_000, pattern: '\\S' })
export const Short = Type.String({
  minLength: 1,
  maxLength: 100,
  pattern: '^[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*\\S[^\\u0000-\\u001f\\u007f-\\u009f\\u2028\\u2029]*$',
})
export const optional = Type.Optional
export type { Static }
export { about, Code, Id, Instant, Line, NextCursor, nullable, pageInput, Text, Type, Version }

/** Values of attributes by key. The schema of the kind says which there are; they are checked against it. */
export const AttributeInput = Type.Object({}, { additionalProperties: true, description: 'Attribute key → value; null takes it away' })

export const Removed = Type.Object({ id: about(Id, 'What was taken away') }, { title: 'EquipmentRemoved' })
export interface Removed extends Static<typeof Removed> {}

export const limits = { treeDepth: 20, itemsOnTicket: 50, attributes: 100, choices: 200, contacts: 50, labels: 500 } as const
