import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { createDesk } from '../../src/desk/create-desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { forContract } from '../../src/plugin/kit.ts'
import type { DeskPlugin } from '../../src/plugin/plugin-spec.ts'

/** Reliability K02: what is wrong with a plugin shows when the desk is created, with the plugin and the place. Written as JavaScript would be, without its types. */

interface Van {
  id: 'van'
  service: { send(input: { ticketId: string }): Promise<object> }
}
const kit = forContract<Van>()
const send = kit.command({
  route: 'POST /tickets/:ticketId/send',
  permission: 'ticket.read',
  audience: 'staff',
  input: Type.Object({ ticketId: Type.String() }),
  output: Type.Object({}),
  run: () => ({}),
})

const plugin = (changes: object): DeskPlugin => {
  const made: unknown = { ...kit.definePlugin({ id: 'van', version: '1.0.0', contract: 1, operations: { send } })(), ...changes }
  return made as DeskPlugin
}
const without = (key: string): DeskPlugin =>
  plugin({ operations: { send: Object.fromEntries(Object.entries(send).filter(([name]) => name !== key)) } })

function faultsOf(...plugins: readonly DeskPlugin[]): readonly (readonly [code: string, message: string])[] {
  try {
    void createDesk({ database: 'sqlite::memory:', plugins })
    return []
  } catch (error) {
    if (!isDeskError(error)) throw error
    const { faults } = (error.details ?? {}) as { faults?: readonly { code: string; message: string }[] }
    return faults?.map(({ code, message }) => [code, message] as const) ?? [[error.code, error.message]]
  }
}

it('accepts the plugin that the others are made of', () => {
  expect(faultsOf(plugin({}))).toEqual([])
})

describe('an operation', () => {
  it('without a permission is refused, with plugin and route', () => {
    expect(faultsOf(without('permission'))).toEqual([
      [
        'plugin.permission_missing',
        "'van.send (POST /tickets/:ticketId/send)' does not say what it takes. Name its permission, or 'anyone' if everybody in its audience may.",
      ],
    ])
  })

  it('without an audience, or with one that there is not', () => {
    expect(faultsOf(without('audience'))).toEqual([
      [
        'plugin.audience_missing',
        "'van.send (POST /tickets/:ticketId/send)' does not say whom it is for. Give it an audience: staff, customer, both or public.",
      ],
    ])
    expect(faultsOf(plugin({ operations: { send: { ...send, audience: 'everybody' } } }))).toMatchObject(
      [['plugin.bad_audience', /van\.send/]].map(([code]) => [
        code,
        expect.stringContaining("'van.send (POST /tickets/:ticketId/send)' has the audience 'everybody'"),
      ]),
    )
  })

  it('with a permission that is not its own nor of core', () => {
    expect(faultsOf(plugin({ operations: { send: { ...send, permission: 'bus.drive' } } }))).toMatchObject([
      ['plugin.no_permission', expect.stringContaining("'van.send (POST /tickets/:ticketId/send)' names the permission 'bus.drive'")],
    ])
  })
})

describe('tables', () => {
  it('that would meet those of another plugin', () => {
    const rows = { migrations: { '0001_row': async () => {} }, personalData: 'none', operations: {} }
    const [first, ...others] = faultsOf(plugin({ ...rows, id: 'van' }), plugin({ ...rows, id: 'van_fleet' }))
    expect(first).toEqual(['plugin.bad_id', "'van_fleet' can't be a plugin's id: its tables could not be told from those of 'van'."])
    expect(others).toEqual([])
    expect(faultsOf(plugin(rows), plugin(rows))[0]).toEqual(['plugin.duplicate', "Two plugins are called 'van'. Install it once."])
  })

  it('that would meet those of core', () => {
    for (const [id, table] of [
      ['job', 'job_schedule'],
      ['access', 'access_grant'],
    ] as const) {
      const [first] = faultsOf(plugin({ id, operations: {}, migrations: {}, personalData: 'none' }))
      expect(first?.[1]).toMatch(
        new RegExp(
          `^'${id}' can't be (?:a plugin's id: it is a name of core|the owner of tables: the table '${table}' of core starts with)`,
        ),
      )
    }
  })
})

describe('a field that customers could see', () => {
  it('says whether they may, in a ticket extension', () => {
    const schema = Type.Object({ floor: Type.Optional(Type.String()) })
    const extension: unknown = kit.ticketExtension({ input: schema, view: schema, audience: {} as never, load: () => new Map(), save() {} })
    const found = faultsOf(plugin({ ticketExtension: extension }))
    expect(found[0]).toEqual(['plugin.bad_extension', "The ticket extension of 'van' is not right: the field 'floor' has no audience."])
  })

  it('and one hidden from them is owed to nobody', () => {
    const schema = Type.Object({ floor: Type.String() })
    const extension: unknown = kit.ticketExtension({
      input: schema,
      view: schema,
      audience: { floor: 'staff' as never },
      load: () => new Map(),
      save() {},
    })
    expect(faultsOf(plugin({ ticketExtension: extension }))[0]?.[1]).toContain(
      "the field 'floor' is hidden from one audience, so it must be optional",
    )
  })

  it('says whether they may, on a ticket type', () => {
    const [found] = faultsOf(plugin({ fields: { incident: { floor: { kind: 'string', title: 'Floor' } } } }))
    expect(found?.[1]).toContain(
      "In what 'van' brings: The field 'floor' of 'incident' does not say who sees it. Give it audience 'staff' or 'both'.",
    )
  })

  it('and an event says whose history it is in', () => {
    expect(faultsOf(plugin({ events: { 'van.sent': { subject: 'ticketId', title: 'Sent' } } }))).toEqual([
      ['plugin.bad_event', "The event 'van.sent' of 'van' is not right: it has no audience."],
    ])
  })
})

it('says everything that is wrong at once', () => {
  const bad = plugin({
    contract: 7,
    acts: ['bus.drive'],
    operations: { send: { ...send, permission: undefined, route: 'GET /tickets/:id/send' } },
    events: { 'bus.sent': { subject: 'minutes', audience: 'staff', title: '' } },
  })
  const codes = faultsOf(bad).map(([code]) => code)
  expect(new Set(codes)).toEqual(
    new Set(['plugin.bad_contract', 'plugin.bad_acts', 'plugin.permission_missing', 'plugin.bad_route', 'plugin.bad_event']),
  )
})
