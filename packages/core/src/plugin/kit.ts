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
import type { Reading, Streaming, Work } from '../operation/work.ts'
import type { Permission, PluginContract, ServiceOf } from './contract.ts'
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
    ticketExtension: (spec: object) => Object.freeze({ ...spec, kit }),
    definePlugin:
      (spec: object) =>
      (options: unknown = {}) =>
        Object.freeze({ ...spec, kit, options, '~deskwright': 'plugin' }),
  }
  return erased as ContractKit<C>
}
