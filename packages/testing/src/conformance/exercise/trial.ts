import type { AnyOptions, ExampleContext } from '../conformance-options.ts'
import { type Finding, finding, reasonOf } from '../finding.ts'
import { type Acting, type AnyOperation, actingsOf, callAs, type Outcome } from './call.ts'
import { contextFor } from './example-context.ts'
import type { KnownIds, Origin } from './known-ids.ts'
import type { MadeInputs } from './made-inputs.ts'
import type { World } from './world.ts'

/** A call that was accepted: what denials are tried against. */
export interface Accepted {
  readonly operation: AnyOperation
  readonly acting: Acting
  readonly input: object
  readonly output: unknown
  /** Ids in the input that are ACME's: nobody of another company may use them. */
  readonly acmeIds: readonly string[]
  /** Those of them that are of tickets: nobody of another team may use them. */
  readonly ticketIds: readonly string[]
}

const PASSES = 4
const styles = ['full', 'least', 'mixed', 'mixed', 'mixed', 'mixed'] as const

/** Tries operations until each was accepted in each of its capacities, or nothing more is. */
export class Trial {
  readonly #accepted: Accepted[] = []
  readonly #lastRefusal = new Map<string, string>()
  readonly #world: World
  readonly #ids: KnownIds
  readonly #inputs: MadeInputs
  readonly #options: AnyOptions
  readonly #findings: Finding[]

  constructor(world: World, ids: KnownIds, inputs: MadeInputs, options: AnyOptions, findings: Finding[]) {
    this.#world = world
    this.#ids = ids
    this.#inputs = inputs
    this.#options = options
    this.#findings = findings
  }

  async run(): Promise<Accepted[]> {
    const { plugin, test } = this.#world
    const order = { upload: 0, command: 0, query: 1, stream: 2 }
    const own = test.desk.operations.filter(({ owner }) => owner === plugin.id).sort((a, b) => order[a.spec.kind] - order[b.spec.kind])
    const calls = own.flatMap((operation) => actingsOf(operation).map((acting) => ({ operation, acting })))
    for (let pass = 0; pass < PASSES; pass += 1) {
      const before = this.#accepted.length
      for (const { operation, acting } of calls)
        if (!this.#isAccepted(operation, acting) && !this.#isFaulty(operation)) await this.#try(operation, acting, pass)
      if (this.#accepted.length === calls.length || (pass > 0 && this.#accepted.length === before)) break
    }
    for (const { operation, acting } of calls)
      if (!this.#isAccepted(operation, acting) && !this.#isFaulty(operation)) this.#report(operation, acting)
    await this.#onceMore()
    return this.#accepted
  }

  /**
   * The same commands again, the last ones first: what begins something is tried before what ends it, so that now there is
   * something begun and something ended to look at.
   */
  async #onceMore(): Promise<void> {
    for (const { operation, acting, input } of this.#accepted.filter((one) => one.operation.spec.kind === 'command').reverse()) {
      const player = this.#world.players[acting === 'staff' ? 'worker' : 'buyer']
      const outcome = await callAs(this.#world.test, player, operation, input)
      if (outcome.ok) this.#ids.keep(outcome.output, this.#ids.originOf(input))
    }
  }

  #isAccepted = (operation: AnyOperation, acting: Acting): boolean =>
    this.#accepted.some((one) => one.operation.id === operation.id && one.acting === acting)

  /** It was found to fail; more of the same would tell nothing new. */
  #isFaulty = ({ id }: AnyOperation): boolean => this.#findings.some(({ key }) => key === `fault ${id}`)

  async #try(operation: AnyOperation, acting: Acting, pass: number): Promise<void> {
    const player = this.#world.players[acting === 'staff' ? 'worker' : 'buyer']
    for (const input of await this.#candidates(operation, acting, pass)) {
      const outcome = await callAs(this.#world.test, player, operation, input)
      if (!outcome.ok) {
        this.#noteRefusal(operation, acting, outcome)
        if (this.#isFaulty(operation)) return
        continue
      }
      const origin = this.#ids.originOf(input)
      this.#accepted.push({
        operation,
        acting,
        input,
        output: outcome.output,
        acmeIds: this.#ids.ofAcmeIn(input),
        ticketIds: this.#ids.ofTicketsIn(input),
      })
      this.#ids.keep(outcome.output, origin)
      await this.#keepEventIds(origin)
      return
    }
  }

  async #candidates(operation: AnyOperation, acting: Acting, pass: number): Promise<readonly object[]> {
    const example: unknown = this.#options.examples?.[operation.method as never]
    if (example === undefined)
      return styles.map((style, index) => this.#inputs.inputOf(operation, acting, style, pass * styles.length + index))
    try {
      const given: unknown =
        typeof example === 'function'
          ? await (example as (context: ExampleContext) => unknown)(contextFor(this.#world, this.#ids, acting))
          : example
      return Array.isArray(given) ? (given as object[]) : [given as object]
    } catch (error) {
      this.#lastRefusal.set(`${operation.id} ${acting}`, reasonOf(error))
      return []
    }
  }

  /** Payloads name ids by what they are (`visitId`), outputs often just by `id`. */
  async #keepEventIds(origin: Origin): Promise<void> {
    const { test, plugin } = this.#world
    for (const { event, payload } of (await test.events.all()).slice(-20))
      if (event.startsWith(`${plugin.id}.`)) this.#ids.keep(payload, origin)
  }

  #noteRefusal(operation: AnyOperation, acting: Acting, outcome: Outcome & { ok: false }): void {
    this.#lastRefusal.set(`${operation.id} ${acting}`, `${outcome.status} ${reasonOf(outcome.error)}`)
    if (outcome.status < 500 || (outcome.status === 503 && !outcome.code.startsWith('hook.'))) return
    const key = `fault ${operation.id}`
    if (this.#findings.some((one) => one.key === key)) return
    const what = `'${operation.id}' failed as ${acting} instead of accepting or refusing: ${reasonOf(outcome.error)}.`
    this.#findings.push(finding(key, `${what} Refuse what is wrong by a coded error, or correct it.`))
  }

  #report(operation: AnyOperation, acting: Acting): void {
    const { method, id } = operation
    const last = this.#lastRefusal.get(`${id} ${acting}`) ?? 'it was never tried'
    const hasExample = this.#options.examples?.[method as never] !== undefined
    const what = hasExample ? `The example of '${id}' is refused as ${acting}` : `No made input of '${id}' is accepted as ${acting}`
    this.#findings.push(
      finding(
        `unaccepted ${id} ${acting}`,
        `${what}, the last time with ${last}. ${hasExample ? 'Correct it' : 'Give one that is'}: examples: { ${method}: … }.`,
      ),
    )
  }
}
