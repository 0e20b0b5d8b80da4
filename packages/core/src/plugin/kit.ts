import type { Compilable } from 'kysely'
import Type, { type Static, type TObject, type TProperties } from 'typebox'
import type {
  AnyOperation,
  Bytes,
  Operation,
  OperationKind,
  OperationSpec,
  ReadRoute,
  StreamSpec,
  WriteRoute,
} from '../operation/operation.ts'
import type { PreparedRead, Reader, Reading, Scope, Streaming, Work } from '../operation/work.ts'
import type { Param } from '../store/prepared.ts'
import type { Permission, PluginContract, ServiceOf, TablesOf } from './contract.ts'
import type { OnlyMethods, PluginFactory, PluginSpec } from './plugin-spec.ts'
import type { TicketExtension, TicketExtensionSpec } from './ticket-extension.ts'

/** Everything bound to one contract: TypeScript cannot infer P while C is written, so C is written once, in `forContract`. */
export interface ContractKit<C extends PluginContract> {
  /** Writes, in one transaction, with at least one event. */
  command<R extends TProperties, Own extends Permission<C> | 'anyone', P extends TProperties = {}>(
    spec: OperationSpec<Work<C, Own>, WriteRoute, Own, P, R>,
  ): Operation<Static<TObject<P>>, Static<TObject<R>>>
  /** Reads, in one read transaction, scoped; there is no way to write. */
  query<R extends TProperties, Own extends Permission<C> | 'anyone', P extends TProperties = {}>(
    spec: OperationSpec<Reading<C, Own>, ReadRoute, Own, P, R>,
  ): Operation<Static<TObject<P>>, Static<TObject<R>>>
  /** Carries bytes: a download, CSV, NDJSON, server-sent events. */
  stream<Own extends Permission<C> | 'anyone', P extends TProperties = {}>(
    spec: StreamSpec<Streaming<C, Own>, Own, P, Reading<C, Own>>,
  ): Operation<Static<TObject<P>>, Bytes>
  /**
   * A reading statement that is built and compiled once for each scope, and only bound when it is run again: `work.rows(statement, parameters)`. What the
   * builder looks at besides its parameters and the scope is frozen in, so it must not look at the call; a list of changing length is no parameter.
   */
  prepared<P extends object, R>(build: (db: Reader<TablesOf<C>>, param: Param<P>, scope: Scope<C>) => Compilable<R>): PreparedRead<P, R>
  ticketExtension<P extends TProperties, V extends TProperties>(
    spec: TicketExtensionSpec<C, P, V>,
  ): TicketExtension<Static<TObject<P>>, Static<TObject<V>>>
  definePlugin<Method extends PropertyKey = never>(
    spec: PluginSpec<C> & { readonly operations?: OnlyMethods<Method, ServiceOf<C>> },
  ): PluginFactory<C>
}

interface Declaration {
  readonly input?: TObject
}

/**
 * The four declarators and `definePlugin`, bound to one contract.
 * An operation is recognised by its kit, so that one made for another plugin (and so with another plugin's work) is refused at construction.
 */
export function forContract<C extends PluginContract>(): ContractKit<C> {
  const kit = {}
  const declareAs =
    (kind: OperationKind) =>
    ({ input = Type.Object({}), ...spec }: Declaration): AnyOperation =>
      Object.freeze({ ...spec, kind, kit, input, inputKeys: Object.keys(input.properties) }) as unknown as AnyOperation
  const erased: unknown = {
    command: declareAs('command'),
    query: declareAs('query'),
    stream: declareAs('stream'),
    prepared: (build: unknown) => Object.freeze({ build, kit }),
    ticketExtension: (spec: object) => Object.freeze({ ...spec, kit }),
    definePlugin:
      (spec: object) =>
      (options: unknown = {}) =>
        Object.freeze({ ...spec, kit, options, '~deskwright': 'plugin' }),
  }
  return erased as ContractKit<C>
}
