/** What the store uses of `pg`, structurally: a host may bring another version, or a pool that only looks like it. */
export interface PgTypes {
  getTypeParser(oid: number, format?: string): (value: string) => unknown
}
export interface PgQuery {
  readonly text: string
  readonly values?: readonly unknown[]
  readonly name?: string
  readonly types?: PgTypes
}
export interface PgResult {
  readonly command: string | null
  readonly rowCount: number | null
  readonly rows: Record<string, unknown>[]
}
export interface PgQueryable {
  query(query: PgQuery): Promise<PgResult>
}
export interface PgClient extends PgQueryable {
  on(event: 'error' | 'notification' | 'end', listener: (value: never) => void): unknown
  removeListener(event: 'error' | 'notification' | 'end', listener: (value: never) => void): unknown
  /** True when statements are sent without waiting for the answer to the one before. */
  readonly pipeline?: boolean
  /** The socket: to let go of a server that does not answer, and to send several statements at once. */
  readonly connection?: { readonly stream?: { destroy(): unknown; cork?(): unknown; uncork?(): unknown } }
}
export interface PgPoolClient extends PgClient {
  release(destroy?: boolean | Error): void
}
/** A connection beside the pool. */
export interface PgLoneClient extends PgClient {
  connect(): Promise<unknown>
  end(): Promise<void>
}
export interface PgPool {
  readonly totalCount: number
  /** What the pool makes its connections by; a pool that only looks like one may not tell. */
  readonly Client?: new (
    options: object,
  ) => PgLoneClient
  readonly options?: object
  connect(): Promise<PgPoolClient>
  on(event: 'error', listener: (error: Error) => void): unknown
  removeListener(event: 'error', listener: (error: Error) => void): unknown
  end(): Promise<void>
}
