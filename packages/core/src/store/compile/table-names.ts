import { coreError } from '../../error/core-errors.ts'
import type { DatabaseKind } from '../store.ts'

/** In front of every table and index on SQLite, so that they never meet the host's. */
export const sqlitePrefix = 'deskwright_'

/** Table of the migration ledger; the store's own. */
export const ledgerTable = 'migration'

const ownerPattern = /^[a-z][a-z0-9]*(?:_[a-z0-9]+)*$/
const maxNameBytes = 63

/**
 * Which logical names are tables of this store, and what they are called in the database: `deskwright_ticket` on SQLite,
 * `"deskwright"."ticket"` on PostgreSQL. Everything else (aliases, common table expressions) keeps its name.
 */
export class TableNames {
  readonly kind: DatabaseKind
  readonly schema: string
  readonly #tables: ReadonlySet<string>
  #prefixes: readonly string[] = []
  readonly #written = new Map<string, string>()

  constructor(kind: DatabaseKind, schema: string, tables: readonly string[], owners: readonly string[]) {
    this.kind = kind
    this.schema = schema
    this.#tables = new Set([ledgerTable, ...tables])
    this.setOwners(owners)
  }

  setOwners(ids: readonly string[]): void {
    const prefixes = ids.map((id) => {
      if (!ownerPattern.test(id)) throw coreError('store.prefix_clash', { owner: id, reason: 'an id is in snake_case' })
      return `${id}_`
    })
    for (const prefix of prefixes) {
      const owner = prefix.slice(0, -1)
      const table = [...this.#tables].find((name) => name.startsWith(prefix))
      if (table) throw coreError('store.prefix_clash', { owner, reason: `the table '${table}' of core starts with '${prefix}'` })
      const other = prefixes.find((one) => one !== prefix && one.startsWith(prefix))
      if (other)
        throw coreError('store.prefix_clash', { owner, reason: `the tables of '${other.slice(0, -1)}' start with '${prefix}' too` })
    }
    this.#prefixes = prefixes
    this.#written.clear()
  }

  isTable(name: string): boolean {
    return this.#tables.has(name) || this.#prefixes.some((prefix) => name.startsWith(prefix) && name.length > prefix.length)
  }

  /** The quoted name in SQL. */
  write(name: string): string {
    let text = this.#written.get(name)
    if (text === undefined) {
      text = this.kind === 'sqlite' ? quote(sqlitePrefix + name) : `${quote(this.schema)}.${quote(name)}`
      // Names come from code and are few; the bound is for a migration that makes them up.
      if (this.#written.size < 1000) this.#written.set(name, text)
    }
    return text
  }

  /** Throws for a name that PostgreSQL would cut off silently. */
  checkLength(name: string): void {
    if (Buffer.byteLength(name) > maxNameBytes) throw coreError('store.name_too_long', { name, bytes: maxNameBytes })
  }
}

export const quote = (name: string): string => `"${name.replaceAll('"', '""')}"`
