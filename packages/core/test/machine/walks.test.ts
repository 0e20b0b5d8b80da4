import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { triggers } from '../../src/machine/category.ts'
import { type ClockFacts, factsAfterMessage, factsAfterTransition, newClockFacts } from '../../src/machine/clock-facts.ts'
import { defaultTicketTypes } from '../../src/machine/default-types/default-ticket-types.ts'
import { describeCommands } from '../../src/machine/describe-commands.ts'
import type { Machine } from '../../src/machine/machine.ts'
import { buildMachines } from '../../src/machine/machines.ts'
import { resolveTransition } from '../../src/machine/resolve-transition.ts'
import { resolveTrigger } from '../../src/machine/resolve-trigger.ts'
import type { Category, TicketTypeSpec, Trigger } from '../../src/machine/ticket-type.ts'
import { legalType, specOf, testPermissions } from './random-type.ts'

const permissions = new Set([
  ...testPermissions,
  ...defaultTicketTypes.flatMap((type) => Object.values(type.commands).map((command) => command.permission)),
])
const machineOf = (spec: TicketTypeSpec): Machine => buildMachines([{ owner: 'host', spec }], { permissions }).get(spec.id)
const anyMachine = fc.oneof(legalType.map(specOf), fc.constantFrom(...defaultTicketTypes)).map(machineOf)

interface Step {
  readonly pick: number
  /** Milliseconds since the last step; clocks are set back now and then. */
  readonly after: number
  readonly kind: 'command' | 'staff' | 'customer'
  readonly acting: 'staff' | 'customer'
}
const step: fc.Arbitrary<Step> = fc.record({
  pick: fc.nat(),
  after: fc.oneof(
    { weight: 9, arbitrary: fc.integer({ min: 0, max: 9 * 86_400_000 }) },
    { weight: 1, arbitrary: fc.integer({ min: -3_600_000, max: 0 }) },
  ),
  kind: fc.constantFrom('command', 'command', 'command', 'staff', 'customer'),
  acting: fc.constantFrom('staff', 'staff', 'customer'),
})

/** What happened, in order: all that the model knows. */
interface Entry {
  readonly at: string
  readonly from: Category
  readonly to: Category
  readonly resolution: string | null
}
const atWork = (category: Category): boolean => ['new', 'open', 'waiting'].includes(category)

/** The facts as domain.md §2 and §8 say them, computed anew from the whole history. */
const expectedFacts = (history: readonly Entry[]): Partial<ClockFacts> => {
  const entered = (category: Category) => history.filter((entry) => entry.to === category && entry.from !== category)
  const now = history.at(-1)?.to ?? 'new'
  const ended = atWork(now) ? undefined : history.findLast((entry) => atWork(entry.from) && !atWork(entry.to))
  const firstResolved = entered('resolved')[0]
  const waits = history.flatMap((entry, index) => {
    if (entry.to !== 'waiting' || entry.from === 'waiting') return []
    const left = history.slice(index + 1).find((later) => later.to !== 'waiting')
    return left ? [Math.max(0, Date.parse(left.at) - Date.parse(entry.at))] : []
  })
  return {
    startedAt: history.find((entry) => entry.to === 'open' || entry.to === 'resolved')?.at ?? null,
    firstResolvedAt: firstResolved?.at ?? null,
    firstResolution: firstResolved?.resolution ?? null,
    resolvedAt: ended?.to === 'resolved' ? ended.at : null,
    closedAt: now === 'closed' ? (entered('closed').at(-1)?.at ?? null) : null,
    reopenCount: history.filter((entry) => !atWork(entry.from) && atWork(entry.to)).length,
    waitingSinceAt: now === 'waiting' ? (entered('waiting').at(-1)?.at ?? null) : null,
    waitedMs: waits.reduce((sum, ms) => sum + ms, 0),
  }
}

