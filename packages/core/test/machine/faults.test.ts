import fc from 'fast-check'
import Type from 'typebox'
import { describe, expect, it } from 'vitest'
import { coreError } from '../../src/error/core-errors.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import type { MachineFault } from '../../src/machine/fault.ts'
import { buildMachines } from '../../src/machine/machines.ts'
import type { OwnedTicketType } from '../../src/machine/merge-types.ts'
import { extendTicketType, type FieldSpec, type TicketTypeSpec } from '../../src/machine/ticket-type.ts'
import { type DraftType, draftCommand, legalType, specOf, testPermissions } from './random-type.ts'

const known = { permissions: testPermissions, calendars: new Set(['office']) }
const faultsOf = (specs: readonly OwnedTicketType[]): readonly MachineFault[] => {
  try {
    buildMachines(specs, known)
    return []
  } catch (error) {
    if (!isDeskError(error) || error.code !== 'machine.invalid') throw error
    return error.details as MachineFault[]
  }
}
const host = (spec: OwnedTicketType['spec']): OwnedTicketType => ({ owner: 'host', spec })

/** A change that breaks a legal type: in place, or by what is declared beside it. Wrong values reach it as they would from JavaScript. */
type Break = (draft: DraftType) => undefined | readonly OwnedTicketType[]
const edit =
  (apply: (draft: DraftType) => void): Break =>
  (draft) => {
    apply(draft)
    return undefined
  }
const wrong = <T>(value: unknown): T => value as T
const field = (spec: unknown): Break =>
  edit((draft) => {
    draft.rest = { ...draft.rest, fields: { size: wrong<FieldSpec>(spec) } }
  })
const rest = (over: Partial<TicketTypeSpec>): Break =>
  edit((draft) => {
    draft.rest = { ...draft.rest, ...over }
  })
const add = (over: Parameters<typeof draftCommand>[0]): Break =>
  edit((draft) => {
    draft.commands['added'] = draftCommand(over)
  })
const plugin = (spec: unknown): readonly OwnedTicketType[] => [{ owner: 'acme', spec: wrong(spec) }]
const levels = { high: 'High', low: 'Low' }

