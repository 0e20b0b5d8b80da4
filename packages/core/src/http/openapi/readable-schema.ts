import { isSchema, type Schema } from './merge-audiences.ts'

/**
 * The same schema as a reader would write it: a choice of words is an `enum`, and answers don't promise to have nothing else,
 * as a later version may say more.
 */
export function readableSchema(schema: Schema, { isAnswer }: { isAnswer: boolean }): Schema {
  const result: Schema = {}
  for (const [keyword, value] of Object.entries(schema)) {
    // What is said of a wrong value is said when it is wrong; here the description says what it is.
    if (keyword === 'x-fault') continue
    if (keyword === 'properties' && isSchema(value))
      result.properties = Object.fromEntries(
        Object.entries(value).map(([name, property]) => [name, isSchema(property) ? readableSchema(property, { isAnswer }) : property]),
      )
    else if (Array.isArray(value) && ['anyOf', 'oneOf', 'allOf'].includes(keyword))
      result[keyword] = value.map((part: unknown) => (isSchema(part) ? readableSchema(part, { isAnswer }) : part))
    else if (keyword === 'items' && isSchema(value)) result.items = readableSchema(value, { isAnswer })
    else if (!(isAnswer && keyword === 'additionalProperties' && value === false)) result[keyword] = value
  }
  return asEnum(result)
}

function asEnum({ anyOf, ...others }: Schema): Schema {
  if (anyOf === undefined) return others
  const words = Array.isArray(anyOf)
    ? anyOf.map((part: unknown) => (isSchema(part) && part.type === 'string' ? part.const : undefined))
    : []
  if (words.length < 2 || words.some((word) => typeof word !== 'string')) return { anyOf, ...others }
  return { type: 'string', enum: words, ...others }
}
