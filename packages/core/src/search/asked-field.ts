import { fieldFault } from '../machine/field-fault.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { type FieldCondition, filterableField, type ListedField } from '../ticket/field-filter.ts'
import { invalid } from './filter-invalid.ts'
import { FIELD } from './filter-names.ts'
import type { AskedFilter } from './question.ts'

type Scalar = string | number | boolean
type Spec = ListedField['spec']

/**
 * `field.serial:SN-1`, `field.cost:10..20`, `field.device:laptop,phone`, `field.cost:none`. A field that the audience does not see is refused like one
 * that does not exist. Throws `search.filter_invalid`.
 */
export function fieldFilter(context: CallContext, filter: AskedFilter): Record<string, FieldCondition> {
  const name = filter.name.slice(FIELD.length)
  const field = filterableField(context, name)
  if (!field) throw invalid(filter, 'number:42, status:open')
  return { [name]: conditionOf(field.spec, filter) }
}

function conditionOf(spec: Spec, filter: AskedFilter): FieldCondition {
  const { value } = filter
  const scalar = (text: string): Scalar => {
    const found = scalarOf(spec, text)
    if (found === undefined || fieldFault(spec, found) !== undefined) throw invalid(filter, examples(spec))
    return found
  }
  if (value.toLowerCase() === 'none') return null
  const range = spec.kind === 'number' || spec.kind === 'date' || spec.kind === 'string' ? /^(.*)\.\.(.*)$/.exec(value) : null
  if (!range) {
    const values = value.split(',').map(scalar)
    return values.length === 1 ? (values[0] ?? null) : values
  }
  const [, from = '', to = ''] = range
  if (!from && !to) throw invalid(filter, examples(spec))
  return { ...(from ? { from: scalar(from) } : {}), ...(to ? { to: scalar(to) } : {}) }
}

function scalarOf({ kind }: Spec, text: string): Scalar | undefined {
  if (kind === 'boolean') return text.toLowerCase() === 'true' ? true : text.toLowerCase() === 'false' ? false : undefined
  if (kind !== 'number') return text
  return text.trim() && Number.isFinite(Number(text)) ? Number(text) : undefined
}

const examples = (spec: Spec): string => {
  if (spec.kind === 'boolean') return 'true, false, none'
  if (spec.kind === 'choice') return [...Object.keys(spec.options), 'none'].slice(0, 20).join(', ')
  return spec.kind === 'number'
    ? '10, 10..20, none'
    : spec.kind === 'date'
      ? '2026-01-31, 2026-01-01..2026-01-31, none'
      : 'SN-4711, A..F, none'
}
