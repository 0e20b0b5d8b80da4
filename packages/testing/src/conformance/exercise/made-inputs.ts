import type { Acting, AnyOperation } from './call.ts'
import type { KnownIds } from './known-ids.ts'
import { type Schema, type Style, ValueMaker } from './value-maker.ts'
import type { World } from './world.ts'

/** Inputs made from schemas, and the texts that stand in them. */
export class MadeInputs {
  /** Every text that was written by somebody, in any input. */
  readonly texts: string[] = []
  readonly #world: World
  readonly #ids: KnownIds
  readonly #seed: number

  constructor(world: World, ids: KnownIds, seed: number) {
    this.#world = world
    this.#ids = ids
    this.#seed = seed
  }

  /** Another `attempt` gives another input. */
  inputOf(operation: AnyOperation, acting: Acting, style: Style, attempt: number): object {
    return this.of(operation.input[acting].schema as Schema, style, attempt)
  }

  of(schema: Schema, style: Style, attempt: number): object {
    const { test } = this.#world
    const maker = new ValueMaker(
      {
        id: (key) => {
          const candidates = this.#ids.candidates(key)
          return candidates[attempt % candidates.length] ?? test.ids.missing(attempt)
        },
        text: (maxLength) => this.#text(maxLength),
        instant: () => new Date(test.clock.now() + (attempt + 1) * 3_600_000).toISOString(),
      },
      this.#seed * 7_919 + attempt,
    )
    return maker.make(schema, style) as object
  }

  #text(maxLength: number): string {
    const text = `Words-${(this.texts.length + 1).toString(36).padStart(3, '0')}-written`.slice(0, maxLength)
    this.texts.push(text)
    return text
  }
}
