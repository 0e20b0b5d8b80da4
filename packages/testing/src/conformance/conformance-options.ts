import type { DeskPlugin, PluginContract } from '@deskwright/core'
import type { TestDesk } from '../desk/test-desk.ts'
import type { TypeEntry } from './type-cost.ts'

type Awaitable<T> = T | Promise<T>
type Part<C, K extends string, None> = C extends { readonly [X in K]: infer V } ? V : None

/** What an example can name: things that are there, and what earlier operations gave. */
export interface ExampleContext {
  /** In which capacity the input will be sent. */
  readonly acting: 'staff' | 'customer'
  /** A ticket of ACME in team NET, which a customer of ACME requested. */
  readonly ticketId: string
  readonly companyId: string
  readonly teamId: string
  /** A customer of ACME. */
  readonly customerId: string
  /** An agent of team NET. */
  readonly agentId: string
  /** ISO 8601. */
  readonly now: string
  /** A day from now. */
  readonly soon: string
  /** An id that the plugin's operations gave under this key (`visitId`, else `id`), the newest one. */
  made(key: string): string
  /** Opens another ticket of ACME. */
  ticket(input?: object): Promise<string>
  /** A file that whoever will send the input has uploaded, for an operation that takes files. */
  upload(name: string, bytes: Uint8Array): Promise<string>
  readonly test: TestDesk
}

/** An input, several, or how to make them. */
export type Example<I> = I | readonly I[] | ((context: ExampleContext) => Awaitable<I | readonly I[]>)
type InputOf<M> = M extends (input: infer I) => unknown ? Exclude<I, undefined> : object
export type Examples<C> = { readonly [M in keyof Part<C, 'service', {}>]?: Example<InputOf<Part<C, 'service', {}>[M]>> }

export interface ConformanceOptions<C extends PluginContract = PluginContract> {
  /** What the plugin's factory takes. */
  readonly options?: Part<C, 'options', undefined> | undefined
  /** Plugins that it requires, and those that it uses. */
  readonly with?: () => readonly DeskPlugin[]
  /** Inputs of operations, where a schema does not say enough to make one that is accepted. */
  readonly examples?: Examples<C>
  /** Input of the ticket extension, likewise. */
  readonly extension?: Example<Part<C, 'ticketExtension', { input: object }> extends { readonly input: infer I } ? I : object>
  /** What has to be there before any operation works, such as a price list. */
  readonly prepare?: (context: ExampleContext) => Awaitable<void>
  /** Findings that are meant: their key, and why. One that fits nothing any more is a finding itself. */
  readonly exceptions?: Readonly<Record<string, string>>
  /** Where its types are, for their budget: instantiations that it may cost at most, or what its operations are worth. Unchecked unless told. */
  readonly types?: TypeEntry & { readonly ceiling?: number }
  /** Of the made inputs. */
  readonly seed?: number
}

// biome-ignore lint/suspicious/noExplicitAny: examples are typed where they are written
export type AnyOptions = ConformanceOptions<any>

/** A plugin's factory, or any function that gives the plugin. */
// biome-ignore lint/suspicious/noExplicitAny: options belong to the factory
export type PluginSource = (options: any) => DeskPlugin
export type ContractOf<F extends PluginSource> = ReturnType<F>['~contract']
/** Options that are owed are owed here, too. */
export type OptionsFor<F extends PluginSource> = ConformanceOptions<ContractOf<F>> &
  (undefined extends Parameters<F>[0] ? {} : { readonly options: Parameters<F>[0] })
export type ConformanceArguments<F extends PluginSource> = {} extends OptionsFor<F> ? [options?: OptionsFor<F>] : [options: OptionsFor<F>]
