import { createHash } from 'node:crypto'
import { pgParsers } from './pg-parsers.ts'
import type { PgClient, PgQuery } from './pg-types.ts'

const maxPerConnection = 256
const maxRemembered = 2000

/** Kept at the connection itself: desks that share a pool share the bound too. */
interface Marked {
  '~deskwright'?: Set<string>
}

/**
 * What the server keeps parsed. The driver copies the own properties of every query one by one, which takes as long as writing it to the socket;
 * what belongs to the statement stands in a prototype, and only its values are its own.
 */
class NamedStatement {
  readonly name: string
  readonly text: string
  readonly types = pgParsers

  constructor(text: string) {
    this.name = `deskwright_${createHash('sha256').update(text).digest('base64url').slice(0, 22)}`
    this.text = text
  }

  with(values: readonly unknown[]): PgQuery {
    return Object.assign(Object.create(this), { values })
  }
}

/**
 * Which statements the server keeps parsed under a name. Those of `prepared` at once, others when their text comes a second time;
 * at most 256 for each connection, as the server keeps them in memory until it closes.
 */
export class NamedStatements {
  /** By text; null when it was seen once. */
  readonly #seen = new Map<string, NamedStatement | null>()

  query(client: PgClient, text: string, values: readonly unknown[], repeats: boolean): PgQuery {
    const statement = this.#statementOf(text, repeats)
    return statement && this.#hasRoom(client, statement.name) ? statement.with(values) : unnamed(text, values)
  }

  #statementOf(text: string, repeats: boolean): NamedStatement | undefined {
    const known = this.#seen.get(text)
    if (known) return known
    if (known === undefined && !repeats) {
      if (this.#seen.size >= maxRemembered) this.#seen.clear()
      this.#seen.set(text, null)
      return undefined
    }
    const statement = new NamedStatement(text)
    this.#seen.set(text, statement)
    return statement
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

export const unnamed = (text: string, values: readonly unknown[]): PgQuery => ({ text, values, types: pgParsers })
