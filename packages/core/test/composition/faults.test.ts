import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { pluginErrors } from '../../src/error/plugin-errors.ts'
import { forContract } from '../../src/plugin/kit.ts'

/** Plugins in plain JavaScript: whatever they get wrong, no compiler has told them. */
// biome-ignore lint/suspicious/noExplicitAny: that is the point
type Untyped = any
interface Plain {
  id: string
}

const kit: Untyped = forContract<Plain>()
const otherKit: Untyped = forContract<Plain>()
const nothing = Type.Object({})
const plugin = (spec: object = {}, made: Untyped = kit): Untyped =>
  made.definePlugin({ id: 'shop', version: '1.0.0', contract: 1, ...spec })()
const query = (spec: object = {}, made: Untyped = kit): Untyped =>
  made.query({ route: null, permission: 'anyone', audience: 'staff', output: nothing, run: () => ({}), ...spec })
const command = (spec: object = {}): Untyped =>
  kit.command({ route: null, permission: 'anyone', audience: 'staff', output: nothing, run: () => ({}), ...spec })
const operation = (spec: object, made?: Untyped) => plugin({ operations: { look: query(spec, made) } })
const event = (spec: object, name = 'shop.bought') =>
  plugin({ events: { [name]: { subject: 'orderId', audience: 'staff', title: 'Bought', ...spec } } })
const extension = (spec: object, made: Untyped = kit) =>
  plugin({
    ticketExtension: made.ticketExtension({
      input: nothing,
      view: Type.Object({ cost: Type.Optional(Type.Number()) }),
      audience: { cost: 'staff' },
      load: () => new Map(),
      save: () => {},
      ...spec,
    }),
  })
const visit = { title: 'Visit', audience: 'staff', permission: 'ticket.read', load: () => [] }
const withTables = { migrations: { '0001_shop': () => {} } }

const faultsOf = (options: object): { code: string; message: string }[] => {
  try {
    createDesk({ database: 'sqlite::memory:', ...options } as Untyped)
    return []
  } catch (error) {
    if (!isDeskError(error)) throw error
    const { faults } = (error.details ?? {}) as { faults?: { code: string; message: string }[] }
    return faults ?? [{ code: error.code, message: error.message }]
  }
}
const codesOf = (...plugins: unknown[]) => faultsOf({ plugins }).map(({ code }) => code)

