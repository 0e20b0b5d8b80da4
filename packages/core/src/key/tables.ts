/** A key of a service. Whoever has the row has nothing to sign in with. */
export interface ApiKeyTable {
  id: string
  person_id: string
  name: string
  /** The beginning of the token, by which people know it again. */
  prefix: string
  /** SHA-256: of 256 random bits a slow one would protect nothing more. */
  token_hash: string
  created_by: string | null
  created_at: string
  expires_at: string | null
  revoked_at: string | null
  /** To the hour, as every call would write otherwise. */
  last_used_at: string | null
}
/** What a caller has used up of a minute, for all processes. Worth nothing when the minute is over. */
export interface RateLimitTable {
  /** A digest: nothing of who it was. */
  id: string
  /** When the minute began, by the database's clock. */
  window_ms: number
  taken_count: number
}
export interface KeyTables {
  rate_limit: RateLimitTable
  api_key: ApiKeyTable
}
