import { calendarDay } from '../days.ts'
import { equipmentError } from '../errors.ts'
import type { AnyReading } from '../work.ts'
import type { Attribute } from './schemas.ts'

export type Value = string | number | boolean
const TEXT = 1000
const notOneLine = /[\p{Cc}\u2028\u2029]/u

export const attributesOf = (json: unknown): readonly Attribute[] => (Array.isArray(json) ? (json as Attribute[]) : [])

/** Definitions of one kind that contradict themselves, as words; empty when they are right. */
export function definitionFaults(attributes: readonly Attribute[]): readonly string[] {
  const seen = new Set<string>()
  return attributes.flatMap(({ key, type, choices, min, max, unit }) => {
    const faults: string[] = []
    if (seen.has(key)) faults.push(`${key} stands twice`)
    seen.add(key)
    if ((type === 'choice') !== (choices !== undefined)) faults.push(`${key}: choices belong to a choice, which needs them`)
    if (type !== 'number' && (min !== undefined || max !== undefined || unit !== undefined))
      faults.push(`${key}: unit and limits belong to a number`)
    if (min !== undefined && max !== undefined && min > max) faults.push(`${key}: the lower limit is above the upper one`)
    return faults
  })
}

/** Whether a value is what the attribute wants; a reason if not. */
export function misfit({ type, choices, min, max }: Attribute, value: unknown): string | undefined {
  switch (type) {
    case 'text':
      return typeof value === 'string' && value.trim() !== '' && value.length <= TEXT && !notOneLine.test(value)
        ? undefined
        : 'is no line of text'
    case 'number':
      if (typeof value !== 'number' || !Number.isFinite(value)) return 'is no number'
      if (min !== undefined && value < min) return `is below ${min}`
      return max !== undefined && value > max ? `is above ${max}` : undefined
    case 'boolean':
      return typeof value === 'boolean' ? undefined : 'is neither true nor false'
    case 'date':
      return typeof value === 'string' && calendarDay(value) !== undefined ? undefined : 'is no day'
    case 'choice':
      return typeof value === 'string' && choices?.includes(value) ? undefined : 'is none of the choices'
  }
}

/**
 * The values after a change. Checked is what changes, and that nothing that must be there is missing; what is there and fits no more stays.
 * Throws `equipment.attributes_invalid` with all faults at once.
 */
export function mergedAttributes(schema: readonly Attribute[], before: unknown, given: object): Record<string, Value> {
  const known = new Map(schema.map((attribute) => [attribute.key, attribute]))
  const values = new Map<string, unknown>(Object.entries(isObject(before) ? before : {}))
  const faults: { pointer: string; code: string; message: string }[] = []
  const bad = (key: string, code: string, message: string): void => {
    faults.push({ pointer: `/attributes/${key.replaceAll('~', '~0').replaceAll('/', '~1')}`, code, message })
  }
  for (const [key, value] of Object.entries(given)) {
    const attribute = known.get(key)
    // What a kind no longer knows can still be taken away.
    if (value === null && (attribute || values.has(key))) values.delete(key)
    else if (!attribute) bad(key, 'unknown_key', 'is not known to the kind')
    else {
      const reason = misfit(attribute, value)
      if (reason === undefined) values.set(key, value)
      else bad(key, 'type', reason)
    }
  }
  for (const { key, isRequired } of schema) if (isRequired && !values.has(key)) bad(key, 'required', 'is missing')
  if (faults.length) {
    const words = faults.slice(0, 20).map(({ pointer, message }) => `${pointer.slice('/attributes/'.length, 80)} ${message}`)
    throw equipmentError('equipment.attributes_invalid', { faults: words.join(', ') }, { details: { faults: faults.slice(0, 50) } })
  }
  return Object.fromEntries(values) as Record<string, Value>
}

const isObject = (value: unknown): value is object => typeof value === 'object' && value !== null && !Array.isArray(value)

export interface KindFacts {
  readonly id: string
  readonly name: string
  readonly parentId: string | null
  readonly attributes: readonly Attribute[]
}

/** A kind and those above it, from the top down. Throws `equipment.kind_not_found`. */
export async function kindPath({ db }: Pick<AnyReading, 'db'>, kindId: string): Promise<readonly KindFacts[]> {
  const path: KindFacts[] = []
  for (let next: string | null = kindId; next !== null; ) {
    const row: { id: string; name: string; parent_id: string | null; attributes_json: unknown } | undefined = await db
      .selectFrom('equipment_kind')
      .select(['id', 'name', 'parent_id', 'attributes_json'])
      .where('id', '=', next)
      .executeTakeFirst()
    if (!row) throw equipmentError('equipment.kind_not_found')
    path.unshift({ id: row.id, name: row.name, parentId: row.parent_id, attributes: attributesOf(row.attributes_json) })
    next = row.parent_id
  }
  return path
}

export const schemaOf = (path: readonly KindFacts[]): readonly Attribute[] => path.flatMap(({ attributes }) => attributes)

/** A kind and all below it, for as many levels as there are. */
export async function kindsBelow({ db }: Pick<AnyReading, 'db'>, kindId: string): Promise<readonly string[]> {
  const found = new Set([kindId])
  for (let level = [kindId]; level.length; ) {
    const rows = await db.selectFrom('equipment_kind').select('id').where('parent_id', 'in', level).execute()
    level = rows.map(({ id }) => id).filter((id) => !found.has(id))
    for (const id of level) found.add(id)
  }
  return [...found]
}