/** A composition for each fault, with what its sentence must name. */
const wrong: Readonly<Record<string, readonly [plugins: unknown[], ...named: string[]][]>> = {
  'plugin.not_made': [
    [[() => plugin()], 'plugins[0]', 'function'],
    [[plugin(), null], 'plugins[1]', 'null'],
    [[{ id: 'shop' }], 'object'],
  ],
  'plugin.bad_id': [
    [[plugin({ id: 'Shop' })], 'Shop'],
    [[plugin({ id: 'my-shop' })]],
    [[plugin({ id: 'my__shop' })]],
    [[plugin({ id: 'x'.repeat(41) })]],
    [[plugin({ id: 'tickets' })], 'tickets', 'core'],
    [[plugin({ id: 'ticket' })]],
    [[plugin({ id: 'person' })]],
    [[plugin({ id: 'delivery' })]],
    [[plugin({ id: 'docs' })]],
    [[plugin({ id: 'host' })]],
    [[plugin(), plugin({ id: 'shop_tools' })], 'shop', 'shop_tools'],
    [[plugin({ id: 'shop_tools' }), plugin()], 'shop', 'shop_tools'],
  ],
  'plugin.duplicate': [[[plugin(), plugin()], 'shop']],
  'plugin.missing': [[[plugin({ requires: { till: 1 } })], 'shop', 'till']],
  'plugin.cycle': [
    [[plugin({ requires: { till: 1 } }), plugin({ id: 'till', requires: { shop: 1 } })], 'shop → till → shop'],
    [[plugin({ requires: { shop: 1 } })], 'shop → shop'],
    [
      [
        plugin({ id: 'a', uses: { b: 1 } }),
        plugin({ id: 'b', requires: { c: 1 } }),
        plugin({ id: 'c', requires: { d: 1 } }),
        plugin({ id: 'd', requires: { c: 1 } }),
      ],
      'c → d → c',
    ],
  ],
  'plugin.bad_contract': [
    [[plugin({ contract: 2 })], 'shop', '2'],
    [[plugin({ contract: 0 })]],
    [[plugin({ contract: undefined })]],
    [[plugin({ contract: '1' })]],
  ],
  'plugin.bad_acts': [[[plugin({ acts: ['ticket.read', 'ticket.fly'] })], 'shop', 'ticket.fly']],
  'plugin.bad_permission': [
    [[plugin({ permissions: { 'till.open': { title: 'Open' } } })], 'till.open', 'shop.'],
    [[plugin({ permissions: { 'shop.Open': { title: 'Open' } } })]],
    [[plugin({ permissions: { 'shop.open': { title: '' } } })], 'title'],
    [[plugin({ permissions: { 'shop.open': undefined } })]],
  ],
  'plugin.bad_event': [
    [[event({}, 'till.bought')], 'till.bought', 'shop.'],
    [[event({}, 'shop.Bought')]],
    [[event({ subject: 'order' })], 'Id'],
    [[event({ subject: undefined })]],
    [[event({ audience: 'all' })], 'audience'],
    [[event({ title: '' })], 'title'],
  ],
  'plugin.bad_extension': [
    [[extension({}, otherKit)], 'kit'],
    [[extension({ audience: {} })], 'cost', 'audience'],
    [[extension({ audience: { cost: 'nobody' } })], 'cost'],
    [[extension({ view: Type.Object({ cost: Type.Number() }) })], 'cost', 'optional'],
  ],
  'plugin.no_personal_data': [[[plugin(withTables)], 'shop']],
  'plugin.bad_transfer': [[[plugin({ transfer: { van_key: 'secret' } })], 'van_key']],
  'plugin.bad_job': [
    [[plugin({ jobs: { 'tidy-up': { run: () => {} } } })], 'tidy-up'],
    [[plugin({ jobs: { tidy: { every: 'hourly', run: () => {} } } })], 'every'],
    [[plugin({ jobs: { tidy: { every: '0m', run: () => {} } } })]],
  ],
  'plugin.bad_page': [
    [[plugin({ pages: [{ path: '/shop/a', title: 'A', audience: 'all', slot: 'page', render: () => ({}) }] })], '/a', 'audience'],
    [
      [
        plugin({
          pages: [{ path: '/shop/a', title: 'A', audience: 'customer', slot: 'page', permission: 'shop.fly', render: () => ({}) }],
        }),
      ],
      '/a',
      'shop.fly',
    ],
    [
      [plugin({ pages: ['A', 'B'].map((title) => ({ path: '/shop/a', title, audience: 'staff', slot: 'page', render: () => ({}) })) })],
      '/a',
    ],
  ],
  'plugin.bad_document': [
    [[plugin({ documents: { Part: { title: 'Part' } } })], 'Part', 'snake_case'],
    [[plugin({ documents: { ['p'.repeat(31)]: { title: 'Part' } } })], '30'],
    [[plugin({ documents: { part: { title: 'Part', permission: 'shop.fly' } } })], 'shop', 'shop.fly'],
  ],
  'plugin.bad_files_into': [
    [[operation({ filesInto: 'files' })], 'shop.look', 'command'],
    [[plugin({ operations: { buy: command({ filesInto: 'files' }) } })], 'shop.buy', "'files'"],
  ],
  'plugin.bad_health': [
    [[plugin({ health: { 'Is it well': () => [] } })], 'Is it well', 'snake_case'],
    [[plugin({ health: { stock: 'well' } })], 'stock', 'function'],
  ],
  'plugin.bad_history': [
    [[plugin({ history: { Visit: { ...visit } } })], 'Visit', 'snake_case'],
    [[plugin({ history: { visit: { ...visit, title: undefined } } })], 'title'],
    [[plugin({ history: { visit: { ...visit, audience: 'all' } } })], 'audience'],
    [[plugin({ history: { visit: { ...visit, permission: 'shop.fly' } } })], 'shop.fly'],
    [[plugin({ history: { visit: { ...visit, load: undefined } } })], 'load'],
  ],
  'plugin.bad_role': [
    [[plugin({ roles: { 'shop.clerk': { title: 'C', capacity: 'staff', permissions: ['shop.fly'] } } })], 'shop.clerk', 'shop.fly'],
    [[plugin({ roles: { 'shop.clerk': { title: 'C', capacity: 'robot', permissions: [] } } })]],
    [[plugin({ roles: { clerk: { title: 'C', capacity: 'staff', permissions: [] } } })], 'shop.'],
  ],
  'plugin.foreign_operation': [
    [[operation({}, otherKit)], 'shop.look'],
    [[plugin({ operations: { look: { run: () => ({}) }, see: undefined } })], 'shop.look'],
  ],
  'plugin.audience_missing': [[[operation({ audience: undefined })], 'shop.look']],
  'plugin.bad_audience': [[[operation({ audience: 'all' })], 'shop.look', 'all']],
  'plugin.permission_missing': [[[operation({ permission: undefined, route: 'GET /look' })], 'shop.look', 'GET /look']],
  'plugin.no_permission': [
    [[operation({ permission: 'shop.fly' })], 'shop.look', 'shop.fly'],
    [
      [operation({ permission: 'till.open' }), plugin({ id: 'till', permissions: { 'till.open': { title: 'Open' } } }, otherKit)],
      'till.open',
    ],
  ],
  'plugin.bad_route': [
    [[operation({ route: 'look' })], 'look'],
    [[operation({ route: undefined })]],
    [[operation({ route: 'GET /Look' })]],
    [[operation({ route: 'GET /a//b' })]],
    [[operation({ route: 'POST /look' })], 'GET'],
    [[plugin({ operations: { buy: command({ route: 'GET /buy' }) } })], 'command'],
    [[operation({ route: 'GET /looks/:lookId' })], ':lookId'],
    [[operation({ route: 'GET /a/:id/b/:id', input: Type.Object({ id: Type.String() }) })], ':id', 'twice'],
  ],
  'plugin.route_clash': [
    [
      [
        plugin({
          operations: {
            one: query({ route: 'GET /a/:id', input: Type.Object({ id: Type.String() }) }),
            two: query({ route: 'GET /a/:key', input: Type.Object({ key: Type.String() }) }),
          },
        }),
      ],
      'shop.one',
      'shop.two',
    ],
  ],
}

