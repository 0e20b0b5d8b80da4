import { createHash } from 'node:crypto'
import { join } from 'node:path'
import Type, { type Static } from 'typebox'
import { Compile } from 'typebox/compile'
import { coreError } from '../error/core-errors.ts'

export const FORMAT = 'deskwright-export'
/** Raised when a reader of the version before could not read it right. */
export const VERSION = 1

const Closed = { additionalProperties: false }
const Count = Type.Integer({ minimum: 0, maximum: Number.MAX_SAFE_INTEGER })
const TableName = Type.String({ pattern: '^[a-z][a-z0-9_]{0,62}$' })

/** `export.json`: written last, so an export that has it is whole. Only `source` differs between two exports of the same desk. */
export const ExportHeader = Type.Object(
  {
    format: Type.Literal(FORMAT),
    version: Type.Literal(VERSION),
    source: Type.Object({ exportedAt: Type.String({ maxLength: 40 }), database: Type.String({ maxLength: 20 }) }, Closed),
    migrations: Type.Array(Type.Object({ owner: Type.String({ maxLength: 64 }), name: Type.String({ maxLength: 200 }) }, Closed), {
      maxItems: 10_000,
    }),
    tables: Type.Array(
      Type.Object({ name: TableName, rows: Count, bytes: Count, sha256: Type.String({ pattern: '^[0-9a-f]{64}$' }) }, Closed),
      { maxItems: 5000 },
    ),
    files: Type.Object({ count: Count, bytes: Count, lost: Type.Array(Type.String({ maxLength: 36 }), { maxItems: 100_000 }) }, Closed),
    /** The highest number that each table has given, so that none is given again. */
    identities: Type.Array(Type.Object({ table: TableName, last: Count }, Closed), { maxItems: 1000 }),
    leftOut: Type.Array(Type.Object({ name: Type.String({ maxLength: 130 }), why: Type.String({ maxLength: 20 }) }, Closed), {
      maxItems: 5000,
    }),
  },
  Closed,
)
export interface ExportHeader extends Static<typeof ExportHeader> {}

const header = Compile(ExportHeader)
const MAX_HEADER = 16_777_216

/** Throws `transfer.newer`, `transfer.not_an_export`. */
export function parseHeader(bytes: Uint8Array): ExportHeader {
  if (bytes.byteLength > MAX_HEADER) throw coreError('transfer.not_an_export', { reason: 'export.json is far too large' })
  let value: unknown
  try {
    value = JSON.parse(new TextDecoder('utf-8', { fatal: true }).decode(bytes))
  } catch {
    throw coreError('transfer.not_an_export', { reason: 'export.json is no JSON' })
  }
  const { format, version } = (typeof value === 'object' && value !== null ? value : {}) as Record<string, unknown>
  if (format !== FORMAT) throw coreError('transfer.not_an_export', { reason: 'export.json is of something else' })
  if (typeof version === 'number' && version > VERSION) throw coreError('transfer.newer', { version, known: VERSION })
  if (!header.Check(value)) throw coreError('transfer.not_an_export', { reason: 'export.json is damaged' })
  return value
}

export const sha256 = (bytes: string | Uint8Array): string => createHash('sha256').update(bytes).digest('hex')

export const headerPath = (folder: string): string => join(folder, 'export.json')
/** Stands in a folder until its export is whole. */
export const unfinishedPath = (folder: string): string => join(folder, 'export.unfinished')
export const tablePath = (folder: string, table: string): string => join(folder, 'tables', `${table}.ndjson`)

const fileId = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
/** By the id alone, which can name nothing outside the folder; the name that people gave stands in the row. Throws `transfer.line_bad`. */
export function bytesPath(folder: string, id: string): string {
  if (!fileId.test(id)) throw new TypeError(`'${id}' is no id of a file.`)
  return join(folder, 'files', id.slice(-2), id)
}
export const isFileId = (id: unknown): id is string => typeof id === 'string' && fileId.test(id)