describe('walks through machines', () => {
  it('keep the facts legal, whatever happens in which order', () => {
    let resolutions = 0
    let reopenings = 0
    fc.assert(
      fc.property(anyMachine, fc.array(step, { minLength: 10, maxLength: 60 }), (machine, steps) => {
        let status = machine.initial
        let facts: ClockFacts = newClockFacts
        let clock = Date.parse('2026-01-30T10:00:00.000Z')
        const history: Entry[] = []
        for (const { pick, after, kind, acting } of steps) {
          clock += after
          const now = new Date(clock).toISOString()
          if (kind !== 'command') {
            const before = facts
            facts = { ...facts, ...factsAfterMessage(facts, kind, now) }
            if (before.firstResponseAt !== null) expect(facts.firstResponseAt).toBe(before.firstResponseAt)
            expect(facts.unansweredSinceAt).toBe(kind === 'staff' ? null : (before.unansweredSinceAt ?? now))
            continue
          }
          // Every third attempt is anything, the others lead somewhere.
          const offered = pick % 3 === 0 ? machine.commands : machine.commandsFrom(status).map((transition) => transition.command)
          const command = offered[(pick >> 2) % offered.length]
          if (!command) continue
          const input = {
            resolution: `r${pick % 3}`,
            on: 'customer',
            until: new Date(clock + 1000).toISOString(),
            mode: pick % 2 ? 'act' : 'remind',
          }
          const result = resolveTransition(machine, { status, ...facts }, command.name, { acting, now }, input)
          if (!result.ok) {
            // A refusal names as possible exactly what is.
            const details = result.refusal.details as { possible?: readonly string[] } | undefined
            for (const name of details?.possible ?? [])
              expect(resolveTransition(machine, { status, ...facts }, name, { acting, now }).ok).toBe(true)
            continue
          }
          const { transition } = result
          expect(transition.from).toBe(status)
          const wasStarted = facts.startedAt
          facts = { ...facts, ...factsAfterTransition(facts, transition, now, input) }
          status = transition.to
          history.push({
            at: now,
            from: transition.fromCategory,
            to: transition.toCategory,
            resolution: command.effects.resolution ?? input.resolution,
          })
          if (wasStarted !== null) expect(facts.startedAt).toBe(wasStarted)
          expect(facts).toMatchObject(expectedFacts(history))
          expect(facts.waitingOn === null).toBe(machine.category(status) !== 'waiting')
          expect(facts.waitingUntilAt === null).toBe(machine.category(status) !== 'waiting')
          expect(facts.resolution === null).toBe(atWork(transition.toCategory))
        }
        const categoriesSeen = history.map((entry) => entry.to)
        const left = categoriesSeen.findIndex((category) => category !== 'new')
        if (left >= 0) expect(categoriesSeen.slice(left)).not.toContain('new')
        resolutions += categoriesSeen.filter((category) => category === 'resolved').length
        reopenings += facts.reopenCount
      }),
      { numRuns: 500 },
    )
    // The walks go where it matters.
    expect(resolutions).toBeGreaterThan(100)
    expect(reopenings).toBeGreaterThan(20)
  })

  it('are offered what they can do, and nothing else', () => {
    const state = fc.record({
      startedAt: fc.constantFrom(null, '2026-01-01T00:00:00.000Z'),
      resolvedAt: fc.constantFrom(null, '2026-01-01T00:00:00.000Z', '2025-01-01T00:00:00.000Z'),
    })
    fc.assert(
      fc.property(anyMachine, fc.nat(), state, fc.constantFrom('staff' as const, 'customer' as const), (machine, pick, facts, acting) => {
        const status = machine.statuses[pick % machine.statuses.length]?.name ?? machine.initial
        const attempt = { acting, now: '2026-01-05T00:00:00.000Z' }
        const described = describeCommands(machine, { status, ...facts }, attempt)
        for (const { command, refusal, to } of described) {
          const result = resolveTransition(machine, { status, ...facts }, command.name, attempt)
          expect(refusal?.code).toBe(result.ok ? undefined : result.refusal.code)
          if (result.ok) expect(to).toBe(result.transition.to)
        }
        const mine = machine.commands.filter(({ audience }) => audience === 'both' || audience === acting)
        expect(described.map(({ command }) => command)).toEqual(mine)
      }),
    )
  })

  it('are moved by triggers only where an arrow leads', () => {
    const trigger = fc.constantFrom<Trigger>(...triggers)
    fc.assert(
      fc.property(anyMachine, fc.nat(), trigger, (machine, pick, name) => {
        const status = machine.statuses[pick % machine.statuses.length]?.name ?? machine.initial
        const result = resolveTrigger(machine, { ...newClockFacts, status }, name, '2026-01-05T00:00:00.000Z')
        if (result.outcome === 'transition') {
          expect(result.transition.command.triggers).toContain(name)
          expect(machine.transition(status, result.transition.command.name)).toBe(result.transition)
        }
        if (result.outcome === 'follow_up') expect(machine.category(status)).toBe('closed')
      }),
    )
  })

  it('are drawn with each arrow once', () => {
    fc.assert(
      fc.property(anyMachine, (machine) => {
        const drawing = machine.toMermaid('ja')
        const arrows = drawing.split('\n').filter((line) => line.includes(' : '))
        expect(arrows).toHaveLength(machine.transitions.length)
        const ends = ({ from, to }: { from: string; to: string }) => `  s_${from} --> s_${to} `
        expect(arrows.map((line) => line.slice(0, line.indexOf(': '))).sort()).toEqual(machine.transitions.map(ends).sort())
        expect(drawing).toBe(machine.toMermaid('ja'))
      }),
    )
  })
})
