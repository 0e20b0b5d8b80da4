import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { coreError } from '../error/core-errors.ts'
import type { Logger } from '../operation/logger.ts'
import { type AttemptedTransition, HookBus, type HookUnit } from './hook-bus.ts'
import { currentCall } from './hook-call.ts'
import type { RegisteredHandler } from './registered-handler.ts'

const events = new Set(['ticket.resolved', 'ticket.created'])
const LIMIT = 60

interface Logged {
  readonly level: string
  readonly fields: { readonly code?: string; readonly [field: string]: unknown }
}
let logged: Logged[] = []
let unhandled: unknown[] = []
/** Into the list of the test that asks: handlers of an earlier one may still go on. */
const logger = (): Logger => {
  const mine = logged
  const note = (level: string) => (fields: object) => void mine.push({ level, fields: { ...fields } })
  return { error: note('error'), warn: note('warn'), info: () => {} }
}
const noteUnhandled = (reason: unknown): void => void unhandled.push(reason)
beforeEach(() => {
  logged = []
  unhandled = []
  process.on('unhandledRejection', noteUnhandled)
})
afterEach(() => {
  process.off('unhandledRejection', noteUnhandled)
})

const bus = (handlers: readonly RegisteredHandler[], timeLimit = LIMIT): HookBus =>
  new HookBus(handlers, { events, timeLimit, log: logger() })
const unit = (): HookUnit => ({ transaction: {}, workFor: (owner) => ({ owner }) })
const guard = (owner: string, run: (payload: never, work: never) => unknown): RegisteredHandler => ({
  phase: 'guard',
  owner,
  event: 'ticket.resolved',
  run: run as never,
})
const resolved = () => ({ ticketId: 't1', tags: ['a'] })
const pause = (ms: number): Promise<void> => new Promise((resolve) => setTimeout(resolve, ms))
/** Milliseconds of the processor, also on a machine that has few to spare. */
const spin = (ms: number): void => {
  const start = process.cpuUsage()
  for (let spent = 0; spent < ms * 1000; ) {
    const { user, system } = process.cpuUsage(start)
    spent = user + system
  }
}

describe('construction', () => {
  it('refuses a handler on an event that nothing declares', () => {
    expect(() => bus([{ phase: 'within', owner: 'billing', event: 'ticket.resolve', run: () => {} }])).toThrow(
      expect.objectContaining({ code: 'hook.unknown_event', params: { plugin: 'billing', event: 'ticket.resolve' } }),
    )
    expect(() => bus([{ phase: 'after', owner: 'billing', name: 'mail', events: ['ticket.gone'], run: () => {} }])).toThrow(
      expect.objectContaining({ code: 'hook.unknown_event' }),
    )
  })

  it('refuses two handlers of one name, and lets different owners use the same word', () => {
    const after = (owner: string, event: string): RegisteredHandler => ({
      phase: 'after',
      owner,
      name: 'mail',
      events: [event],
      run: () => {},
    })
    expect(() => bus([after('billing', 'ticket.created'), after('billing', 'ticket.resolved')])).toThrow(
      expect.objectContaining({ code: 'hook.duplicate_name', params: { handler: 'billing/mail' } }),
    )
    const both = bus([after('billing', 'ticket.created'), after('host', 'ticket.created')])
    expect([...both.deliveredTo.keys()]).toEqual(['billing/mail', 'host/mail'])
    expect(both.afterHandlers.get('ticket.created')).toHaveLength(2)
    expect(both.has('within', 'ticket.created')).toBe(false)
  })
})

