import { createDesk } from '@deskwright/core'
import type { TestDesk } from '../../desk/test-desk.ts'
import type { Check } from '../check.ts'
import { type Finding, finding } from '../finding.ts'
import type { Subject } from '../subject.ts'

const quiet = { error: () => {}, warn: () => {}, info: () => {} }
/** Fewer characters say nothing. */
const LEAST = 4

type OpenApiDocument = ReturnType<TestDesk['desk']['openApi']>
interface Part {
  readonly description?: unknown
  readonly type?: unknown
  readonly anyOf?: readonly Part[]
  readonly oneOf?: readonly Part[]
  readonly items?: Part
  readonly properties?: Readonly<Record<string, Part>>
}
interface Place {
  readonly at: string
  readonly part: Part
}

/** Clients and forms are made from the description of the API: what it does not say is asked of the author, or guessed. */
export const saysWhatItsValuesAre: Check = {
  id: 'descriptions',
  title: 'says of every property and parameter what it is, and what null means',
  isStatic: true,
  run(subject) {
    const known = new Set([...placesOf(documentOf(subject, []))].map(({ at }) => at))
    const findings = new Map<string, Finding>()
    for (const { at, part } of placesOf(documentOf(subject, [subject.make()]))) {
      if (known.has(at)) continue
      const words = typeof part.description === 'string' ? part.description.trim() : ''
      if (words.length < LEAST)
        findings.set(
          at,
          finding(`undescribed ${at}`, `Nothing says what '${at}' is. Say it where it stands: about(schema, 'what it means').`),
        )
      else if (canBeNull(part) && !/\bnull\b/i.test(words))
        findings.set(
          at,
          finding(
            `null_undescribed ${at}`,
            `'${at}' can be null, and nothing says what that means. Put it into its description: '…; null: none'.`,
          ),
        )
    }
    return [...findings.values()]
  },
}

function documentOf(subject: Subject, more: readonly unknown[]): OpenApiDocument {
  const desk = createDesk({
    database: 'sqlite::memory:',
    plugins: [...subject.others(), ...more],
    log: quiet,
    worker: false,
    identify: () => null,
  } as never)
  return desk.openApi()
}

/** Everything of a document that has a name of its own. */
function* placesOf({ components, paths }: OpenApiDocument): Generator<Place> {
  for (const [name, schema] of Object.entries(components.schemas)) yield* inside(name, schema)
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods)) {
      const parameters: unknown = operation['parameters'] ?? []
      for (const { name, schema, description } of parameters as readonly (Part & { name?: string; schema?: Part })[])
        if (name !== undefined) yield { at: `${method.toUpperCase()} ${path} ?${name}`, part: { ...schema, description } }
    }
}

function* inside(at: string, { properties = {}, items, anyOf = [], oneOf = [] }: Part): Generator<Place> {
  for (const [name, part] of Object.entries(properties)) {
    yield { at: `${at}.${name}`, part }
    yield* inside(`${at}.${name}`, part)
  }
  if (items) yield* inside(`${at}[]`, items)
  for (const part of [...anyOf, ...oneOf]) yield* inside(at, part)
}

const canBeNull = ({ type, anyOf = [], oneOf = [] }: Part): boolean =>
  type === 'null' || (Array.isArray(type) && type.includes('null')) || [...anyOf, ...oneOf].some(canBeNull)
