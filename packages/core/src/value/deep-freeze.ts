/** Freezes a value made of plain objects and arrays, all the way down. */
export function deepFreeze<T>(value: T): T {
  if (typeof value === 'object' && value !== null && !Object.isFrozen(value)) {
    Object.freeze(value)
    for (const part of Object.values(value)) deepFreeze(part)
  }
  return value
}

/**
 * A frozen copy of JSON: what the caller does with the original afterwards changes nothing. Own code, as `structuredClone` alone costs
 * more than the rest of the checks on a call.
 */
export function frozenCopy<T>(value: T): T {
  return copy(value) as T
}

function copy(value: unknown): unknown {
  if (typeof value !== 'object' || value === null) return value
  if (Array.isArray(value)) return Object.freeze(value.map(copy))
  const result: Record<string, unknown> = {}
  for (const key of Object.keys(value)) {
    const part = copy((value as Record<string, unknown>)[key])
    // An own key of this name, which plain assignment would take for the prototype.
    if (key === '__proto__') Object.defineProperty(result, key, { value: part, enumerable: true })
    else result[key] = part
  }
  return Object.freeze(result)
}
