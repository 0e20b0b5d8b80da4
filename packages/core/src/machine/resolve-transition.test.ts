import { describe, expect, it } from 'vitest'
import { defaultTicketTypes } from './default-types/default-ticket-types.ts'
import { buildMachines } from './machines.ts'
import { type Attempt, type CommandInput, resolveTransition, type TicketState } from './resolve-transition.ts'
import { defineTicketType } from './ticket-type.ts'

const permissions = new Set(defaultTicketTypes.flatMap((type) => Object.values(type.commands).map((command) => command.permission)))
const incident = buildMachines(
  defaultTicketTypes.map((spec) => ({ owner: 'core', spec })),
  { permissions },
).get('incident')
const now = '2026-03-15T12:00:00.000Z'
const staff: Attempt = { acting: 'staff', now }
const customer: Attempt = { acting: 'customer', now }
const at = (status: string, over: Partial<TicketState> = {}): TicketState => ({ status, startedAt: null, resolvedAt: null, ...over })
const codeOf = (state: TicketState, command: string, attempt: Attempt, input: CommandInput = {}) => {
  const result = resolveTransition(incident, state, command, attempt, input)
  return result.ok ? result.transition.to : [result.refusal.code, result.refusal.status]
}

describe('resolveTransition', () => {
  it('gives the arrow of a legal command', () => {
    const result = resolveTransition(incident, at('new'), 'start', staff)
    expect(result).toMatchObject({ ok: true, transition: { from: 'new', to: 'open', fromCategory: 'new', toCategory: 'open' } })
  })

  it('refuses what leads nowhere from here and names what does', () => {
    const result = resolveTransition(incident, at('waiting'), 'close', staff)
    expect(result.ok).toBe(false)
    if (result.ok) return
    expect(result.refusal).toMatchObject({
      code: 'machine.illegal_transition',
      status: 409,
      message: "'close' is not possible while the ticket is 'waiting'. Possible now: wait, resume, resolve, cancel.",
      details: { status: 'waiting', possible: ['wait', 'resume', 'resolve', 'cancel'] },
    })
  })

  it('names to customers only what they may do, and nothing that time forbids', () => {
    const possible = (state: TicketState) => {
      const result = resolveTransition(incident, state, 'close', customer)
      return result.ok ? 'ok' : result.refusal.details
    }
    expect(possible(at('open', { startedAt: now }))).toEqual({ status: 'open', possible: [] })
    expect(possible(at('new'))).toEqual({ status: 'new', possible: ['cancel'] })
  })

  it('refuses unknown commands with those that the capacity knows', () => {
    const known = (attempt: Attempt) => {
      const result = resolveTransition(incident, at('new'), 'constructor', attempt)
      return result.ok ? 'ok' : [result.refusal.code, result.refusal.status, result.refusal.details]
    }
    expect(known(staff)).toEqual([
      'machine.unknown_command',
      422,
      { known: ['start', 'wait', 'resume', 'resolve', 'close', 'reopen', 'cancel', 'reopen_closed'] },
    ])
    expect(known(customer)).toEqual(['machine.unknown_command', 422, { known: ['close', 'reopen', 'cancel'] }])
  })

  it('keeps capacities apart', () => {
    expect(codeOf(at('new'), 'start', customer)).toEqual(['machine.not_for_customers', 403])
    const confirm = defineTicketType({
      id: 'offer',
      title: 'Offer',
      statuses: { new: { category: 'new', title: 'New' }, accepted: { category: 'closed', title: 'Accepted' } },
      commands: { accept: { from: ['new'], to: 'accepted', permission: 'a.b', audience: 'customer', title: 'Accept' } },
    })
    const machine = buildMachines([{ owner: 'host', spec: confirm }], { permissions: new Set(['a.b']) }).get('offer')
    const result = resolveTransition(machine, at('new'), 'accept', staff)
    expect(!result.ok && result.refusal.code).toBe('machine.not_for_staff')
    expect(resolveTransition(machine, at('new'), 'accept', customer).ok).toBe(true)
  })

  it('lets customers withdraw only before work has started', () => {
    expect(codeOf(at('new'), 'cancel', customer)).toBe('closed')
    expect(codeOf(at('waiting'), 'cancel', customer)).toBe('closed')
    expect(codeOf(at('waiting', { startedAt: now }), 'cancel', customer)).toEqual(['machine.work_started', 409])
    expect(codeOf(at('waiting', { startedAt: now }), 'cancel', staff)).toBe('closed')
  })

  it('reopens inside the window, its last instant included, for everybody', () => {
    const resolved = at('resolved', { startedAt: now, resolvedAt: '2026-03-01T12:00:00.000Z' })
    for (const acting of ['staff', 'customer'] as const) {
      expect(codeOf(resolved, 'reopen', { acting, now })).toBe('open')
      expect(codeOf(resolved, 'reopen', { acting, now: '2026-03-15T12:00:00.001Z' })).toEqual(['machine.reopen_window_over', 409])
      expect(codeOf(resolved, 'close', { acting, now: '2027-01-01T00:00:00.000Z' })).toBe('closed')
    }
    // The right to reopen what is closed knows no window.
    expect(codeOf(at('closed', { startedAt: now }), 'reopen_closed', { acting: 'staff', now: '2030-01-01T00:00:00.000Z' })).toBe('open')
  })

  it('waits for the future only', () => {
    expect(codeOf(at('open'), 'wait', staff, { on: 'customer' })).toBe('waiting')
    expect(codeOf(at('open'), 'wait', staff, { on: 'customer', until: '2026-03-15T12:00:00.001Z' })).toBe('waiting')
    for (const until of [now, '2026-02-30T12:61:00.000Z', '2020-01-01T00:00:00.000Z', 7])
      expect(codeOf(at('open'), 'wait', staff, { on: 'customer', until })).toEqual(['machine.wait_until_past', 422])
  })

  it('performs nothing on tombstones', () => {
    for (const status of ['merged', 'spam', 'deleted'])
      expect(codeOf(at(status), 'reopen_closed', staff)).toEqual(['machine.tombstone', 409])
  })
})
