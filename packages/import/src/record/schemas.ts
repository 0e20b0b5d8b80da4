import { about, Id, nullable } from '@deskwright/core'
import Type, { type Static } from 'typebox'

const Kind = about(
  Type.Union([Type.Literal('company'), Type.Literal('person'), Type.Literal('ticket'), Type.Literal('message')]),
  'What it is',
)
const Source = Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 80, description: 'Name of the desk that it comes from' })
const SourceId = Type.String({ minLength: 1, maxLength: 300, description: 'Its id over there' })
const Version = Type.Integer({ minimum: 1, maximum: 2_147_483_647, description: 'Of a ticket, when it was carried over last' })
const Hash = Type.String({ minLength: 1, maxLength: 100, description: 'Of what was carried over' })

export const FindRecords = Type.Object({
  source: Source,
  kind: Kind,
  ids: about(Type.Array(SourceId, { minItems: 1, maxItems: 200 }), 'Ids over there'),
})
export interface FindRecords extends Static<typeof FindRecords> {}
export const FoundRecord = Type.Object(
  {
    sourceId: SourceId,
    targetId: about(nullable(Id), 'Its id here; null: it was erased, and is not carried over again'),
    targetVersion: about(nullable(Version), 'Of a ticket, when it was carried over last; null for others'),
    hash: Hash,
  },
  { title: 'ImportsRecord' },
)
export interface FoundRecord extends Static<typeof FoundRecord> {}
export const FoundRecords = Type.Object({ items: about(Type.Array(FoundRecord), 'Those that are known') }, { title: 'ImportsRecords' })
export interface FoundRecords extends Static<typeof FoundRecords> {}

const NewRecord = Type.Object({
  kind: Kind,
  sourceId: SourceId,
  targetId: about(Id, 'Its id here'),
  targetVersion: Type.Optional(Version),
  hash: Hash,
})
export interface NewRecord extends Static<typeof NewRecord> {}
export const RememberRecords = Type.Object({
  source: Source,
  records: about(Type.Array(NewRecord, { minItems: 1, maxItems: 500 }), 'What was carried over'),
})
export interface RememberRecords extends Static<typeof RememberRecords> {}
export const Remembered = Type.Object({ count: about(Type.Integer(), 'How many') }, { title: 'ImportsRemembered' })
export interface Remembered extends Static<typeof Remembered> {}
