import fc from 'fast-check'
import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { PermissionIndex } from '../../src/access/permission-set.ts'
import { Faults } from '../../src/composition/fault.ts'
import { fullRoute, registerOperations } from '../../src/composition/register-operations.ts'
import { openApiDocument } from '../../src/http/openapi/document.ts'
import type { Composition, RegisteredOperation } from '../../src/operation/composition.ts'
import type { AnyOperation } from '../../src/operation/operation.ts'
import { ask, handMadeDesk } from './hand-made-desk.ts'
import { lint } from './lint.ts'

const info = { title: 'Desk', version: '1', serverUrl: '/support' }

describe('the OpenAPI document', () => {
  const { composition } = handMadeDesk()
  const document = openApiDocument(composition, info)
  // biome-ignore lint/suspicious/noExplicitAny: JSON, looked at by expectations
  const { paths, components } = document as any

  it('is clean by the linter', async () => {
    expect(await lint(document)).toEqual([])
    expect(await lint(openApiDocument(composition, { ...info, serverUrl: '/' }))).toEqual([])
  })

  it('has every routed operation once, and nothing else', () => {
    const described = Object.entries(document.paths).flatMap(([path, methods]) =>
      Object.entries(methods).map(([method, { operationId }]) => [operationId, method, path]),
    )
    expect(described.sort()).toEqual(
      [
        ['extra.feed', 'get', '/api/extra/feed'],
        ['extra.file', 'get', '/api/extra/files/{number}'],
        ['extra.overview', 'get', '/api/extra'],
        ['things.create', 'post', '/api/things'],
        ['things.get', 'get', '/api/things/{thingId}'],
        ['things.kinds', 'get', '/api/things/kinds'],
        ['things.list', 'get', '/api/things'],
        ['things.poke', 'post', '/api/things/{thingId}/poke'],
        ['things.remove', 'delete', '/api/things/{thingId}'],
        ['things.rename', 'patch', '/api/things/{thingId}'],
        ['things.report', 'post', '/api/reports'],
      ].sort(),
    )
  })

  it('says who may, as whom, and with which headers', () => {
    expect(paths['/api/things'].post).toMatchObject({
      tags: ['things'],
      summary: 'Create',
      'x-audience': 'both',
      'x-permission': 'anyone',
      parameters: [
        { $ref: '#/components/parameters/DeskActing' },
        { $ref: '#/components/parameters/DeskCompany' },
        { $ref: '#/components/parameters/IdempotencyKey' },
      ],
    })
    expect(paths['/api/things'].post).not.toHaveProperty('security')
    expect(paths['/api/reports'].post.security).toEqual([{}, { host: [] }])
    expect(paths['/api/extra'].get).not.toHaveProperty('parameters')
    expect(paths['/api/things/kinds'].get.summary).toBe('The kinds of things')
    expect(document.security).toEqual([{ host: [] }])
  })

  it('marks what only staff have, and names schemas once', () => {
    expect(components.schemas.Thing.properties).toMatchObject({
      name: { type: 'string' },
      cost: { type: 'integer', 'x-audience': 'staff' },
    })
    expect(components.schemas.Thing).not.toHaveProperty('additionalProperties')
    expect(components.schemas.ThingsListAnswer.properties.items).toEqual({ type: 'array', items: { $ref: '#/components/schemas/Thing' } })
    for (const [path, method] of [
      ['/api/things', 'post'],
      ['/api/things/{thingId}', 'get'],
      ['/api/things/{thingId}', 'patch'],
    ] as const)
      expect(paths[path][method].responses['200'].content['application/json'].schema).toEqual({ $ref: '#/components/schemas/Thing' })
    expect(components.schemas.ThingsCreateInput).toMatchObject({
      additionalProperties: false,
      required: ['name'],
      properties: { cost: { type: 'integer', 'x-audience': 'staff' } },
    })
  })

  it('has parameters for path and query, by one name for an address', () => {
    const named = (list: { name?: string }[]) =>
      Object.fromEntries(list.filter(({ name }) => name).map(({ name, ...rest }) => [name, rest]))
    expect(named(paths['/api/things/{thingId}'].patch.parameters)).toMatchObject({
      thingId: { in: 'path', required: true, description: 'UUID, lower-case' },
    })
    const query = named(paths['/api/things'].get.parameters)
    expect(query.secret).toMatchObject({ in: 'query', 'x-audience': 'staff', schema: { type: 'boolean' } })
    expect(query.sort).toMatchObject({ schema: { type: 'string', enum: ['name', 'created'] } })
    expect(query.filter).toMatchObject({ content: { 'application/json': { schema: { type: 'object' } } } })
    expect(query.limit).toEqual({
      in: 'query',
      description: 'Items of a page at most; 50 unless told',
      schema: { type: 'integer', minimum: 1, maximum: 200 },
    })
    const remove = paths['/api/things/{thingId}'].delete
    expect(remove).not.toHaveProperty('requestBody')
    expect(named(remove.parameters)).toHaveProperty('expectedVersion')
    const rename = paths['/api/things/{thingId}'].patch.requestBody.content['application/json'].schema
    expect(components.schemas[rename.$ref.split('/').at(-1)].properties).not.toHaveProperty('id')
  })

  it('names bytes by their type', () => {
    expect(Object.keys(paths['/api/extra/feed'].get.responses['200'].content)).toEqual(['text/event-stream'])
    expect(paths['/api/extra/files/{number}'].get.responses['200'].content).toEqual({ 'application/pdf': {} })
  })

  it('is the same text every time', () => {
    expect(JSON.stringify(openApiDocument(handMadeDesk().composition, info))).toBe(JSON.stringify(document))
  })

  it('has every operation of any registry exactly once, and is clean', async () => {
    const word = fc.stringMatching(/^[a-z]{1,6}$/)
    const segment = fc.oneof(word, fc.constantFrom(':id', ':thingId', ':kind'))
    const declared = fc.record({
      kind: fc.constantFrom('command', 'query', 'stream'),
      path: fc.array(segment, { minLength: 1, maxLength: 4 }),
      title: fc.option(word),
      isRouted: fc.boolean(),
    })
    const registry = fc.array(fc.record({ id: word, isCore: fc.boolean(), operations: fc.array(declared, { maxLength: 6 }) }), {
      minLength: 1,
      maxLength: 4,
    })
    await fc.assert(
      fc.asyncProperty(registry, async (groups) => {
        const operations = registryOf(groups)
        const made = openApiDocument({ operations } as unknown as Composition, info)
        const described = Object.entries(made.paths).flatMap(([path, methods]) =>
          Object.entries(methods).map(
            ([method, { operationId }]) => `${String(operationId)} ${method.toUpperCase()} ${path.replace(/\{[^}]+\}/g, ':')}`,
          ),
        )
        const routed = operations
          .filter(({ spec }) => spec.route !== null)
          .map((operation) => `${operation.id} ${fullRoute(operation)?.replace(/:[^/]+/g, ':')}`)
        expect(described.sort()).toEqual(routed.sort())
        const found = await lint(made)
        expect(found.filter((problem) => !/no-ambiguous-paths|no-empty|paths-kebab/.test(problem))).toEqual([])
      }),
      { numRuns: 25 },
    )
  })
})

