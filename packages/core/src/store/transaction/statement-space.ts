import {
  type ConnectionProvider,
  DefaultQueryExecutor,
  type DialectAdapter,
  DummyDriver,
  type Kysely,
  type KyselyProps,
  PostgresAdapter,
  type QueryCompiler,
  SqliteAdapter,
  sql,
  Transaction,
} from 'kysely'
import type { NamingScope } from '../compile/naming-query-compiler.ts'
import { PostgresDeskCompiler } from '../compile/postgres-query-compiler.ts'
import { Slot } from '../compile/slot.ts'
import { SqliteDeskCompiler } from '../compile/sqlite-query-compiler.ts'
import type { TableNames } from '../compile/table-names.ts'
import type { Framed, Prepared } from '../prepared.ts'
import { toDatabase } from '../value/to-database.ts'

export interface BoundStatement {
  readonly sql: string
  readonly bind: (parameters: object) => readonly unknown[]
}

const createCompiler = (names: TableNames, scope: NamingScope): QueryCompiler =>
  names.kind === 'sqlite' ? new SqliteDeskCompiler(names, scope) : new PostgresDeskCompiler(names, scope)

const nowhere: ConnectionProvider = { provideConnection: () => Promise.reject(new TypeError('A prepared statement is run by tx.run.')) }

/** Where the inner statement stands in the text of a frame. */
const INSIDE = '/* inside */'

/** A store's compilers and its statements that were built once. A Kysely made here costs a few allocations, so each transaction has its own. */
export class StatementSpace {
  readonly names: TableNames
  readonly #adapter: DialectAdapter
  readonly #compilers = new Map<string, QueryCompiler>()
  /** By the statement, which may be dropped by who made it. */
  readonly #prepared = new WeakMap<object, BoundStatement>()
  readonly #frames = new Map<object, readonly [string, string]>()
  readonly #shared: Omit<KyselyProps, 'executor'>

  constructor(names: TableNames) {
    this.names = names
    const adapter = names.kind === 'sqlite' ? new SqliteAdapter() : new PostgresAdapter()
    this.#adapter = adapter
    const dialect = {
      createAdapter: () => adapter,
      createDriver: () => new DummyDriver(),
      createQueryCompiler: () => createCompiler(names, {}),
      createIntrospector: () => {
        throw new TypeError('The schema is described by describeSchema(store).')
      },
    }
    this.#shared = { config: { dialect }, dialect, driver: new DummyDriver() }
  }

  /** A Kysely over one connection. `allNames` is for core's migrations. */
  // biome-ignore lint/suspicious/noExplicitAny: the tables are the caller's
  kysely(connection: ConnectionProvider, scope: NamingScope = {}): Kysely<any> {
    const executor = new DefaultQueryExecutor(this.#compiler(scope), this.#adapter, connection)
    return new Transaction({ ...this.#shared, executor })
  }

  #compiler(scope: NamingScope): QueryCompiler {
    const key = scope.allNames ? '*' : (scope.owner ?? '')
    let compiler = this.#compilers.get(key)
    if (!compiler) {
      compiler = createCompiler(this.names, scope)
      this.#compilers.set(key, compiler)
    }
    return compiler
  }

  prepare<P extends object, R>(statement: Prepared<P, R>): BoundStatement {
    let bound = this.#prepared.get(statement)
    if (!bound) {
      const scope = statement.owner === undefined ? {} : { owner: statement.owner }
      const { sql, parameters } = statement.build(this.kysely(nowhere, scope)).compile()
      bound = { sql, bind: createBinder(parameters, this.names) }
      this.#prepared.set(statement, bound)
    }
    return bound
  }

  /** The text before and after the inner statement. */
  frame<R>(framed: Framed<R>): readonly [string, string] {
    let frame = this.#frames.get(framed)
    if (!frame) {
      const { sql: text, parameters } = framed.build(this.kysely(nowhere), sql.raw(INSIDE)).compile()
      const [before, after, ...more] = text.split(INSIDE)
      // Parameters of its own would come before or between those of what it is put around.
      if (before === undefined || after === undefined || more.length || parameters.length)
        throw new TypeError('A frame has no parameters and holds its statement once.')
      frame = [before, after]
      this.#frames.set(framed, frame)
    }
    return frame
  }
}

const createBinder = (parameters: readonly unknown[], names: TableNames): BoundStatement['bind'] => {
  const convert = toDatabase[names.kind]
  return (values: object) => {
    const given = values as Readonly<Record<string, unknown>>
    const bound = new Array<unknown>(parameters.length)
    // A row mostly says one instant several times, and reading it is the dearest of the conversions.
    let instant: unknown
    let boundInstant: unknown
    for (let index = 0; index < parameters.length; index++) {
      const parameter = parameters[index]
      if (!(parameter instanceof Slot)) {
        bound[index] = parameter
        continue
      }
      const value = given[parameter.name]
      if (parameter.kind === 'instant' && value === instant && value !== undefined) {
        bound[index] = boundInstant
        continue
      }
      bound[index] = convert(value, parameter.kind, parameter.column || parameter.name)
      if (parameter.kind === 'instant' && typeof value === 'string') {
        instant = value
        boundInstant = bound[index]
      }
    }
    return bound
  }
}
