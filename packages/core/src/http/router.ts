import { coreError } from '../error/core-errors.ts'

interface Leaf<T> {
  readonly target: T
  readonly names: readonly string[]
}

interface Branch<T> {
  readonly words: Map<string, Branch<T>>
  parameter: Branch<T> | undefined
  readonly leaves: Map<string, Leaf<T>>
}

export type Found<T> =
  | { readonly kind: 'found'; readonly target: T; readonly parameters: Readonly<Record<string, string>> }
  /** The path exists, for these methods. */
  | { readonly kind: 'other_methods'; readonly methods: readonly string[] }
  | { readonly kind: 'nothing' }

const branch = <T>(): Branch<T> => ({ words: new Map(), parameter: undefined, leaves: new Map() })

/**
 * Finds what answers to a method and path. Words go before parameters: `/tickets/types` is never the ticket `types`.
 * A path has one spelling: no slash at the end or twice, words not percent-encoded, as a guard in front of the desk compares them as they stand.
 */
export class Router<T> {
  readonly #root = branch<T>()

  /** `path` such as `/api/tickets/:ticketId`. */
  add(method: string, path: string, target: T): void {
    const names: string[] = []
    let at = this.#root
    for (const segment of path.split('/').slice(1)) {
      if (segment.startsWith(':')) {
        names.push(segment.slice(1))
        at.parameter ??= branch<T>()
        at = at.parameter
      } else {
        const next: Branch<T> = at.words.get(segment) ?? branch<T>()
        at.words.set(segment, next)
        at = next
      }
    }
    if (at.leaves.has(method)) throw new TypeError(`There are two routes ${method} ${path}.`)
    at.leaves.set(method, { target, names })
  }

  /** HEAD is answered by GET. Throws `http.bad_target` where a parameter's percent-escapes are no UTF-8. */
  find(method: string, path: string): Found<T> {
    const segments = path.split('/')
    const others = new Set<string>()
    const values: string[] = []
    const leaf = this.#search(this.#root, { segments, method: method === 'HEAD' ? 'GET' : method, values, others }, 1)
    if (leaf) return { kind: 'found', target: leaf.target, parameters: parametersOf(leaf, values) }
    if (others.size === 0) return { kind: 'nothing' }
    if (others.has('GET')) others.add('HEAD')
    return { kind: 'other_methods', methods: [...others, 'OPTIONS'].sort() }
  }

  #search(at: Branch<T>, asked: Asked, index: number): Leaf<T> | undefined {
    const segment = asked.segments[index]
    if (segment === undefined) {
      const leaf = at.leaves.get(asked.method)
      if (!leaf) for (const method of at.leaves.keys()) asked.others.add(method)
      return leaf
    }
    const word = at.words.get(segment)
    const found = word && this.#search(word, asked, index + 1)
    if (found || !at.parameter || segment === '') return found
    const depth = asked.values.length
    asked.values.push(segment)
    const below = this.#search(at.parameter, asked, index + 1)
    if (!below) asked.values.length = depth
    return below
  }
}

interface Asked {
  readonly segments: readonly string[]
  readonly method: string
  /** Segments that parameters have taken, from the root to where the search stands. */
  readonly values: string[]
  readonly others: Set<string>
}

function parametersOf<T>({ names }: Leaf<T>, values: readonly string[]): Record<string, string> {
  const parameters: Record<string, string> = {}
  for (const [index, name] of names.entries()) parameters[name] = decoded(values[index] ?? '')
  return parameters
}

function decoded(segment: string): string {
  if (!segment.includes('%')) return segment
  try {
    return decodeURIComponent(segment)
  } catch {
    throw coreError('http.bad_target')
  }
}
