import type { Field, Machine } from '../machine/machine.ts'
import type { Acting } from '../operation/audience.ts'
import type { InputFault } from '../operation/input-check.ts'

const isRecord = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/** Values that an audience may see. What a vanished field left behind stays stored and is shown to staff. */
export function visibleFields(machine: Machine | undefined, values: unknown, acting: Acting): Record<string, unknown> {
  if (!isRecord(values)) return {}
  if (acting === 'staff') return values
  const visible = new Set(machine?.fields.filter((field) => field.audience === 'both').map((field) => field.name))
  return Object.fromEntries(Object.entries(values).filter(([name]) => visible.has(name)))
}

/** What a change of the type left behind: names that are no fields any more, and values of another kind. */
export function unfitFields(machine: Machine | undefined, values: unknown): string[] {
  if (!isRecord(values)) return []
  const byName = new Map(machine?.fields.map((field) => [field.name, field]))
  return Object.entries(values).flatMap(([name, value]) => {
    const field = byName.get(name)
    return field && kindFault(field, value) === undefined ? [] : [name]
  })
}

const mayWrite = (field: Field, acting: Acting): boolean => field.write === 'both' || field.write === acting

/** All faults of the values at once. `null` takes a value away. `creating`: required fields must be there. */
export function fieldFaults(machine: Machine, values: unknown, acting: Acting, creating: boolean): InputFault[] {
  const given = isRecord(values) ? values : {}
  const faults: InputFault[] = []
  const byName = new Map(machine.fields.map((field) => [field.name, field]))
  for (const [name, value] of Object.entries(given)) {
    const pointer = `/fields/${name.replaceAll('~', '~0').replaceAll('/', '~1')}`
    const field = byName.get(name)
    if (!field || !mayWrite(field, acting)) {
      const message = `is no field of '${machine.typeId}' that you may write; remove it`
      faults.push({ pointer, code: 'unknown_key', message })
      continue
    }
    if (value === null) {
      if (field.required) faults.push({ pointer, code: 'required', message: 'is required' })
      continue
    }
    const wrong = kindFault(field, value)
    if (wrong) faults.push({ pointer, code: 'field', message: wrong })
  }
  if (creating)
    for (const field of machine.fields)
      if (field.required && mayWrite(field, acting) && (given[field.name] ?? null) === null)
        faults.push({ pointer: `/fields/${field.name}`, code: 'required', message: 'is missing' })
  return faults
}

const idPattern = /^[0-9a-f]{8}(-[0-9a-f]{4}){3}-[0-9a-f]{12}$/

function kindFault(field: Field, value: unknown): string | undefined {
  const { spec } = field
  switch (spec.kind) {
    case 'string':
      return typeof value === 'string' && value.length <= 10_000 ? undefined : 'must be a text of at most 10,000 characters'
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
      return typeof value === 'string' && idPattern.test(value) ? undefined : 'must be an id'
  }
}

const isCalendarDate = (value: string): boolean => {
  const at = /^\d{4}-\d{2}-\d{2}$/.test(value) ? new Date(`${value}T00:00:00.000Z`) : undefined
  return at !== undefined && !Number.isNaN(at.getTime()) && at.toISOString().startsWith(value)
}

/** The values after a change: `null` takes away, what is not named stays. */
export function mergeFields(stored: unknown, given: object): Record<string, unknown> {
  const merged: Record<string, unknown> = { ...(isRecord(stored) ? stored : {}) }
  for (const [name, value] of Object.entries(given)) {
    if (value === null) delete merged[name]
    else merged[name] = value
  }
  return merged
}

/** Fields whose value names a row: each is resolved through the actor's scope before it is stored. */
export const referencesIn = (machine: Machine, given: object): { readonly field: Field; readonly id: string }[] =>
  machine.fields.flatMap((field) => {
    const value = (given as Record<string, unknown>)[field.name]
    return (field.spec.kind === 'person' || field.spec.kind === 'reference') && typeof value === 'string' ? [{ field, id: value }] : []
  })
