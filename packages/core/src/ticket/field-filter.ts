import { type RawBuilder, type SqlBool, sql } from 'kysely'
import { fieldFault } from '../machine/field-fault.ts'
import { fieldKey } from '../machine/field-key.ts'
import type { Field, Machine } from '../machine/machine.ts'
import type { Acting } from '../operation/audience.ts'
import { type InputFault, inputInvalid } from '../operation/input-check.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { machinesFor } from './machine-for.ts'

type Predicate = RawBuilder<SqlBool>
type Scalar = string | number | boolean
/** One value, several of which any will do, a range with both ends in it, or `null`: has none. */
export type FieldCondition = Scalar | null | readonly Scalar[] | { readonly from?: Scalar | undefined; readonly to?: Scalar | undefined }

/** A declared field as the caller's audience has it: the types that have it, and what its values are. */
export interface ListedField {
  readonly name: string
  readonly types: readonly string[]
  readonly spec: Field['spec']
}
/** A field by whose values a list is walked. */
export interface FieldWalk {
  readonly field: ListedField
  /** Which of its values; undefined: all of them. */
  readonly keys: Predicate | undefined
}

const pointerOf = (name: string) => `/fields/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
const unknown = (pointer: string): InputFault => ({ pointer, code: 'unknown_key', message: 'is not known here; remove it' })

/**
 * The field for a use, or what is wrong with asking for it. What another audience sees, or what no list may be filtered by, is answered like
 * a field that does not exist.
 */
function listedField(
  machines: readonly Machine[],
  acting: Acting,
  use: 'filterable' | 'sortable',
  name: string,
  asked: readonly string[] | undefined,
  pointer: string,
): ListedField | InputFault {
  const found = machines.flatMap((machine) => {
    if (asked && !asked.includes(machine.typeId)) return []
    const field = machine.indexedFields.find((one) => one.name === name && one[use] && (acting === 'staff' || one.audience === 'both'))
    return field ? [{ type: machine.typeId, field }] : []
  })
  const [first] = found
  if (!first) return unknown(pointer)
  const kinds = new Set(found.map(({ field }) => field.spec.kind))
  if (kinds.size > 1)
    return {
      pointer,
      code: 'field',
      message: `is of another kind in each of the types ${found.map(({ type }) => type).join(', ')}; name one type`,
    }
  return { name, types: found.map(({ type }) => type), spec: mergedSpec(found.map(({ field }) => field.spec)) }
}

/** Choices of several types have the options of all of them. */
function mergedSpec(specs: readonly Field['spec'][]): Field['spec'] {
  const [first] = specs
  if (!first) throw new TypeError('a field without a type')
  if (first.kind !== 'choice') return first
  return { ...first, options: Object.assign({}, ...specs.map((spec) => (spec.kind === 'choice' ? spec.options : {}))) }
}

const isFault = (field: ListedField | InputFault): field is InputFault => 'pointer' in field

interface FieldInput {
  readonly fields?: Readonly<Record<string, FieldCondition>> | undefined
  readonly type?: readonly string[] | undefined
}
interface Condition {
  readonly field: ListedField
  readonly condition: FieldCondition
}

/** What is wrong with the fields of a filter, for an audience. */
export function fieldFilterFaults(machines: readonly Machine[], acting: Acting, input: FieldInput): readonly InputFault[] {
  return checked(machines, acting, input).faults
}

/** Throws `input.invalid` with all faults. */
function conditionsOf(context: CallContext, input: FieldInput): readonly Condition[] {
  const { conditions, faults } = checked(machinesFor(context), context.actor.capacity.acting, input)
  if (faults.length) throw inputInvalid(faults)
  return conditions
}

function checked(machines: readonly Machine[], acting: Acting, { fields = {}, type }: FieldInput) {
  const faults: InputFault[] = []
  const conditions = Object.entries(fields).flatMap(([name, condition]): Condition[] => {
    const pointer = pointerOf(name)
    const field = listedField(machines, acting, 'filterable', name, type, pointer)
    if (isFault(field)) {
      faults.push(field)
      return []
    }
    for (const [value, at] of valuesOf(condition)) {
      const fault = fieldFault(field.spec, value)
      if (fault) faults.push({ pointer: `${pointer}${at}`, code: 'field', message: fault })
    }
    if (isRange(condition) && field.spec.kind !== 'number' && field.spec.kind !== 'date' && field.spec.kind !== 'string')
      faults.push({ pointer, code: 'field', message: 'has no order; name its values' })
    return [{ field, condition }]
  })
  return { conditions, faults }
}

const isRange = (condition: FieldCondition): condition is { readonly from?: Scalar; readonly to?: Scalar } =>
  typeof condition === 'object' && condition !== null && !Array.isArray(condition)

const valuesOf = (condition: FieldCondition): readonly (readonly [Scalar, string])[] => {
  if (condition === null) return []
  if (Array.isArray(condition)) return condition.map((value: Scalar, index) => [value, `/${index}`] as const)
  if (!isRange(condition)) return [[condition as Scalar, '']]
  return (['from', 'to'] as const).flatMap((end) => {
    const value = condition[end]
    return value === undefined ? [] : [[value, `/${end}`] as const]
  })
}

function keysSql({ field: { spec }, condition }: Condition, key: RawBuilder<unknown>): Predicate {
  if (isRange(condition)) {
    const { from, to } = condition
    const low = from === undefined ? sql`length(${key}) > 0` : sql`${key} >= ${fieldKey(spec, from)}`
    return sql`${low} and ${to === undefined ? sql`1 = 1` : sql`${key} <= ${fieldKey(spec, to)}`}`
  }
  const keys = valuesOf(condition).map(([value]) => fieldKey(spec, value))
  return keys.length === 1 ? sql`${key} = ${keys[0]}` : sql`${key} in (${sql.join(keys)})`
}

const ofTypes = ({ types }: ListedField): Predicate => sql`${sql.ref('ticket.type')} in (${sql.join([...types])})`

/** The conditions over the rows of `ticket`: each one look into the table of values, by the ticket's number. */
export function fieldParts(context: CallContext, input: FieldInput): Predicate[] {
  return conditionsOf(context, input).flatMap((each) => [ofTypes(each.field), hasValue(each)])
}

function hasValue(each: Condition): Predicate {
  const isNone = each.condition === null
  const keys = isNone ? sql`length(value.key) > 0` : keysSql(each, sql`value.key`)
  return sql`${isNone ? sql`not ` : sql``}exists (select 1 from ${sql.table('field_value')} as value
    where value.ticket_number = ${sql.ref('ticket.number')} and value.field = ${each.field.name} and ${keys})`
}

/** A field that the caller's audience may filter by; undefined for what it does not see, too, and for one of another kind in each type. */
export function filterableField(context: CallContext, name: string): ListedField | undefined {
  const field = listedField(machinesFor(context), context.actor.capacity.acting, 'filterable', name, undefined, '')
  return isFault(field) ? undefined : field
}

/** By which field a list is walked: the one that it is sorted by, else one of which the filter names the value. Throws `input.invalid`. */
export function fieldWalk(context: CallContext, input: FieldInput, sortBy: string | undefined): FieldWalk | undefined {
  const conditions = conditionsOf(context, input)
  const key = sql.ref('field_value.key')
  if (sortBy !== undefined) {
    const field = listedField(machinesFor(context), context.actor.capacity.acting, 'sortable', sortBy, input.type, '/sort')
    if (isFault(field)) throw inputInvalid([field])
    const condition = conditions.find((each) => each.field.name === sortBy && each.condition !== null)
    return { field, keys: condition && keysSql(condition, key) }
  }
  const named = conditions.find(({ condition }) => condition !== null && !isRange(condition))
  return named && { field: named.field, keys: keysSql(named, key) }
}

/** Tickets of a team by a field: a range of the team's index. `isOpen` is told there too. */
export const walkedField = ({ field, keys }: FieldWalk): Predicate =>
  sql`${sql.ref('field_value.field')} = ${field.name} and ${keys ?? sql`1 = 1`} and ${ofTypes(field)}`

/** Fields of a filter or an order whose values are still being gathered: a list by them would miss tickets. */
export const namedFields = ({ fields = {} }: FieldInput, sortBy: string | undefined): string[] => [
  ...new Set([...Object.keys(fields), ...(sortBy === undefined ? [] : [sortBy])]),
]
