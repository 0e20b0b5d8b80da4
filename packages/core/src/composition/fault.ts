import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'

/** Collects what is wrong with a composition, so that its author sees all of it at once. */
export class Faults {
  readonly #errors: DeskError[] = []

  add(error: DeskError): void {
    this.#errors.push(error)
  }

  /** Runs a step whose own error is one fault among others. */
  catch<T>(run: () => T): T | undefined {
    try {
      return run()
    } catch (error) {
      if (!(typeof error === 'object' && error !== null && '~desk' in error)) throw error
      this.#errors.push(error as DeskError)
      return undefined
    }
  }

  /** Throws `plugin.invalid` with every fault in `details.faults`; one alone is thrown as it is. */
  throwIfAny(): void {
    const [first, ...others] = this.#errors
    if (!first) return
    if (!others.length) throw first
    throw coreError(
      'plugin.invalid',
      { count: this.#errors.length, faults: this.#errors.map((error) => error.message).join(' ') },
      { details: { faults: this.#errors.map(({ code, message }) => ({ code, message })) } },
    )
  }
}
