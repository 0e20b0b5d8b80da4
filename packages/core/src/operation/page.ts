import type { CursorKey, Cursors } from '../value/cursor.ts'
import { DEFAULT_LIMIT } from '../value/schema.ts'
import type { CallContext } from './unit-of-work.ts'

export interface PageInput {
  readonly limit?: number
  readonly cursor?: string
}

/** Reads a page by keyset: one row more than asked tells whether there is another page. */
export class Page {
  readonly limit: number
  readonly after: CursorKey | undefined
  readonly #cursors: Cursors
  readonly #owner: string

  /** `query` is everything of the input that decides which rows there are and in which order. */
  constructor({ unit, actor }: CallContext, operation: string, input: PageInput) {
    const { cursor, limit, ...query } = input
    this.limit = limit ?? DEFAULT_LIMIT
    this.#cursors = unit.runtime.cursors
    this.#owner = JSON.stringify([operation, actor.kind, actor.id, actor.capacity, query])
    this.after = cursor === undefined ? undefined : this.#cursors.decode(this.#owner, cursor)
  }

  /** Rows to ask the database for. */
  get take(): number {
    return this.limit + 1
  }

  /** For a list that ends a page by other rules than `of`. */
  cursorAt(key: CursorKey): string {
    return this.#cursors.encode(this.#owner, key)
  }

  of<Row, Item>(
    rows: readonly Row[],
    keyOf: (row: Row) => CursorKey,
    items: readonly Item[],
  ): { items: Item[]; nextCursor: string | null } {
    const last = rows[this.limit - 1]
    const nextCursor = rows.length > this.limit && last ? this.#cursors.encode(this.#owner, keyOf(last)) : null
    return { items: items.slice(0, this.limit), nextCursor }
  }
}
