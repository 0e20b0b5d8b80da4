import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { isDeskError } from '../error/desk-error.ts'
import { buildMachines } from './machines.ts'
import { defineTicketType, extendTicketType } from './ticket-type.ts'

const go = { permission: 'acme.go', audience: 'staff', title: 'Go' } as const
const visit = defineTicketType({
  id: 'visit',
  title: 'Visit',
  statuses: {
    new: { category: 'new', title: 'New', customerTitle: 'Received' },
    on_site: { category: 'open', title: 'On site' },
    done: { category: 'closed', title: 'Done' },
  },
  commands: {
    drive: { ...go, from: ['new'], to: 'on_site', requiresReason: true, input: Type.Object({ van: Type.Integer() }), triggers: [] },
    touch: { ...go, from: '*', to: 'same' },
    finish: {
      ...go,
      from: '*',
      to: 'done',
      also: [
        { from: { category: ['open', 'waiting'] }, to: 'same' },
        { from: ['on_site'], to: 'on_site' },
      ],
    },
    leave: { ...go, from: { category: ['open', 'waiting'] }, to: 'done', triggers: ['silence'] },
  },
})
const keys = extendTicketType(visit, {
  statuses: { waiting_for_key: { category: 'waiting', title: 'Waiting for the key' } },
  commands: { fetch_key: { ...go, from: ['on_site'], to: 'waiting_for_key' } },
  fields: { key_no: { kind: 'string', title: 'Key', audience: 'staff' } },
  gates: [{ gate: 'fields_filled', fields: ['key_no'], to: 'closed' }],
})
const build = () =>
  buildMachines(
    [
      { owner: 'keys', spec: keys },
      { owner: 'host', spec: visit },
    ],
    { permissions: new Set(['acme.go']) },
  )

describe('buildMachines', () => {
  it('merges what plugins add and remembers whose it is', () => {
    const machine = build().get('visit')
    expect(machine.statuses.map(({ name, owner }) => [name, owner])).toEqual([
      ['new', 'host'],
      ['on_site', 'host'],
      ['done', 'host'],
      ['waiting_for_key', 'keys'],
    ])
    expect(machine.command('fetch_key')?.owner).toBe('keys')
    expect(machine.fields).toMatchObject([{ name: 'key_no', owner: 'keys', write: 'staff', required: false }])
    expect(machine.gates).toMatchObject([{ owner: 'keys', to: 'closed' }])
    // A category also takes in the status that came with the plugin.
    expect(machine.transition('waiting_for_key', 'leave')?.to).toBe('done')
  })

  it('lets a named status beat a category, and a category beat all', () => {
    const machine = build().get('visit')
    expect(machine.transition('new', 'finish')?.to).toBe('done')
    expect(machine.transition('on_site', 'finish')?.to).toBe('on_site')
    expect(machine.transition('waiting_for_key', 'finish')?.to).toBe('waiting_for_key')
  })

  it('looks up statuses, categories, arrows and triggers', () => {
    const machine = build().get('visit')
    expect(machine.initial).toBe('new')
    expect([machine.category('on_site'), machine.category('merged'), machine.category('gone'), machine.category('constructor')]).toEqual([
      'open',
      'closed',
      undefined,
      undefined,
    ])
    expect(machine.transition('new', 'touch')).toMatchObject({ from: 'new', to: 'new', fromCategory: 'new', toCategory: 'new' })
    expect(machine.transition('done', 'drive')).toBeUndefined()
    expect(machine.transition('merged', 'touch')).toBeUndefined()
    expect(machine.transition('gone', 'touch')).toBeUndefined()
    expect(machine.commandsFrom('new').map(({ command }) => command.name)).toEqual(['drive', 'touch', 'finish'])
    expect(machine.commandsFrom('gone')).toEqual([])
    expect(machine.triggered('on_site', 'silence')?.command.name).toBe('leave')
    expect(machine.triggered('new', 'silence')).toBeUndefined()
    expect(machine.status('new')).toMatchObject({ title: { en: 'New' }, customerTitle: { en: 'Received' } })
    expect(machine.status('done')?.customerTitle).toEqual({ en: 'Done' })
  })

  it('exposes strict inputs, with the reason where one is required', () => {
    const machine = build().get('visit')
    expect(machine.command('drive')?.input).toMatchObject({ additionalProperties: false, required: ['van', 'reason'] })
    expect(machine.command('touch')?.input).toMatchObject({ additionalProperties: false, properties: {} })
  })

  it('fills in what a type does not say', () => {
    expect(build().get('visit')).toMatchObject({
      windows: { reopenDays: 14, autoCloseDays: 7, calendar: null },
      priority: { default: 'normal' },
      defaultTeam: 'intake',
      openedBy: 'both',
      resolutions: {},
    })
    const never = { ...visit, windows: { reopenDays: null, autoCloseDays: 0 } }
    const specs = [
      { owner: 'host', spec: never },
      { owner: 'keys', spec: keys },
    ]
    expect(buildMachines(specs, { permissions: new Set(['acme.go']) }).get('visit').windows).toMatchObject({
      reopenDays: null,
      autoCloseDays: 0,
    })
  })

  it('cannot be changed afterwards', () => {
    const machine = build().get('visit')
    const arrow = machine.transition('new', 'drive')
    expect([machine, machine.statuses, machine.transitions, arrow, arrow?.command, machine.status('new')].every(Object.isFrozen)).toBe(true)
  })

  it('names the known types when asked for another', () => {
    const machines = build()
    expect(machines.find('incident')).toBeUndefined()
    expect(() => machines.get('incident')).toThrow("There is no ticket type 'incident'. Use one of: visit.")
    try {
      machines.get('constructor')
      expect.unreachable()
    } catch (error) {
      expect(isDeskError(error) && [error.code, error.status]).toEqual(['machine.unknown_type', 422])
    }
  })
})
