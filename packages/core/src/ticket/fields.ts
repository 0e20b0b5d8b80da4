import { fieldFault } from '../machine/field-fault.ts'
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
  if (!isRecord(values) || !Object.keys(values).length) return []
  const byName = new Map(machine?.fields.map((field) => [field.name, field]))
  return Object.entries(values).flatMap(([name, value]) => {
    const field = byName.get(name)
    return field && fieldFault(field.spec, value) === undefined ? [] : [name]
  })
}

const mayWrite = (field: Field, acting: Acting): boolean => field.write === 'both' || field.write === acting

/** All faults of the values at once. `null` takes a value away. `creating`: required fields must be there. */
export function fieldFaults(machine: Machine, values: unknown, acting: Acting, creating: boolean): InputFault[] {
  const given = isRecord(values) ? values : {}
  const faults: InputFault[] = []
  const byName = new Map(machine.fields.map((field) => [field.name, field]))
  // Of its own: a field may be called `constructor`.
  const givenAs = (name: string): unknown => (Object.hasOwn(given, name) ? (given[name] ?? null) : null)
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
    const wrong = fieldFault(field.spec, value)
    if (wrong) faults.push({ pointer, code: 'field', message: wrong })
  }
  if (creating)
    for (const field of machine.fields)
      if (field.required && mayWrite(field, acting) && givenAs(field.name) === null)
        faults.push({ pointer: `/fields/${field.name}`, code: 'required', message: 'is missing' })
  return faults
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
    const value = Object.hasOwn(given, field.name) ? (given as Record<string, unknown>)[field.name] : undefined
    return (field.spec.kind === 'person' || field.spec.kind === 'reference') && typeof value === 'string' ? [{ field, id: value }] : []
  })
