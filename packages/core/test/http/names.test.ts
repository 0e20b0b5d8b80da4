import { afterAll, describe, expect, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { OpenApiDocument } from '../../src/http/openapi/document.ts'

const desk = createDesk({ database: 'sqlite::memory:', worker: false, identify: () => null })
afterAll(() => desk.close())
const operations = desk.operations.filter(({ spec }) => spec.route)
const document = desk.openApi()
const parts = [...described(document)]

/** What an embedder meets is called alike everywhere. */
describe('the operations of core', () => {
  it('say in a sentence what they do, in groups that say what they are about', () => {
    for (const { id, spec } of operations) expect(spec.summary, id).toMatch(/^[A-Z].{7,}\.$/)
    for (const { name, description } of document.tags) expect(description, name).not.toMatch(/^Part of every desk/)
  })

  it('give lists by page in one form', () => {
    for (const { id, spec, input, outputSchema } of operations) {
      const { limit, cursor } = input.staff.schema.properties ?? {}
      // The log of events goes on by position, so that another system can keep its place for good.
      if (!cursor || id === 'live.stream') continue
      expect(limit, id).toBeDefined()
      // A search says beside its page what nothing is called by.
      const keys = ['items', 'nextCursor', ...(id === 'search.find' ? ['notes'] : [])]
      expect(Object.keys(outputSchema.staff.properties ?? {}), id).toEqual(keys)
      expect(spec.route, id).toMatch(/^GET /)
    }
  })

  it('answer what was taken away by its id, and what was taken off something by what is left there', () => {
    for (const { id, spec, outputSchema } of operations)
      if (spec.route?.startsWith('DELETE ')) {
        const isPart = /\/:\w+\/\w+/.test(spec.route) || id === 'checklists.remove' || id === 'access.revoke'
        if (!isPart) expect(Object.keys(outputSchema.staff.properties ?? {}), id).toEqual(['id'])
      }
  })

  it('name a thing by id alone where it is the answer, and by what it is where it is asked for', () => {
    for (const { id, spec, outputSchema } of operations) {
      const parameter = /:(\w+)$/.exec(spec.route ?? '')?.[1] ?? ''
      const keys = Object.keys(outputSchema.staff?.properties ?? {})
      if (parameter.endsWith('Id') && keys.includes('version'))
        expect([keys.includes('id'), keys.includes(parameter)], id).toEqual([true, false])
    }
  })

  it('say of every property and every parameter what it is, and of what can be null what null means', () => {
    expect(parts.length).toBeGreaterThan(900)
    const silent = parts.filter(({ part }) => typeof part.description !== 'string' || part.description.length < 4)
    expect(silent.map(({ at }) => at)).toEqual([])
    const wordless = parts.filter(({ part }) => canBeNull(part) && !/\bnull\b/i.test(String(part.description)))
    expect(wordless.map(({ at, part }) => `${at}: ${String(part.description)}`)).toEqual([])
  })

  it('list the refusals that they can answer with', () => {
    for (const [path, methods] of Object.entries(document.paths))
      for (const [method, operation] of Object.entries(methods)) {
        const { responses, parameters = [] } = operation as unknown as Responding
        const isRead = method === 'get'
        const expected = [
          '400',
          '403',
          '422',
          '500',
          '503',
          ...(isRead ? [] : ['409', '413', '415']),
          ...(path.includes('{') ? ['404'] : []),
        ]
        expect(Object.keys(responses), `${method} ${path}`).toEqual(expect.arrayContaining(expected))
        for (const name of path.match(/[^{]+(?=\})/g) ?? [])
          expect(
            parameters.filter((one) => one.in === 'path').map((one) => one.name),
            path,
          ).toContain(name)
      }
  })
})

interface Part {
  readonly description?: unknown
  readonly anyOf?: readonly Part[]
  readonly type?: string
  readonly properties?: Readonly<Record<string, Part>>
  readonly items?: Part
}
interface Responding {
  readonly responses: Readonly<Record<string, unknown>>
  readonly parameters?: readonly { readonly name?: string; readonly in?: string }[]
}

function canBeNull({ anyOf, type }: Part): boolean {
  return type === 'null' || (anyOf ?? []).some(canBeNull)
}

/** Everything of a document that has a name of its own. */
function* described({ components, paths }: OpenApiDocument): Generator<{ at: string; part: Part }> {
  for (const [name, schema] of Object.entries(components.schemas)) yield* inside(name, schema)
  for (const [path, methods] of Object.entries(paths))
    for (const [method, operation] of Object.entries(methods))
      for (const parameter of (operation.parameters ?? []) as (Part & { name?: string; schema?: Part })[])
        if (parameter.name !== undefined)
          yield { at: `${method} ${path} ?${parameter.name}`, part: { ...parameter.schema, description: parameter.description } }
}

function* inside(at: string, { properties = {}, items, anyOf = [] }: Part): Generator<{ at: string; part: Part }> {
  for (const [name, part] of Object.entries(properties)) {
    yield { at: `${at}.${name}`, part }
    yield* inside(`${at}.${name}`, part)
  }
  if (items) yield* inside(`${at}[]`, items)
  for (const part of anyOf) yield* inside(at, part)
}
