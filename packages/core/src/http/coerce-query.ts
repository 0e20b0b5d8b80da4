import type { PlainSchema } from '../operation/plain-schema.ts'

/** Makes of the texts given under one name in an address what the schema speaks of. What fits nothing stays text, for the schema to refuse. */
export type Coercion = (texts: readonly string[]) => unknown

const isSchema = (value: unknown): value is PlainSchema => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Several texts where one belongs: a value that no text can be. */
export class GivenTwice {
  readonly texts: readonly string[]
  constructor(texts: readonly string[]) {
    this.texts = texts
  }
}

/** Arrays are written by repetition (`?type=a&type=b`), or by commas (`?type=a,b`) where an item can't hold one. */
export function coercion(schema: PlainSchema): Coercion {
  if (schema.type === 'array' && isSchema(schema.items)) {
    const item = reading(schema.items)
    const isItem = textTest(schema.items)
    return (texts) => texts.flatMap((text) => (text.includes(',') && !isItem(text) ? text.split(',') : [text])).map(item)
  }
  const list = membersOf(schema)?.find((member) => member.type === 'array')
  if (list) return oneOrMany(schema, list)
  const single = reading(schema)
  return (texts) => {
    const [text = '', ...others] = texts
    return others.every((other) => other === text) ? single(text) : new GivenTwice(texts)
  }
}

/** One value where one is given, and an array where it is several; the schema has both. */
function oneOrMany(schema: PlainSchema, list: PlainSchema): Coercion {
  const others = membersOf(schema)?.filter((member) => member !== list) ?? []
  const single = firstThatReads(others)
  const isSingle = others.map(textTest)
  const several = coercion(list)
  return (texts) => {
    const [text = ''] = texts
    const isOne = texts.length === 1 && (!text.includes(',') || isSingle.some((test) => test(text)))
    return isOne ? single(text) : several(texts)
  }
}

const membersOf = (schema: PlainSchema): PlainSchema[] | undefined => {
  const members = [schema.anyOf, schema.oneOf].find(Array.isArray) as readonly unknown[] | undefined
  return members?.filter(isSchema)
}

type Reading = (text: string) => unknown

const readings: { readonly [type: string]: Reading } = {
  integer: (text) => (/^-?\d{1,16}$/.test(text) ? Number(text) : text),
  number: (text) => (/^-?\d{1,16}(?:\.\d{1,16})?$/.test(text) ? Number(text) : text),
  boolean: (text) => (text === 'true' ? true : text === 'false' ? false : text),
  null: (text) => (text === 'null' ? null : text),
  object: (text) => {
    if (!text.startsWith('{')) return text
    try {
      return JSON.parse(text) as unknown
    } catch {
      return text
    }
  },
}

function reading(schema: PlainSchema): Reading {
  const members = membersOf(schema)
  if (members) return firstThatReads(members)
  if ('const' in schema) return (text) => (String(schema.const) === text ? schema.const : text)
  if (Array.isArray(schema.enum)) {
    const values: readonly unknown[] = schema.enum
    return (text) => values.find((value) => String(value) === text) ?? text
  }
  const types: readonly unknown[] = Array.isArray(schema.type) ? schema.type : [schema.type]
  if (types.includes('string')) return (text) => text
  return tryEach(types.flatMap((type) => (typeof type === 'string' && readings[type] ? [readings[type]] : [])))
}

/** Text that is a member as it stands stays text: `null` is a word where any word is allowed. */
function firstThatReads(members: readonly PlainSchema[]): Reading {
  const isText = members.map(textTest)
  const read = tryEach(members.map(reading))
  return (text) => (isText.some((test) => test(text)) ? text : read(text))
}

const tryEach =
  (each: readonly Reading[]): Reading =>
  (text) => {
    for (const read of each) {
      const value = read(text)
      if (typeof value !== 'string') return value
    }
    return text
  }

/** Whether a text fits as it stands, as far as literals and pattern tell. */
function textTest(schema: PlainSchema): (text: string) => boolean {
  const members = membersOf(schema)
  if (members) {
    const tests = members.map(textTest)
    return (text) => tests.some((test) => test(text))
  }
  if (schema.type !== 'string') return () => false
  if ('const' in schema) return (text) => text === schema.const
  if (Array.isArray(schema.enum)) {
    const values: readonly unknown[] = schema.enum
    return (text) => values.includes(text)
  }
  if (typeof schema.pattern !== 'string') return () => true
  const pattern = new RegExp(schema.pattern, 'u')
  return (text) => pattern.test(text)
}
