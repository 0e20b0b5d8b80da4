/** What the store uses of `better-sqlite3`, structurally: a host may bring another copy of it. */
export interface SqliteColumn {
  readonly name: string
  /** The column of a table that it comes from, also through subqueries; null for an expression. */
  readonly column: string | null
}
export interface SqliteStatement {
  /** Returns rows. */
  readonly reader: boolean
  /** Changes nothing. */
  readonly readonly: boolean
  all(parameters: readonly unknown[]): Record<string, unknown>[]
  run(parameters: readonly unknown[]): { readonly changes: number; readonly lastInsertRowid: number | bigint }
  columns(): readonly SqliteColumn[]
  safeIntegers(on: boolean): unknown
}
export interface SqliteDatabase {
  readonly name: string
  readonly memory: boolean
  readonly open: boolean
  readonly inTransaction: boolean
  prepare(sql: string): SqliteStatement
  pragma(pragma: string, options?: { readonly simple?: boolean }): unknown
  exec(sql: string): unknown
  close(): unknown
}
export type SqliteDatabaseClass = new (name: string, options?: { readonly timeout?: number }) => SqliteDatabase
