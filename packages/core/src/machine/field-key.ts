import { createHash } from 'node:crypto'
import { foldedName } from '../value/name-key.ts'
import { fieldFault } from './field-fault.ts'
import type { FieldSpec } from './ticket-type.ts'

/** Of a field without a value: before all others. */
export const NO_KEY = Buffer.alloc(0)

const LONGEST = 232
const PREFIX = 200

/**
 * What a field's value is found and sorted by: bytes, which both databases compare alike. Texts like names: without case, accents and letter
 * variants. Of a very long one the beginning and a hash of the whole. A value that does not fit the field has none.
 */
export function fieldKey(spec: FieldSpec, value: unknown): Buffer {
  if (value === undefined || value === null || fieldFault(spec, value) !== undefined) return NO_KEY
  if (typeof value === 'number') return numberKey(value)
  if (typeof value === 'boolean') return Buffer.of(value ? 2 : 1)
  if (typeof value !== 'string') return NO_KEY
  if (spec.kind !== 'string') return Buffer.from(value)
  const folded = Buffer.from(foldedName(value))
  return folded.length <= LONGEST ? folded : Buffer.concat([folded.subarray(0, PREFIX), createHash('sha256').update(folded).digest()])
}

/** A double's bits in the order of numbers: negative ones turned round, the others above them. */
function numberKey(value: number): Buffer {
  const key = Buffer.alloc(8)
  // -0 is 0.
  key.writeDoubleBE(value + 0)
  if (value < 0) for (let index = 0; index < 8; index += 1) key[index] = ~(key[index] ?? 0) & 0xff
  else key[0] = (key[0] ?? 0) | 0x80
  return key
}
