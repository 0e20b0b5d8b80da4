import { describe, expect, it } from 'vitest'
import { type ClockFacts, factsAfterMessage, factsAfterTransition, newClockFacts } from './clock-facts.ts'
import { defaultTicketTypes } from './default-types/default-ticket-types.ts'
import { buildMachines } from './machines.ts'

const permissions = new Set(defaultTicketTypes.flatMap((type) => Object.values(type.commands).map((command) => command.permission)))
const incident = buildMachines(
  defaultTicketTypes.map((spec) => ({ owner: 'core', spec })),
  { permissions },
).get('incident')

/** One ticket through its commands; the patch of the last one and the facts after it. */
const live = (...steps: readonly (readonly [command: string, day: number, input?: Record<string, unknown>])[]) => {
  let status = incident.initial
  let facts: ClockFacts = newClockFacts
  let patch: Partial<ClockFacts> = {}
  for (const [command, at, input] of steps) {
    const transition = incident.transition(status, command)
    if (!transition) throw new Error(`${command} from ${status}`)
    patch = factsAfterTransition(facts, transition, day(at), input)
    facts = { ...facts, ...patch }
    status = transition.to
  }
  return { facts, patch }
}
const day = (number: number): string => new Date(Date.UTC(2026, 0, number)).toISOString()

describe('factsAfterTransition', () => {
  it('starts the work once', () => {
    expect(live(['start', 1]).patch).toEqual({ startedAt: day(1) })
    expect(live(['start', 1], ['wait', 2, { on: 'parts' }], ['resume', 3]).facts.startedAt).toBe(day(1))
    expect(live(['wait', 1, { on: 'scheduled' }]).facts.startedAt).toBeNull()
    expect(live(['resolve', 1, { resolution: 'solved' }]).facts.startedAt).toBe(day(1))
    expect(live(['cancel', 1]).facts.startedAt).toBeNull()
  })

  it('counts waiting, also across several waits, and forgets what for', () => {
    expect(live(['wait', 1, { on: 'customer', until: day(9), mode: 'act' }]).patch).toEqual({
      waitingSinceAt: day(1),
      waitingOn: 'customer',
      waitingUntilAt: day(9),
      waitingMode: 'act',
    })
    expect(live(['wait', 1, { on: 'customer', until: day(9) }]).facts.waitingMode).toBe('remind')
    expect(live(['wait', 1, { on: 'customer', mode: 'act' }]).facts.waitingMode).toBeNull()
    const again = live(['wait', 1, { on: 'customer', until: day(9) }], ['wait', 3, { on: 'parts' }])
    expect(again.patch).toEqual({ waitingOn: 'parts', waitingUntilAt: null, waitingMode: null })
    expect(again.facts.waitingSinceAt).toBe(day(1))
    const after = live(
      ['wait', 1, { on: 'customer' }],
      ['resume', 3],
      ['wait', 4, { on: 'parts' }],
      ['resolve', 5, { resolution: 'solved' }],
    )
    expect(after.facts).toMatchObject({
      waitedMs: 3 * 86_400_000,
      waitingSinceAt: null,
      waitingOn: null,
      waitingUntilAt: null,
      waitingMode: null,
    })
    // A command within waiting that is about something else.
    const wait = incident.transition('open', 'wait')
    if (!wait) throw new Error('no wait')
    const within = { ...wait, from: 'waiting', fromCategory: 'waiting' as const }
    expect(
      factsAfterTransition({ ...newClockFacts, startedAt: day(1), waitingSinceAt: day(1), waitingOn: 'parts' }, within, day(2), {}),
    ).toEqual({})
    // A clock that was set back takes nothing away.
    expect(live(['wait', 3, { on: 'customer' }], ['resume', 1]).facts.waitedMs).toBe(0)
  })

  it('keeps the first solution, and the one that stands', () => {
    const { facts } = live(
      ['resolve', 1, { resolution: 'workaround', text: 'Restarted.' }],
      ['reopen', 2, { reason: 'again' }],
      ['resolve', 3, { resolution: 'solved' }],
    )
    expect(facts).toMatchObject({
      firstResolvedAt: day(1),
      firstResolution: 'workaround',
      resolvedAt: day(3),
      resolution: 'solved',
      resolutionText: null,
      reopenCount: 1,
    })
    expect(live(['resolve', 1, { resolution: 'solved', text: 'Done.' }], ['reopen', 2]).facts).toMatchObject({
      resolvedAt: null,
      resolution: null,
      resolutionText: null,
    })
  })

  it('closes and reopens what is closed', () => {
    const closed = live(['resolve', 1, { resolution: 'solved' }], ['close', 2])
    expect(closed.patch).toEqual({ closedAt: day(2) })
    expect(closed.facts).toMatchObject({ resolvedAt: day(1), resolution: 'solved' })
    expect(live(['resolve', 1, { resolution: 'solved' }], ['close', 2], ['reopen_closed', 3]).patch).toEqual({
      resolvedAt: null,
      resolution: null,
      resolutionText: null,
      closedAt: null,
      reopenCount: 1,
    })
  })

  it('cancels with the resolution of that name and without a solution', () => {
    expect(live(['start', 1], ['cancel', 2, { reason: 'no need', resolution: 'solved' }]).facts).toMatchObject({
      closedAt: day(2),
      resolution: 'cancelled',
      resolvedAt: null,
      firstResolvedAt: null,
      firstResolution: null,
    })
  })
})

describe('factsAfterMessage', () => {
  it('stamps the first answer once and counts the next one from the oldest unanswered message', () => {
    const asked = factsAfterMessage(newClockFacts, 'customer', day(1))
    expect(asked).toEqual({ lastCustomerMessageAt: day(1), unansweredSinceAt: day(1) })
    const askedTwice = { ...newClockFacts, ...asked }
    expect(factsAfterMessage(askedTwice, 'customer', day(2))).toEqual({ lastCustomerMessageAt: day(2) })
    const answered = factsAfterMessage(askedTwice, 'staff', day(3))
    expect(answered).toEqual({ lastStaffMessageAt: day(3), unansweredSinceAt: null, firstResponseAt: day(3) })
    expect(factsAfterMessage({ ...askedTwice, ...answered }, 'staff', day(4))).toEqual({
      lastStaffMessageAt: day(4),
      unansweredSinceAt: null,
    })
  })
})
