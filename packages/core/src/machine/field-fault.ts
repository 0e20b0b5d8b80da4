import type { FieldSpec } from './ticket-type.ts'

const MAX_FIELD_TEXT = 10_000
const idPattern = '^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$'
const isId = new RegExp(idPattern)

/** What is wrong with a value of a field's kind, whoever gives it; undefined when it fits. */
export function fieldFault(spec: FieldSpec, value: unknown): string | undefined {
  switch (spec.kind) {
    case 'string':
      return typeof value === 'string' && /\S/.test(value) && [...value].length <= MAX_FIELD_TEXT
        ? undefined
        : 'must be a text of at most 10,000 characters that is not empty'
    case 'number':
      return typeof value === 'number' && Number.isFinite(value) ? undefined : 'must be a number'
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'must be true or false'
    case 'date':
      return typeof value === 'string' && isCalendarDate(value) ? undefined : 'must be a date, YYYY-MM-DD'
    case 'choice':
      return typeof value === 'string' && Object.hasOwn(spec.options, value)
        ? undefined
        : `must be one of ${Object.keys(spec.options).join(', ')}`
    case 'person':
    case 'reference':
      return typeof value === 'string' && isId.test(value) ? undefined : 'must be an id'
  }
}

/** A day that there is, in the years 0001 to 9999. */
const isCalendarDate = (value: string): boolean => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) && !value.startsWith('0000') ? new Date(`${value}T00:00:00.000Z`) : undefined
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}