const breaks: Readonly<Record<string, Break>> = {
  'machine.unknown_status': add({ from: ['new_0'], to: 'nowhere' }),
  'machine.unknown_status (from)': add({ from: ['nowhere'], to: 'open_0' }),
  'machine.unknown_status (also)': add({ from: ['new_0'], to: 'open_0', also: [{ from: ['open_0'], to: 'nowhere' }] }),
  'machine.unknown_status (initial)': edit((draft) => {
    draft.initial = 'nowhere'
  }),
  'machine.unreachable_status': edit((draft) => {
    draft.statuses['island'] = { category: 'open', title: 'Island' }
    draft.commands['leave'] = draftCommand({ from: ['island'], to: 'closed_0' })
  }),
  'machine.dead_end': edit((draft) => {
    delete draft.commands['touch']
    draft.statuses['trap'] = { category: 'open', title: 'Trap' }
    draft.commands['fall'] = draftCommand({ from: ['new_0'], to: 'trap' })
    draft.commands['stay'] = draftCommand({ from: ['trap'], to: 'same' })
    delete draft.commands['end']
  }),
  'machine.never_closes': edit((draft) => {
    delete draft.commands['end']
    for (const name of ['round', 'about']) draft.statuses[name] = { category: 'open', title: name }
    draft.commands['fall'] = draftCommand({ from: ['new_0'], to: 'round' })
    draft.commands['turn'] = draftCommand({ from: ['round'], to: 'about', also: [{ from: ['about'], to: 'round' }] })
  }),
  'machine.no_closed_status': edit((draft) => {
    for (const [name, status] of Object.entries(draft.statuses))
      if (status.category === 'closed') draft.statuses[name] = { ...status, category: 'resolved' }
  }),
  'machine.no_initial': edit((draft) => {
    delete draft.initial
    for (const [name, status] of Object.entries(draft.statuses))
      if (status.category === 'new') draft.statuses[name] = { ...status, category: 'open' }
  }),
  'machine.ambiguous_initial': edit((draft) => {
    delete draft.initial
    draft.statuses['new_9'] = { category: 'new', title: 'Also new' }
    draft.commands['settle'] = draftCommand({ from: ['new_9'], to: 'open_0' })
  }),
  'machine.initial_not_new': edit((draft) => {
    draft.initial = 'open_0'
  }),
  'machine.reenters_new': add({ from: ['open_0'], to: 'new_0' }),
  'machine.reenters_new (initial)': add({ from: ['resolved_0'], to: 'initial' }),
  'machine.closed_to_resolved': add({ from: ['closed_0'], to: 'resolved_0' }),
  'machine.customer_leaves_closed': add({ from: ['closed_0'], to: 'open_0', audience: 'both' }),
  'machine.customer_leaves_closed (trigger)': add({ from: ['closed_0'], to: 'open_0', triggers: ['customer_message'] }),
  'machine.ambiguous_command': add({ from: ['new_0'], to: 'open_0', also: [{ from: ['new_0'], to: 'resolved_0' }] }),
  'machine.ambiguous_command (list)': add({ from: ['new_0', 'new_0'], to: 'open_0' }),
  'machine.ambiguous_command (category)': add({
    from: { category: ['new'] },
    to: 'open_0',
    also: [{ from: { category: ['new', 'open'] }, to: 'closed_0' }],
  }),
  'machine.no_source': add({ from: [], to: 'open_0' }),
  'machine.unknown_permission': add({ from: ['new_0'], to: 'open_0', permission: 'ticket.missing' }),
  'machine.unknown_audience': add({ from: ['new_0'], to: 'open_0', audience: wrong('public') }),
  'machine.unknown_audience (field)': field({ kind: 'string', title: 'Size', audience: 'customer' }),
  'machine.unknown_category': edit((draft) => {
    draft.statuses['open_0'] = { category: wrong('opened'), title: 'Open' }
  }),
  'machine.unknown_category (from)': add({
    from: { category: [wrong('opened')] },
    to: 'open_0',
    also: [{ from: ['new_0'], to: 'open_0' }],
  }),
  'machine.unknown_category (gate)': rest({ gates: [{ gate: 'resolution_text', to: wrong('done') }] }),
  'machine.unknown_trigger': add({ from: ['new_0'], to: 'open_0', triggers: [wrong('full_moon')] }),
  'machine.ambiguous_trigger': edit((draft) => {
    for (const name of ['one', 'two']) draft.commands[name] = draftCommand({ from: ['new_0'], to: 'open_0', triggers: ['assigned'] })
  }),
  'machine.trigger_needs_input': add({ from: ['new_0'], to: 'open_0', triggers: ['assigned'], input: Type.Object({ on: Type.String() }) }),
  'machine.unknown_resolution': add({ from: ['new_0'], to: 'closed_0', effects: { resolution: 'eaten' } }),
  'machine.reserved_input_key': add({ from: ['new_0'], to: 'open_0', input: Type.Object({ ticketId: Type.String() }) }),
  'machine.reserved_input_key (reason)': add({
    from: ['new_0'],
    to: 'open_0',
    requiresReason: true,
    input: Type.Object({ reason: Type.String() }),
  }),
  'machine.open_input': add({ from: ['new_0'], to: 'open_0', input: Type.Object({}, { additionalProperties: true }) }),
  'machine.bad_id': edit((draft) => {
    draft.id = 'notSnake'
  }),
  'machine.bad_id (status)': edit((draft) => {
    draft.statuses['on hold'] = { category: 'open', title: 'On hold' }
    draft.commands['hold'] = draftCommand({ from: ['new_0'], to: 'on hold', also: [{ from: ['on hold'], to: 'closed_0' }] })
  }),
  'machine.bad_id (command)': edit((draft) => {
    draft.commands['go-on'] = draftCommand({ from: ['new_0'], to: 'open_0' })
  }),
  'machine.bad_id (field)': rest({ fields: { __size: { kind: 'string', title: 'Size', audience: 'both' } } }),
  'machine.bad_id (option)': field({ kind: 'choice', title: 'Size', audience: 'both', options: { XL: 'Large' } }),
  'machine.bad_id (resolution)': rest({ resolutions: { 'Well done': 'Done' } }),
  'machine.bad_id (length)': edit((draft) => {
    draft.id = 'a'.repeat(51)
  }),
  'machine.reserved_name': edit((draft) => {
    draft.statuses['merged'] = { category: 'closed', title: 'Merged' }
    draft.commands['unite'] = draftCommand({ from: ['new_0'], to: 'merged' })
  }),
  'machine.title_missing': edit((draft) => {
    draft.title = ' '
  }),
  'machine.title_missing (status)': edit((draft) => {
    draft.statuses['open_0'] = { category: 'open', title: wrong({ he: 'פתוחה' }) }
  }),
  'machine.title_missing (command)': add({ from: ['new_0'], to: 'open_0', title: wrong(undefined) }),
  'machine.field_without_audience': field({ kind: 'string', title: 'Size' }),
  'machine.unknown_field_kind': field({ kind: 'colour', title: 'Size', audience: 'both' }),
  'machine.choice_without_options': field({ kind: 'choice', title: 'Size', audience: 'both' }),
  'machine.choice_without_options (empty)': field({ kind: 'choice', title: 'Size', audience: 'both', options: {} }),
  'machine.customer_writes_staff_field': field({ kind: 'string', title: 'Size', audience: 'staff', write: 'both' }),
  'machine.gate_unknown_field': rest({ gates: [{ gate: 'fields_filled', fields: ['size'] }] }),
  'machine.gate_unknown_role': rest({ gates: [wrong({ gate: 'linked', role: 'moon' })] }),
  'machine.gate_unknown_resolution': rest({ gates: [{ gate: 'linked', role: 'caused_by', resolutions: ['moon'] }] }),
  'machine.gate_unknown_command': rest({ gates: [{ gate: 'approvals_done', command: 'fly' }] }),
  'machine.gate_two_places': edit((draft) => {
    draft.commands['go'] = draftCommand({ from: ['new_0'], to: 'open_0' })
    draft.rest = { ...draft.rest, gates: [{ gate: 'checklist_done', command: 'go', to: 'resolved' }] }
  }),
  'machine.gate_unknown_resolution (unless)': rest({ gates: [{ gate: 'approvals_done', unlessResolution: ['eaten'] }] }),
  'machine.unknown_gate': rest({ gates: [wrong({ gate: 'moon' })] }),
  'machine.matrix_incomplete': rest({
    priority: {
      default: 'low',
      matrix: { impacts: levels, urgencies: levels, cells: { high: { high: 'urgent', low: 'high' }, low: { high: 'low' } } },
    },
  }),
  'machine.matrix_unknown_level': rest({
    priority: {
      default: 'low',
      matrix: { impacts: { high: 'High' }, urgencies: { high: 'High' }, cells: { high: { high: 'urgent', mild: 'low' } } },
    },
  }),
  'machine.unknown_priority': rest({ priority: { default: wrong('highest') } }),
  'machine.unknown_priority (matrix)': rest({
    priority: { default: 'low', matrix: { impacts: { a: 'A' }, urgencies: { a: 'A' }, cells: { a: { a: wrong('top') } } } },
  }),
  'machine.bad_window': rest({ windows: { reopenDays: -1 } }),
  'machine.bad_window (century)': rest({ windows: { reopenDays: 36_501 } }),
  'machine.bad_window (fraction)': rest({ windows: { autoCloseDays: 1.5 } }),
  'machine.bad_warning': rest({ windows: { autoCloseDays: 3, autoCloseWarnDays: 4 } }),
  'machine.bad_warning (never)': rest({ windows: { autoCloseDays: null, autoCloseWarnDays: 1 } }),
  'machine.bad_warning (of itself)': rest({ windows: { autoCloseWarnDays: 8 } }),
  'machine.unknown_calendar': rest({ windows: { calendar: 'lunar' } }),
  'machine.malformed': edit((draft) => {
    draft.commands = wrong(null)
  }),
  'machine.malformed (entry)': edit((draft) => {
    draft.statuses['open_0'] = wrong('open')
  }),
  'machine.duplicate_type': () => plugin({ id: 'random', title: 'Mine', statuses: {}, commands: {} }),
  'machine.duplicate_status': () => plugin(extendTicketType('random', { statuses: { open_0: { category: 'open', title: 'Mine' } } })),
  'machine.duplicate_command': () =>
    plugin(extendTicketType('random', { commands: { step_0: draftCommand({ from: ['new_0'], to: 'open_0' }) } })),
  'machine.duplicate_field': (draft) => {
    const fields = { size: { kind: 'string', title: 'Size', audience: 'both' } } as const
    draft.rest = { fields }
    return plugin(extendTicketType('random', { fields }))
  },
  'machine.unknown_extended_type': () => plugin(extendTicketType('another', { statuses: { mine: { category: 'open', title: 'Mine' } } })),
  'machine.unknown_status (extension)': () =>
    plugin(extendTicketType('random', { commands: { mine: draftCommand({ from: ['nowhere'], to: 'open_0' }) } })),
}
const codeOf = (name: string): string => name.split(' ')[0] ?? name

