import { createHash } from 'node:crypto'
import type { PgClient } from './pg-types.ts'

const maxPerConnection = 256
const maxRemembered = 2000

/** Kept at the connection itself: desks that share a pool share the bound too. */
interface Marked {
  '~deskwright'?: Set<string>
}

/**
 * Which statements the server keeps parsed under a name. Those of `prepared` at once, others when their text comes a second time;
 * at most 256 for each connection, as the server keeps them in memory until it closes.
 */
export class NamedStatements {
  /** Text → name, or null when it was seen once. */
  readonly #seen = new Map<string, string | null>()

  nameOf(client: PgClient, sql: string, repeats: boolean): string | undefined {
    const known = this.#seen.get(sql)
    if (known === undefined && !repeats) {
      if (this.#seen.size >= maxRemembered) this.#seen.clear()
      this.#seen.set(sql, null)
      return undefined
    }
    const name = known ?? `deskwright_${createHash('sha256').update(sql).digest('base64url').slice(0, 22)}`
    if (known !== name) this.#seen.set(sql, name)
    return this.#hasRoom(client, name) ? name : undefined
  }

  #hasRoom(client: PgClient & Marked, name: string): boolean {
    client['~deskwright'] ??= new Set()
    const names = client['~deskwright']
    if (names.has(name)) return true
    if (names.size >= maxPerConnection) return false
    names.add(name)
    return true
  }
}
