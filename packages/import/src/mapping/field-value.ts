import type { FieldSpec } from '@deskwright/core'
import { textOf } from '../carry/text.ts'

export type Scalar = string | number | boolean

/** A value of another desk as one of this desk's fields; undefined: it does not fit. */
export function fieldValue(spec: FieldSpec, value: unknown): Scalar | undefined {
  const words = Array.isArray(value) ? value.map(String).join(', ') : value
  if (typeof words !== 'string' && typeof words !== 'number' && typeof words !== 'boolean') return undefined
  const text = textOf(String(words)).trim()
  switch (spec.kind) {
    case 'string':
      return text === '' || text.length > 10_000 ? undefined : text
    case 'number':
      return text !== '' && Number.isFinite(Number(text)) ? Number(text) : undefined
    case 'boolean':
      return /^(?:true|yes|1)$/i.test(text) ? true : /^(?:false|no|0)$/i.test(text) ? false : undefined
    case 'date': {
      const day = /^\d{4}-\d{2}-\d{2}/.exec(text)?.[0]
      const at = day === undefined ? Number.NaN : Date.parse(`${day}T00:00:00.000Z`)
      return day !== undefined && !Number.isNaN(at) && new Date(at).toISOString().startsWith(day) ? day : undefined
    }
    case 'choice':
      return Object.hasOwn(spec.options, text) ? text : undefined
    // Whom or what an id of another desk names, nobody knows here.
    case 'person':
    case 'reference':
      return undefined
  }
}