describe('handlers in the transaction', () => {
  it('run in the order of the plugins, each with the work of its own plugin', async () => {
    const seen: unknown[] = []
    const note = (_payload: never, work: { owner: string }) => pause(work.owner === 'a' ? 5 : 0).then(() => seen.push(work.owner))
    await bus([guard('a', note), guard('b', note), guard('c', note)]).guard('ticket.resolved', resolved(), unit())
    expect(seen).toEqual(['a', 'b', 'c'])
  })

  it('stop at the first refusal, which passes as it is', async () => {
    const refusal = coreError('machine.field_missing', { field: 'x' })
    let later = 0
    const hooks = bus([
      guard('a', () => {
        throw refusal
      }),
      guard('b', () => void later++),
    ])
    await expect(hooks.guard('ticket.resolved', resolved(), unit())).rejects.toBe(refusal)
    expect(later).toBe(0)
  })

  it.each([
    [
      'throws',
      () => {
        throw new Error('boom')
      },
    ],
    [
      'rejects',
      async () => {
        await pause(1)
        throw new Error('boom')
      },
    ],
  ])('name the plugin when one %s, and keep the cause', async (_how, run) => {
    await expect(bus([guard('billing', run)]).guard('ticket.resolved', resolved(), unit())).rejects.toMatchObject({
      code: 'hook.failed',
      status: 500,
      params: { phase: 'guard', plugin: 'billing', event: 'ticket.resolved' },
      cause: { message: 'boom' },
    })
  })

  it('cannot change the payload, at any depth', async () => {
    for (const change of [
      (payload: { ticketId: string }) => {
        payload.ticketId = 't2'
      },
      (payload: { visibility?: string }) => {
        payload.visibility = 'public'
      },
      (payload: { tags: string[] }) => payload.tags.push('b'),
    ])
      await expect(bus([guard('a', change)]).guard('ticket.resolved', resolved(), unit())).rejects.toMatchObject({
        code: 'hook.failed',
        cause: expect.any(TypeError),
      })
  })
})

describe('time', () => {
  it('ends a handler that never resolves, naming it', async () => {
    const startedAt = performance.now()
    await expect(bus([guard('billing', () => new Promise(() => {}))]).guard('ticket.resolved', resolved(), unit())).rejects.toMatchObject({
      code: 'hook.timed_out',
      params: { phase: 'guard', plugin: 'billing', event: 'ticket.resolved', ms: LIMIT },
    })
    expect(performance.now() - startedAt).toBeGreaterThan(LIMIT - 2)
    expect(performance.now() - startedAt).toBeLessThan(LIMIT + 500)
  })

  it('is shared by all handlers of one transaction, and new for the next', async () => {
    const limit = 400
    const hooks = bus(
      [guard('a', () => pause(limit * 0.6)), { phase: 'within', owner: 'b', event: 'ticket.resolved', run: () => pause(limit * 0.6) }],
      limit,
    )
    const one = unit()
    await hooks.guard('ticket.resolved', resolved(), one)
    await expect(hooks.within('ticket.resolved', resolved(), one)).rejects.toMatchObject({
      code: 'hook.timed_out',
      params: { plugin: 'b' },
    })
    await hooks.within('ticket.resolved', resolved(), unit())
  })

  it('is not spent twice by a handler inside a handler', async () => {
    const limit = 500
    const one = unit()
    const nested: HookBus = bus(
      [
        guard('outer', () => nested.within('ticket.created', { ticketId: 't' }, one)),
        { phase: 'within', owner: 'inner', event: 'ticket.created', run: () => pause(limit * 0.55) },
      ],
      limit,
    )
    await nested.guard('ticket.resolved', resolved(), one)
  })

  it('ends the inner one of two, and names it', async () => {
    const one = unit()
    const hanging: HookBus = bus([
      guard('outer', () => hanging.within('ticket.created', { ticketId: 't' }, one)),
      { phase: 'within', owner: 'inner', event: 'ticket.created', run: () => new Promise(() => {}) },
    ])
    await expect(hanging.guard('ticket.resolved', resolved(), one)).rejects.toMatchObject({
      code: 'hook.timed_out',
      params: { plugin: 'inner' },
    })
  })

  it('swallows and logs what a handler throws after its time-out', async () => {
    const hooks = bus([guard('billing', () => pause(LIMIT * 1.5).then(() => Promise.reject(new Error('late'))))])
    await expect(hooks.guard('ticket.resolved', resolved(), unit())).rejects.toMatchObject({ code: 'hook.timed_out' })
    await pause(LIMIT * 1.5)
    expect(unhandled).toEqual([])
    expect(logged).toEqual([{ level: 'warn', fields: expect.objectContaining({ code: 'hook.late_rejection', plugin: 'billing' }) }])
  })

  it('being over, is seen by the handler that goes on, and by what it called', async () => {
    const states: (boolean | undefined)[] = []
    const hooks = bus([
      guard('billing', async () => {
        states.push(currentCall()?.isOver)
        await pause(LIMIT * 1.5)
        states.push(currentCall()?.isOver)
        currentCall()?.expectTime()
      }),
    ])
    await expect(hooks.guard('ticket.resolved', resolved(), unit())).rejects.toMatchObject({ code: 'hook.timed_out' })
    await pause(LIMIT)
    expect(states).toEqual([false, true])
    expect(logged[0]?.fields['error']).toMatchObject({ code: 'hook.call_ended', params: { plugin: 'billing' } })
  })

  it('refuses a handler that kept the processor too long, and reports it', async () => {
    await expect(bus([guard('billing', () => spin(130))]).guard('ticket.resolved', resolved(), unit())).rejects.toMatchObject({
      code: 'hook.timed_out',
    })
    expect(logged).toEqual([
      {
        level: 'warn',
        fields: expect.objectContaining({ code: 'hook.blocked', plugin: 'billing', handler: 'ticket.resolved', ms: expect.any(Number) }),
      },
    ])
  })

  it('reports a loop after an await too, once', async () => {
    const hooks = bus([guard('billing', () => pause(5).then(() => spin(180)))], 5000)
    await hooks.guard('ticket.resolved', resolved(), unit())
    const reports = logged.filter(({ fields }) => fields.code === 'hook.blocked')
    expect(reports).toHaveLength(1)
    expect(reports[0]?.fields).toMatchObject({ plugin: 'billing', handler: 'ticket.resolved' })
    expect(reports[0]?.fields['ms']).toBeGreaterThan(130)
  })
})

