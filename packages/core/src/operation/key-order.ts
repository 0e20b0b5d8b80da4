import { type RawBuilder, type SqlBool, sql } from 'kysely'
import type { CursorKey } from '../value/cursor.ts'
import { keyAfter, nameKey } from '../value/name-key.ts'

/** A row of a list that is sorted by name. */
export interface KeyedRow {
  readonly id: string
  readonly name_key: Uint8Array
}

export const cursorOfKey = (row: KeyedRow): CursorKey => [Buffer.from(row.name_key).toString('base64url'), row.id]

/** Rows after the last one of a page, in the order of name and id. */
export function beyondKey(table: string, [key, id]: CursorKey): RawBuilder<SqlBool> {
  const bytes = Buffer.from(String(key), 'base64url')
  return sql`(${sql.ref(`${table}.name_key`)}, ${sql.ref(`${table}.id`)}) > (${bytes}, ${id})`
}

/** A key that begins as the text does: a range, so every index serves it and no character has a meaning. */
export function startsWith(column: string, text: string): RawBuilder<SqlBool> {
  const key = nameKey(text)
  const end = keyAfter(key)
  return end ? sql`${sql.ref(column)} >= ${key} and ${sql.ref(column)} < ${end}` : sql`${sql.ref(column)} >= ${key}`
}