describe('construction of machines', () => {
  it('accepts every legal type', () => {
    fc.assert(
      fc.property(legalType, (draft) => {
        expect(faultsOf([host(specOf(draft))])).toEqual([])
      }),
    )
  })

  for (const [name, apply] of Object.entries(breaks))
    it(`refuses ${name}`, () => {
      fc.assert(
        fc.property(legalType, (draft) => {
          const broken = structuredClone(draft)
          const beside = apply(broken) ?? []
          const faults = faultsOf([host(specOf(broken)), ...beside])
          expect(faults.map(({ code }) => code)).toContain(codeOf(name))
          for (const fault of faults) expect(fault.message).not.toMatch(/\{\w+\}/)
          if (beside.length > 0) expect(faults.every(({ owner }) => owner === 'acme')).toBe(true)
        }),
        { numRuns: 25 },
      )
    })

  it('knows no fault that is not tried here', () => {
    const atWork = ['machine.invalid', 'machine.bad_mapping', 'machine.mapping_key', 'machine.mapping_needless', 'machine.mapping_target']
    const construction = Object.entries(coreError.table).filter(
      ([code, [status]]) => code.startsWith('machine.') && status === 500 && !atWork.includes(code),
    )
    expect([...new Set(Object.keys(breaks).map(codeOf))].sort()).toEqual(construction.map(([code]) => code).sort())
  })

  it('reports all faults of all types at once, with owner and place', () => {
    const first = { id: 'first', title: 'First', statuses: { new: { category: 'new', title: 'New' } }, commands: {} } as const
    const second = { ...first, id: 'second', windows: { reopenDays: -3 } }
    const faults = faultsOf([host(first), { owner: 'acme', spec: second }])
    expect(faults.map(({ code, owner, type, at }) => [code, owner, type, at])).toEqual([
      ['machine.no_closed_status', 'host', 'first', 'statuses'],
      ['machine.dead_end', 'host', 'first', 'statuses.new'],
      ['machine.bad_window', 'acme', 'second', 'windows.reopenDays'],
      ['machine.no_closed_status', 'acme', 'second', 'statuses'],
      ['machine.dead_end', 'acme', 'second', 'statuses.new'],
    ])
    expect(() => buildMachines([host(first)], known)).toThrow(/2 faults: .*no status of category 'closed'.*no command leads on/)
  })
})