describe('recursion', () => {
  it('stops at depth 8', async () => {
    let runs = 0
    const one = unit()
    const hooks: HookBus = bus([
      guard('billing', () => {
        runs += 1
        return hooks.guard('ticket.resolved', resolved(), one)
      }),
    ])
    await expect(hooks.guard('ticket.resolved', resolved(), one)).rejects.toMatchObject({ code: 'hook.too_deep', params: { depth: 8 } })
    expect(runs).toBe(8)
  })
})

describe('gates', () => {
  const attempt: AttemptedTransition = {
    ticketId: 't1',
    ticketType: 'incident',
    command: 'resolve',
    from: 'open',
    to: 'solved',
    fromCategory: 'open',
    toCategory: 'resolved',
    input: {},
  }
  const gate = (owner: string, when: never, codes: readonly string[]): RegisteredHandler => ({
    phase: 'gate',
    owner,
    when,
    run: () => codes.map((code) => ({ code }) as never),
  })

  it('collect everything that is missing from every gate that the transition meets', async () => {
    const hooks = bus([
      gate('a', { to: 'resolved' } as never, ['a.one', 'a.two']),
      gate('b', { command: 'resolve', type: 'incident' } as never, ['b.one']),
      gate('c', { command: 'resolve', type: 'question' } as never, ['c.one']),
      gate('d', { to: 'closed' } as never, ['d.one']),
      gate('e', { to: 'resolved' } as never, []),
    ])
    expect((await hooks.gates(attempt, unit())).map(({ code }) => code)).toEqual(['a.one', 'a.two', 'b.one'])
    expect(await hooks.gates({ ...attempt, command: 'verify', fromCategory: 'resolved' }, unit())).toEqual([])
  })

  it('answer with failures of their own plugin only', async () => {
    for (const answer of [['b.one'], ['one'], ['']])
      await expect(bus([gate('a', { to: 'resolved' } as never, answer)]).gates(attempt, unit())).rejects.toMatchObject({
        code: 'hook.bad_gate',
        params: { plugin: 'a' },
      })
    const silent: RegisteredHandler = { phase: 'gate', owner: 'a', when: { to: 'resolved' }, run: (() => undefined) as never }
    await expect(bus([silent]).gates(attempt, unit())).rejects.toMatchObject({ code: 'hook.bad_gate' })
  })
})