interface GroupSketch {
  readonly id: string
  readonly isCore: boolean
  readonly operations: readonly { kind: string; path: readonly string[]; title: string | null; isRouted: boolean }[]
}

/** A registry as construction would accept it: what clashes is left out. */
function registryOf(groups: readonly GroupSketch[]): RegisteredOperation[] {
  const shapes = new Set<string>()
  const ids = new Set<string>()
  const accepted = groups.flatMap(({ id, isCore, operations }) => {
    if (ids.has(id) || id === 'docs') return []
    ids.add(id)
    const own = operations.flatMap(({ kind, path, title, isRouted }, index): [string, AnyOperation][] => {
      const names = path.filter((segment) => segment.startsWith(':')).map((segment) => segment.slice(1))
      const route = `${kind === 'command' ? 'POST' : 'GET'} /${path.join('/')}`
      const shape = `${isCore ? '' : id}${route.replace(/:[^/]+/g, ':')}`
      if (new Set(names).size < names.length || shapes.has(shape) || (isCore && groups.some((group) => group.id === path[0]))) return []
      shapes.add(shape)
      const input = Type.Object(
        Object.fromEntries([...names, 'other'].map((name) => [name, Type.String()])),
        title === null ? {} : { title },
      )
      const output = Type.Object({ value: Type.String(), nested: Type.Optional(input) }, title === null ? {} : { title })
      const spec = {
        kind,
        route: isRouted ? route : null,
        permission: 'anyone',
        audience: 'both',
        input,
        inputKeys: [...names, 'other'],
        kit: {},
        run: () => ({}),
      }
      return [
        [`do${'abcdef'[index]}`, { ...spec, ...(kind === 'stream' ? { contentType: 'text/csv' } : { output }) } as unknown as AnyOperation],
      ]
    })
    return own.length ? [{ id, owner: isCore ? 'core' : id, kit: undefined, operations: Object.fromEntries(own) }] : []
  })
  const faults = new Faults()
  const none = { view: { type: 'object', properties: {} }, input: { type: 'object', properties: {} } }
  const registered = registerOperations(accepted, new PermissionIndex([]), () => new Set(), { staff: none, customer: none }, faults)
  faults.throwIfAny()
  return [...registered.values()].flatMap((methods) => [...methods.values()])
}

