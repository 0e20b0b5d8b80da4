import Type, { type TObject } from 'typebox'
import { Instant, Line, Text } from '../../value/schema.ts'

/** What a ticket waits for, until when, and whether that moment only reminds (`remind`, unless told) or resumes work by itself (`act`). */
export const waitInput = (reasons: readonly string[]): TObject =>
  Type.Object({
    on: Type.Enum([...reasons]),
    until: Type.Optional(Instant),
    mode: Type.Optional(Type.Enum(['remind', 'act'])),
    reason: Type.Optional(Line),
  })

export const resolveInput = (resolutions: readonly string[]): TObject =>
  Type.Object({ resolution: Type.Enum([...resolutions]), text: Type.Optional(Text) })
