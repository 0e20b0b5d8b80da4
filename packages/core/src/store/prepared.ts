import { type Compilable, type Expression, type Kysely, type OperationNode, type RawBuilder, ValueNode } from 'kysely'
import type { DatabaseKind } from './store.ts'

/** Stands for a parameter in a statement that is built once. Bound by name at each run. */
export class Placeholder {
  readonly name: string
  constructor(name: string) {
    this.name = name
  }
}

/** Makes the placeholder of one parameter, usable wherever a value is. */
export type Param<P> = <K extends keyof P & string>(name: K) => Expression<P[K]>

/** A statement that is built and compiled once for each store; see `prepared`. */
export interface Prepared<in P extends object, out R> {
  // biome-ignore lint/suspicious/noExplicitAny: the builder's tables are erased; parameters and rows are typed
  readonly build: (db: Kysely<any>) => Compilable<R>
  /** Whose tables it may name; undefined: core's. */
  readonly owner: string | undefined
  readonly '~parameters'?: (parameters: P) => void
}

class ParameterExpression<T> implements Expression<T> {
  readonly #node: OperationNode
  constructor(name: string) {
    this.#node = ValueNode.create(new Placeholder(name))
  }
  get expressionType(): T | undefined {
    return undefined
  }
  toOperationNode(): OperationNode {
    return this.#node
  }
}

/**
 * A statement for hot paths: Kysely builds and compiles it once for each store, later runs only bind. Values are converted by column as everywhere.
 *
 * ```ts
 * const touchTicket = prepared<{ id: string; at: string }>((db, param) =>
 *   db.updateTable('ticket').set({ updated_at: param('at') }).where('id', '=', param('id')))
 * await tx.run(touchTicket, { id, at })
 * ```
 *
 * What the builder looks at besides its parameters is frozen in; a list of changing length is no parameter.
 */
// biome-ignore lint/suspicious/noExplicitAny: as above
export const prepared = <P extends object, R = unknown, DB = any>(
  build: (db: Kysely<DB>, param: Param<P>) => Compilable<R>,
  options: { readonly owner?: string } = {},
): Prepared<P, R> => ({ build: (db) => build(db, (name) => new ParameterExpression(name)), owner: options.owner })

/** Two statements where the two databases say it in other words. */
export const forEachKind = <T>(make: (kind: DatabaseKind) => T): Readonly<Record<DatabaseKind, T>> => ({
  sqlite: make('sqlite'),
  postgres: make('postgres'),
})

/** What stands around a statement whose own text changes from call to call; see `framed`. */
export interface Framed<out R> {
  // biome-ignore lint/suspicious/noExplicitAny: as above
  readonly build: (db: Kysely<any>, inside: RawBuilder<unknown>) => Compilable<R>
}

/**
 * A statement around another one: a list's rows with their names around the search for their numbers. The frame has no parameters, and is built
 * and compiled once for each store; only what it is put around is built anew. See `Tx.runFramed`.
 */
// biome-ignore lint/suspicious/noExplicitAny: as above
export const framed = <R, DB = any>(build: (db: Kysely<DB>, inside: RawBuilder<unknown>) => Compilable<R>): Framed<R> => ({ build })
