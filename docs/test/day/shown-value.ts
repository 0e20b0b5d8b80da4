/** Names that the page gave to values which nobody can know beforehand: ids, cursors, links. */
export type Names = Map<string, string>

const more = '…'
/** `{ticketId}`; braces in pairs are the desk's own placeholders and stay. */
const placeholder = /(?<!\{)\{([a-z][A-Za-z0-9]*)\}(?!\})/g
const onlyPlaceholder = /^\{([a-z][A-Za-z0-9]*)\}$/

/** A text of the page with the values that its names stand for. */
export function filledIn(text: string, names: Names): string {
  return text.replace(placeholder, (whole, name: string) => names.get(name) ?? whole)
}

/** Signs that keep the direction of a name apart from that of its sentence. They can't be seen, so the page does not have them. */
const withoutIsolates = (text: string): string => text.replace(/[\u2066-\u2069]/g, '')

/** JSON as the page shows it: `…` among the properties of an object, or at one end of a list, stands for more that is not shown. */
export function readShown(text: string): unknown {
  const open: string[] = []
  let json = ''
  let inString = false
  for (let index = 0; index < text.length; index++) {
    const sign = text.charAt(index)
    if (inString) {
      json += sign
      if (sign === '\\') json += text.charAt(++index)
      else if (sign === '"') inString = false
      continue
    }
    if (sign === '"') inString = true
    if (sign === '{' || sign === '[') open.push(sign)
    if (sign === '}' || sign === ']') open.pop()
    json += sign !== more ? sign : open.at(-1) === '{' ? `"${more}": true` : `"${more}"`
  }
  return JSON.parse(json)
}

const isObject = (value: unknown): value is Record<string, unknown> => typeof value === 'object' && value !== null && !Array.isArray(value)

/**
 * Both sides as they can be compared: the real one without what the page leaves out by `…`, the shown one with the values of its names. A name
 * that was not used before takes the value that stands there now.
 */
export function comparable(shown: unknown, real: unknown, names: Names): { shown: unknown; real: unknown } {
  if (typeof shown === 'string') {
    const name = onlyPlaceholder.exec(shown)?.[1]
    if (name !== undefined && !names.has(name) && typeof real === 'string') names.set(name, real)
    return { shown: filledIn(shown, names), real: typeof real === 'string' ? withoutIsolates(real) : real }
  }
  if (Array.isArray(shown) && Array.isArray(real)) {
    const items: readonly unknown[] = shown.filter((item) => item !== more)
    const others: readonly unknown[] =
      shown.at(-1) === more ? real.slice(0, items.length) : shown[0] === more ? real.slice(-items.length) : real
    const pairs = items.map((item, index) =>
      index < others.length ? comparable(item, others[index], names) : { shown: item, real: undefined },
    )
    return {
      shown: pairs.map((pair) => pair.shown),
      real: [...pairs.slice(0, others.length).map((pair) => pair.real), ...others.slice(items.length)],
    }
  }
  if (isObject(shown) && isObject(real)) {
    const { [more]: hasMore, ...wanted } = shown
    const pairs = Object.fromEntries(Object.keys(wanted).map((key) => [key, comparable(wanted[key], real[key], names)]))
    const pick = (side: 'shown' | 'real') => Object.fromEntries(Object.entries(pairs).map(([key, pair]) => [key, pair[side]]))
    return { shown: pick('shown'), real: hasMore === undefined ? { ...real, ...pick('real') } : pick('real') }
  }
  return { shown, real }
}
