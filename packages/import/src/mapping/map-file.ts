import { Language } from '@deskwright/core'
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { importError } from '../errors.ts'

const Word = Type.String({ minLength: 1, maxLength: 300 })
const Column = Type.Optional(Word)
const Code = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 80 })

const StatusTarget = Type.Union([
  Code,
  Type.Null(),
  Type.Object({
    status: Code,
    resolution: Type.Optional(Code),
    waitingFor: Type.Optional(Code),
    reason: Type.Optional(Word),
  }),
])
const Words = Type.Record(Type.String(), StatusTarget)
const FieldTarget = Type.Union([
  Code,
  Type.Null(),
  Type.Object({
    field: Code,
    values: Type.Optional(Type.Record(Type.String(), Type.Union([Type.String(), Type.Number(), Type.Boolean(), Type.Null()]))),
  }),
])

const TicketColumns = Type.Object({
  id: Word,
  subject: Word,
  createdAt: Word,
  body: Column,
  status: Column,
  priority: Column,
  type: Column,
  team: Column,
  requesterEmail: Column,
  requesterName: Column,
  company: Column,
  assigneeEmail: Column,
  assigneeName: Column,
  tags: Column,
  channel: Column,
  language: Column,
  updatedAt: Column,
  resolvedAt: Column,
  closedAt: Column,
  /** Columns that become fields. */
  fields: Type.Optional(Type.Array(Word)),
})
export interface TicketColumns extends Static<typeof TicketColumns> {}
const MessageColumns = Type.Object({
  id: Column,
  ticketId: Word,
  body: Word,
  createdAt: Word,
  authorEmail: Column,
  authorName: Column,
  /** Whether staff wrote it: `true`, `yes`, `1`, `agent`, `staff`. */
  isStaff: Column,
  /** Whether customers may see it; they may unless told. */
  isPublic: Column,
})
export interface MessageColumns extends Static<typeof MessageColumns> {}
const FileName = Type.String({ pattern: '^[^/\\\\]+$', maxLength: 200 })

export const MapFile = Type.Object({
  /** Name of the desk that it comes from, where there are several of one kind. */
  source: Type.Optional(Code),
  types: Type.Optional(Type.Record(Type.String(), Type.Union([Code, Type.Null()]))),
  statuses: Type.Optional(Words),
  /** For single types of this desk, before `statuses`. */
  statusesOf: Type.Optional(Type.Record(Type.String(), Words)),
  priorities: Type.Optional(
    Type.Record(
      Type.String(),
      Type.Union([Type.Literal('low'), Type.Literal('normal'), Type.Literal('high'), Type.Literal('urgent'), Type.Null()]),
    ),
  ),
  /** Groups, by name or id → keys of teams. */
  teams: Type.Optional(Type.Record(Type.String(), Type.Union([Code, Type.Null()]))),
  fields: Type.Optional(Type.Record(Type.String(), FieldTarget)),
  /** A field of this desk that keeps the number that people know from the other one. */
  numberField: Type.Optional(Code),
  /** Whose e-mail address makes them the person whom this desk knows by it; staff unless told. */
  peopleByEmail: Type.Optional(Type.Union([Type.Literal('nobody'), Type.Literal('staff'), Type.Literal('everybody')])),
  /** Of messages and tickets that say none. */
  language: Type.Optional(Language),
  csv: Type.Optional(
    Type.Object({
      delimiter: Type.Optional(Type.String({ minLength: 1, maxLength: 1 })),
      tickets: Type.Object({ file: Type.Optional(FileName), columns: TicketColumns }),
      messages: Type.Optional(Type.Object({ file: FileName, columns: MessageColumns })),
    }),
  ),
})
export interface MapFile extends Static<typeof MapFile> {}

const checker = Compile(closed(MapFile) as typeof MapFile)

/** Throws `imports.map_invalid` with all faults at once. */
export function expectMap(map: unknown): asserts map is MapFile {
  if (checker.Check(map)) return
  const faults = [...new Set(checker.Errors(map).map(({ instancePath, message }) => `${instancePath || '/'} ${message}`))]
  throw importError('imports.map_invalid', { faults: faults.slice(0, 20).join('; ') })
}

/** A misspelled key is a fault and not left out. */
function closed(schema: object): object {
  return Object.fromEntries([
    ...Object.entries(schema).map(([key, value]: [string, unknown]): [string, unknown] => {
      if (Array.isArray(value))
        return [key, value.map((item: unknown) => (typeof item === 'object' && item !== null ? closed(item) : item))]
      return [key, typeof value === 'object' && value !== null ? closed(value) : value]
    }),
    ...('properties' in schema && 'type' in schema && schema.type === 'object' ? [['additionalProperties', false]] : []),
  ])
}