describe('its pages', () => {
  const pages = ['/api/docs', '/api/docs/errors', '/api/docs/errors/ticket.not_found']

  it('are served to everybody, with the mount in their links', async () => {
    const desk = handMadeDesk()
    const { status, headers, json, text } = await ask(desk, '/api/openapi.json', { as: '', mount: '/support' })
    expect([status, headers.get('content-type'), headers.get('cache-control')]).toEqual([200, 'application/json', 'no-cache'])
    expect(json).toMatchObject({ openapi: '3.1.0', servers: [{ url: '/support' }] })
    expect((await ask(desk, '/api/openapi.json', { as: '' })).json.servers).toEqual([{ url: '/' }])
    const again = await ask(desk, '/api/openapi.json', { mount: '/support', headers: { 'if-none-match': `"x", W/${headers.get('etag')}` } })
    expect([again.status, again.text]).toEqual([304, ''])
    expect((await ask(desk, '/api/openapi.json', { mount: '/support', headers: { 'if-none-match': '"x"' } })).text).toBe(text)
  })

  it.each(pages)('%s is plain HTML that needs nothing from elsewhere and runs nothing', async (path) => {
    const { status, headers, text } = await ask(handMadeDesk(), path, { as: '', mount: '/support' })
    expect([status, headers.get('content-type')]).toEqual([200, 'text/html; charset=utf-8'])
    expect(headers.get('content-security-policy')).toMatch(/^default-src 'none'; style-src 'self';/)
    expect(text).toMatch(/^<!doctype html>/)
    expect(/<script|<style|\sstyle=|<[^>]+\son[a-z]+=|="https?:|\[object|undefined/.exec(text)).toBeNull()
    for (const [, link] of text.matchAll(/(?:href|src)="([^"#]*)/g)) expect(link === '' || link?.startsWith('/support/api/')).toBe(true)
  })

  it('have no dead links', async () => {
    const desk = handMadeDesk()
    for (const path of [...pages, '/api/docs/style.css']) {
      const { text } = await ask(desk, path, { as: '' })
      const ids = new Set([...text.matchAll(/ id="([^"]+)"/g)].map(([, id]) => id))
      for (const [, anchor] of text.matchAll(/href="#([^"]+)"/g)) expect(ids, anchor).toContain(anchor)
      for (const [, link] of new Set(text.matchAll(/href="(\/[^"#]+)/g)))
        expect((await ask(desk, link ?? '', { as: '' })).status, link).toBe(200)
    }
  })

  it('show every operation, and markup as text', async () => {
    const { text } = await ask(handMadeDesk({ options: { title: '<b>Desk</b> & more' } }), '/api/docs')
    expect(text).toContain('<h1>&lt;b&gt;Desk&lt;/b&gt; &amp; more: API</h1>')
    for (const id of ['things.create', 'things.list', 'extra.feed']) expect(text).toContain(`id="${id}"`)
    expect(text).not.toContain('things.inside')
  })

  it.each(['no.such_code', '__proto__', 'constructor', '..%2f', '<script>'])('have none for %s', async (code) => {
    const { status, text } = await ask(handMadeDesk(), `/api/docs/errors/${encodeURIComponent(code)}`)
    expect(status).toBe(404)
    expect(text).not.toContain('<')
  })

  it('can be for those who are signed in, or for nobody', async () => {
    const closed = handMadeDesk({ options: { docs: 'signed_in' } })
    const off = handMadeDesk({ options: { docs: 'off' } })
    for (const path of [...pages, '/api/openapi.json', '/api/docs/style.css']) {
      expect((await ask(closed, path, { as: '' })).status, path).toBe(401)
      expect((await ask(closed, path)).status, path).toBe(200)
      expect((await ask(off, path)).status, path).toBe(404)
    }
  })
})
