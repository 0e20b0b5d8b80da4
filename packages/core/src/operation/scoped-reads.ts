import type { Compilable } from 'kysely'
import { type Param, type Prepared, prepared } from '../store/prepared.ts'
import type { BoundScope } from './scope-of.ts'

/** `PreparedRead` of work.ts at run time. */
export interface ScopedStatement {
  readonly build: (db: object, param: Param<Record<string, unknown>>, scope: BoundScope) => Compilable<unknown>
  /** Of the plugin that it was made for. */
  readonly kit: object
}

/** Of one statement; then they are made anew. */
const MOST_SCOPES = 500

/**
 * Statements of plugins, built and compiled once for each scope: what somebody may see is part of a statement, so it is found again by all that their conditions
 * are made of. Building the page of a history took longer than reading it.
 */
export class ScopedReads {
  readonly #known = new WeakMap<object, Map<string, Prepared<Record<string, unknown>, unknown>>>()

  /** `scope` is asked for where there is no statement for the key yet, and kept with it: it must hold no transaction. */
  of(statement: ScopedStatement, owner: string, key: string, scope: () => BoundScope): Prepared<Record<string, unknown>, unknown> {
    let variants = this.#known.get(statement)
    if (!variants) {
      variants = new Map()
      this.#known.set(statement, variants)
    }
    const found = variants.get(key)
    if (found) return found
    if (variants.size >= MOST_SCOPES) variants.clear()
    const own = scope()
    // Reads only, as `work.db`.
    const made = prepared<Record<string, unknown>>(
      (db, param) => statement.build(Object.freeze({ selectFrom: db.selectFrom.bind(db) }), param, own),
      { owner },
    )
    variants.set(key, made)
    return made
  }
}
