import { isDeepStrictEqual } from 'node:util'
import { coreError } from '../error/core-errors.ts'
import type { RegisteredOperation } from '../operation/composition.ts'
import { type InputFault, inputInvalid } from '../operation/input-check.ts'
import { lazy } from '../value/lazy.ts'
import { type Coercion, coercion, GivenTwice } from './coerce-query.ts'
import { type BodyLimits, jsonBody, unknownKey } from './json-body.ts'

/** Puts one operation's input together from address and body. */
export interface InputReader {
  (request: Request, url: URL, parameters: Readonly<Record<string, string>>, limits: BodyLimits): Promise<object>
  /** The same with the fields of a form in place of a JSON body, read as the schema has them. */
  ofForm(url: URL, parameters: Readonly<Record<string, string>>, fields: ReadonlyMap<string, readonly string[]>): object
}

const asText: Coercion = (texts) => (texts.every((text) => text === texts[0]) ? texts[0] : new GivenTwice(texts))

/**
 * Route, query and body of a request are one input; a key may be given twice only with the same value, so that no guard in front of
 * the desk can be made to look at another value than the desk. Which keys there are, the schema of the caller's audience says later.
 * Texts of the address become numbers, booleans and arrays as the schema has it. Throws `input.invalid`, `http.bad_target` and what `jsonBody` throws.
 */
export function inputReader({ spec, input }: RegisteredOperation): InputReader {
  const propertiesOf = lazy(() => ({ ...input.customer.schema.properties, ...input.staff.schema.properties }))
  const coercions = new Map<string, Coercion>()
  const coerce = (key: string, texts: readonly string[]): unknown => {
    const properties = propertiesOf()
    const schema = Object.hasOwn(properties, key) ? properties[key] : undefined
    // what has no schema is not kept: callers may send any number of names
    if (!schema) return asText(texts)
    const made = coercions.get(key) ?? coercion(schema)
    coercions.set(key, made)
    return made(texts)
  }
  const hasBody = spec.kind === 'command'
  const combined = (
    body: Record<string, unknown>,
    url: URL,
    parameters: Readonly<Record<string, string>>,
    fields: Iterable<readonly [string, readonly string[]]> = [],
  ): object => {
    const faults: InputFault[] = []
    const put = (key: string, value: unknown) => {
      if (key === '__proto__') faults.push(unknownKey(key))
      else if (value instanceof GivenTwice || (Object.hasOwn(body, key) && !isDeepStrictEqual(body[key], value)))
        faults.push(givenTwice(key))
      else body[key] = value
    }
    for (const [key, texts] of fields) put(key, coerce(key, texts))
    for (const [key, text] of Object.entries(parameters)) put(key, coerce(key, [text]))
    if (url.search.length > 1) for (const [key, texts] of queryOf(url)) put(key, coerce(key, texts))
    if (faults.length) throw inputInvalid(faults)
    return body
  }
  const read = async (request: Request, url: URL, parameters: Readonly<Record<string, string>>, limits: BodyLimits): Promise<object> => {
    const body = hasBody ? await jsonBody(request, limits) : {}
    if (!isObject(body)) throw inputInvalid([{ pointer: '', code: 'type', message: 'must be an object' }])
    return combined(body, url, parameters)
  }
  return Object.assign(read, {
    ofForm: (url: URL, parameters: Readonly<Record<string, string>>, fields: ReadonlyMap<string, readonly string[]>) =>
      combined({}, url, parameters, fields),
  })
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

const givenTwice = (key: string): InputFault => ({
  pointer: `/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`,
  code: 'given_twice',
  message: 'is given twice with different values; give it once',
})

function queryOf(url: URL): Map<string, string[]> {
  expectUtf8(url.search)
  const query = new Map<string, string[]>()
  for (const [key, text] of url.searchParams) {
    const texts = query.get(key)
    if (texts) texts.push(text)
    else query.set(key, [text])
  }
  return query
}

/** The platform would put replacement characters where the escapes are no UTF-8, and search for those. */
function expectUtf8(search: string): void {
  if (!search.includes('%')) return
  try {
    decodeURIComponent(search)
  } catch {
    throw coreError('http.bad_target')
  }
}