describe('createDesk refuses', () => {
  for (const [code, cases] of Object.entries(wrong))
    for (const [index, [plugins, ...named]] of cases.entries())
      it(`${code} (${index + 1})`, () => {
        const found = faultsOf({ plugins }).filter((fault) => fault.code === code)
        expect(faultsOf({ plugins }).map((fault) => fault.code)).toContain(code)
        expect(new Set(faultsOf({ plugins }).map((fault) => fault.code))).toEqual(new Set([code]))
        for (const name of named) expect(found.map(({ message }) => message).join(' ')).toContain(name)
      })

  it('a desk without any ticket type, and a default type that is none', () => {
    expect(faultsOf({ defaultTicketTypes: false })).toMatchObject([{ code: 'desk.no_types' }])
    expect(faultsOf({ defaultType: 'wish' })).toMatchObject([{ code: 'machine.unknown_type' }])
  })

  it('roles of the host under the name of a plugin’s, or with what nobody declares', () => {
    const role = { title: 'Clerk', acting: 'staff', permissions: ['ticket.read'] }
    expect(faultsOf({ roles: { 'shop.clerk': role } })).toMatchObject([{ code: 'plugin.bad_role' }])
    expect(faultsOf({ roles: { clerk: { ...role, permissions: ['ticket.fly'] } } })).toMatchObject([{ code: 'plugin.bad_role' }])
    expect(faultsOf({ roles: { clerk: role } })).toEqual([])
  })

  it('handlers on events that nobody declares, and two of one name', () => {
    const hang = (setup: (ctx: Untyped) => void) => codesOf(plugin({ setup }))
    expect(hang((ctx) => ctx.guard('ticket.flew', () => {}))).toEqual(['hook.unknown_event'])
    expect(hang((ctx) => ctx.within('till.opened', () => {}))).toEqual(['hook.unknown_event'])
    expect(hang((ctx) => ['a', 'a'].map((name) => ctx.after(name, 'ticket.noted', () => {})))).toEqual(['hook.duplicate_name'])
    expect(faultsOf({ after: { 'ticket.flew': { look: () => {} } } })).toMatchObject([{ code: 'hook.unknown_event' }])
  })

  it('everything at once, each with its code', () => {
    const till = plugin({ id: 'till', operations: { look: query({ route: 'look' }) } })
    const codes = codesOf(plugin({ contract: 7, acts: ['x.y'], ...withTables, requires: { shelf: 1 } }), till, 7)
    expect(codes.sort()).toEqual([
      'plugin.bad_acts',
      'plugin.bad_contract',
      'plugin.bad_route',
      'plugin.missing',
      'plugin.no_personal_data',
      'plugin.not_made',
    ])
  })

  it('with a sentence for each code that there is', () => {
    // Found when a database is there, or the sum of others.
    const elsewhere = ['desk.vanished_statuses', 'plugin.installed', 'plugin.invalid', 'desk.no_types']
    expect([...Object.keys(wrong), ...elsewhere].sort()).toEqual(Object.keys(pluginErrors).sort())
  })
})

describe('createDesk takes', () => {
  it('plugins that know of each other, in whatever order they are listed', () => {
    const uses = (id: string, spec: object) => plugin({ id, ...spec })
    const a = uses('a', { requires: { b: 1 } })
    const b = uses('b', { uses: { a: 1 } })
    expect(codesOf(a, b)).toEqual([])
    expect(codesOf(b, a)).toEqual([])
    expect(codesOf(uses('a', { uses: { b: 1 } }), uses('b', { uses: { a: 1 } }))).toEqual([])
  })

  it('a used plugin that is not there, an id that only begins like another, and an operation without a route', () => {
    expect(codesOf(plugin({ uses: { till: 1 } }), plugin({ id: 'shopping' }))).toEqual([])
    // Nor does acting need what only that one allows; where it is installed, it must be spelt right.
    const acting = plugin({ uses: { till: 1 }, acts: ['till.open'] })
    expect(codesOf(acting)).toEqual([])
    expect(codesOf(acting, plugin({ id: 'till' }))).toEqual(['plugin.bad_acts'])
    expect(codesOf(plugin({ acts: ['till.open'] }))).toEqual(['plugin.bad_acts'])
    expect(codesOf(plugin({ operations: { look: query(), buy: command() } }))).toEqual([])
  })
})
