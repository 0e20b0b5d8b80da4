import type { DatabaseKind } from '../store.ts'

const quoteText = (text: string): string => `'${text.replaceAll("'", "''")}'`

const literal = (value: unknown, kind: DatabaseKind): string => {
  if (value === null || value === undefined) return 'null'
  if (typeof value === 'number' || typeof value === 'bigint') return String(value)
  if (typeof value === 'boolean') return kind === 'sqlite' ? String(Number(value)) : String(value)
  if (value instanceof Uint8Array) {
    const hex = Buffer.from(value).toString('hex')
    return kind === 'sqlite' ? `x'${hex}'` : `'\\x${hex}'`
  }
  return quoteText(typeof value === 'string' ? value : JSON.stringify(value))
}

/** Texts, quoted names, and the places of parameters. */
const token = /'(?:[^']|'')*'|"(?:[^"]|"")*"|\$(\d+)|\?/g

/** A statement with its parameters written into it, for people to read and administrators to run. */
export const inlineParameters = (sql: string, parameters: readonly unknown[], kind: DatabaseKind): string => {
  let next = 0
  return sql.replace(token, (text, index: string | undefined) => {
    if (index !== undefined && kind === 'postgres') return literal(parameters[Number(index) - 1], kind)
    if (text === '?' && kind === 'sqlite') return literal(parameters[next++], kind)
    return text
  })
}
