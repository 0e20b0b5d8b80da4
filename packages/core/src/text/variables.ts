import { parseMessage, validate } from 'messageformat'
import { coreError } from '../error/core-errors.ts'

const functions = new Set(['number', 'integer', 'string'])

/** The values that a message asks for. Throws `text.invalid` for what is no message, or uses functions that are not there. */
export function variablesOf(language: string, key: string, message: string): ReadonlySet<string> {
  const invalid = (reason: string, cause?: unknown) => coreError('text.invalid', { key, language, reason }, { cause })
  try {
    const found = validate(parseMessage(message))
    for (const name of found.functions) if (!functions.has(name)) throw new TypeError(`there is no function '${name}'`)
    return found.variables
  } catch (cause) {
    throw invalid(cause instanceof Error ? cause.message : 'it cannot be read', cause)
  }
}
