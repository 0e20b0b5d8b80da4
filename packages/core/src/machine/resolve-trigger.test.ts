import { describe, expect, it } from 'vitest'
import { type ClockFacts, newClockFacts } from './clock-facts.ts'
import { defaultTicketTypes } from './default-types/default-ticket-types.ts'
import { buildMachines } from './machines.ts'
import { resolveTrigger } from './resolve-trigger.ts'
import type { Trigger } from './ticket-type.ts'

const permissions = new Set(defaultTicketTypes.flatMap((type) => Object.values(type.commands).map((command) => command.permission)))
const machines = buildMachines(
  defaultTicketTypes.map((spec) => ({ owner: 'core', spec })),
  { permissions },
)
const outcome = (status: string, trigger: Trigger, now: string, over: Partial<ClockFacts> = {}, type = 'incident') => {
  const result = resolveTrigger(machines.get(type), { ...newClockFacts, ...over, status }, trigger, now)
  return result.outcome === 'transition' ? `${result.transition.command.name} → ${result.transition.to}` : result.outcome
}
const now = '2026-03-15T12:00:00.000Z'

describe('resolveTrigger', () => {
  it('starts work with the first assignment or public answer, once', () => {
    for (const trigger of ['assigned', 'staff_reply'] as const) {
      expect(outcome('new', trigger, now)).toBe('start → open')
      for (const status of ['open', 'waiting', 'resolved', 'closed', 'merged']) expect(outcome(status, trigger, now)).toBe('none')
    }
  })

  it('takes a message of the customer as domain.md says', () => {
    expect(outcome('new', 'customer_message', now)).toBe('none')
    expect(outcome('open', 'customer_message', now)).toBe('none')
    expect(outcome('waiting', 'customer_message', now)).toBe('resume → open')
    expect(outcome('resolved', 'customer_message', now, { resolvedAt: '2026-03-02T12:00:00.000Z' })).toBe('reopen → open')
    expect(outcome('resolved', 'customer_message', now, { resolvedAt: '2026-03-01T11:59:59.999Z' })).toBe('follow_up')
    expect(outcome('closed', 'customer_message', now)).toBe('follow_up')
    expect(outcome('spam', 'customer_message', now)).toBe('none')
    expect(outcome('gone_with_its_plugin', 'customer_message', now)).toBe('none')
  })

  it('returns from waiting to the stage that was left', () => {
    expect(outcome('fulfilment_waiting', 'customer_message', now, {}, 'service_request')).toBe('resume → fulfilment')
    expect(outcome('scheduled', 'customer_message', now, {}, 'change')).toBe('resume → approved')
    expect(outcome('waiting', 'customer_message', now, {}, 'change')).toBe('resume → planned')
  })

  it('ends a wait by itself only if that was asked for and the moment has come', () => {
    const wait = { waitingSinceAt: '2026-03-01T00:00:00.000Z', waitingMode: 'act', waitingUntilAt: now } as const
    expect(outcome('waiting', 'wait_over', now, wait)).toBe('resume → open')
    expect(outcome('waiting', 'wait_over', '2026-03-15T11:59:59.999Z', wait)).toBe('none')
    expect(outcome('waiting', 'wait_over', now, { ...wait, waitingMode: 'remind' })).toBe('none')
    expect(outcome('waiting', 'wait_over', now, { ...wait, waitingUntilAt: null })).toBe('none')
    expect(outcome('open', 'wait_over', now, wait)).toBe('none')
  })

  it('closes after silence, counted from the last public word', () => {
    const resolvedAt = '2026-03-08T12:00:00.000Z'
    expect(outcome('resolved', 'silence', now, { resolvedAt })).toBe('close → closed')
    expect(outcome('resolved', 'silence', '2026-03-15T11:59:59.999Z', { resolvedAt })).toBe('none')
    expect(outcome('resolved', 'silence', now, { resolvedAt, lastStaffMessageAt: '2026-03-09T00:00:00.000Z' })).toBe('none')
    expect(outcome('resolved', 'silence', now, { resolvedAt, lastCustomerMessageAt: '2026-03-01T00:00:00.000Z' })).toBe('close → closed')
    expect(outcome('resolved', 'silence', '2036-01-01T00:00:00.000Z', { resolvedAt }, 'problem')).toBe('none')
  })
})
