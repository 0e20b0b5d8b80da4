import { describe, expect, it } from 'vitest'
import { planDesk, refusal } from './plan-desk.ts'

describe.each(['sqlite', 'postgres'] as const)('counters on %s', (database) => {
  const open = async () => {
    const t = await planDesk(database)
    const itemId = await t.item()
    const { equipment } = t.keeper
    const { id: meterId } = await equipment.createMeter({ itemId, name: 'Pages', unit: 'pages' })
    return {
      t,
      equipment,
      itemId,
      meterId,
      done: (ticketId: string) => t.keeper.tickets.resolve({ ticketId, resolution: 'solved', text: 'Done' }),
    }
  }

  it('never fall without saying why, and go on counting through a replacement', async () => {
    const { t, equipment, itemId, meterId } = await open()
    const read = (value: number, more: object = {}) => equipment.takeReading({ meterId, value, ...more })
    expect(await read(5000)).toMatchObject({ total: 5000, lastValue: 5000 })
    expect(await refusal(read(4999))).toBe('equipment.reading_falls')
    expect(await read(10, { correction: 'replaced' })).toMatchObject({ total: 5000, lastValue: 10 })
    expect(await read(110)).toMatchObject({ total: 5100, lastValue: 110 })
    expect(await read(60, { correction: 'mistake', note: 'A digit too much' })).toMatchObject({ total: 5050, lastValue: 60 })
    expect(await refusal(read(61, { readAt: '2026-01-05T08:59:59.000Z', correction: 'mistake' }))).toBe('equipment.reading_order')
    expect(await refusal(read(61, { readAt: '2026-01-05T09:00:00.001Z' }))).toBe('equipment.reading_order')
    expect(await refusal(read(-1))).toBe('input.invalid')
    expect(await refusal(read(1.5))).toBe('input.invalid')
    const { items } = await equipment.readings({ meterId })
    expect(items.map(({ value, correction }) => [value, correction])).toEqual([
      [60, 'mistake'],
      [110, null],
      [10, 'replaced'],
      [5000, null],
    ])
    expect((await equipment.meters({ itemId })).items).toMatchObject([{ name: 'Pages', unit: 'pages', total: 5050 }])
    expect(await refusal(t.as('agent').equipment.meters({ itemId }))).toBe('access.denied')
    expect(await refusal(t.as('customer').equipment.takeReading({ meterId, value: 9999 }))).toBe('access.wrong_capacity')
    const readings = await Promise.all(Array.from({ length: 6 }, (_, n) => refusal(read(1000 + n))))
    expect(readings).toContain('none')
    for (const code of readings) expect(['none', 'equipment.reading_falls']).toContain(code)
    expect((await equipment.meters({ itemId })).items[0]?.total).toBe(4990 + 1005)
  })

  it('take what was read earlier and entered later, where it fits', async () => {
    const { t, equipment, itemId, meterId } = await open()
    const read = (value: number, readAt: string, more: object = {}) => equipment.takeReading({ meterId, value, readAt, ...more })
    const planId = await t.plan({ rule: { unit: 'meter', meterId, every: 1000, start: 0 } })
    await read(100, '2026-01-02T00:00:00.000Z')
    await read(500, '2026-01-04T00:00:00.000Z')
    await read(0, '2026-01-04T12:00:00.000Z', { correction: 'replaced' })
    await read(50, '2026-01-05T00:00:00.000Z')
    expect(await read(300, '2026-01-03T00:00:00.000Z')).toMatchObject({ total: 550, lastValue: 50, lastReadAt: '2026-01-05T00:00:00.000Z' })
    for (const [value, at] of [
      [299, '2026-01-03T12:00:00.000Z'],
      [501, '2026-01-03T12:00:00.000Z'],
      [51, '2026-01-04T18:00:00.000Z'],
      [101, '2026-01-01T00:00:00.000Z'],
    ] as const)
      expect([value, await refusal(read(value, at))]).toEqual([value, 'equipment.reading_between'])
    await read(20, '2026-01-04T18:00:00.000Z')
    await read(90, '2026-01-01T00:00:00.000Z')
    const all: [number, number][] = []
    for (let cursor: string | undefined; ; ) {
      const page = await equipment.readings({ meterId, limit: 3, ...(cursor === undefined ? {} : { cursor }) })
      all.push(...page.items.map(({ value, total }): [number, number] => [value, total]))
      if (page.nextCursor === null) break
      cursor = page.nextCursor
    }
    expect(all).toEqual([
      [50, 550],
      [20, 520],
      [0, 500],
      [500, 500],
      [300, 300],
      [100, 100],
      [90, 90],
    ])
    expect((await equipment.meters({ itemId })).items).toMatchObject([{ total: 550, lastValue: 50 }])
    expect((await equipment.plan({ planId })).next?.count).toBe(1000)
  })

  it('open the ticket of a plan when they pass its threshold, each once', async () => {
    const { t, equipment, itemId, meterId, done } = await open()
    await equipment.takeReading({ meterId, value: 250 })
    const planId = await t.plan({ rule: { unit: 'meter', meterId, every: 1000 }, itemIds: [itemId] })
    expect((await equipment.plan({ planId })).next).toEqual({ on: null, dueOn: null, opensAt: null, count: 1250 })
    await equipment.takeReading({ meterId, value: 1249 })
    await t.work()
    expect(await t.tickets()).toEqual([])
    await equipment.takeReading({ meterId, value: 1251 })
    await t.work()
    await t.work()
    await done((await t.tickets())[0]?.id ?? '')
    // Three at once: the last is made, the others were missed.
    await equipment.takeReading({ meterId, value: 4300 })
    await t.work()
    await equipment.takeReading({ meterId, value: 5300 })
    await t.work()
    expect(await t.history(planId)).toEqual([
      'added',
      'created 1250',
      'missed 2250',
      'missed 3250',
      'created 4250',
      'skipped 5250 equipment.ticket_open',
    ])
    expect((await equipment.plan({ planId })).next?.count).toBe(6250)
    // What was counted by mistake opens nothing again.
    await equipment.takeReading({ meterId, value: 900, correction: 'mistake' })
    await equipment.takeReading({ meterId, value: 1300 })
    await t.work()
    expect(await t.tickets()).toHaveLength(2)
  })

  it('are counted from the completion where a plan wants it, and foretell', async () => {
    const { t, equipment, meterId, done } = await open()
    const planId = await t.plan({ rule: { unit: 'meter', meterId, every: 100, lead: 10 }, mode: 'from_completion' })
    expect((await equipment.previewPlan({ planId })).items[0]).toMatchObject({ on: null, count: 100 })
    await equipment.takeReading({ meterId, value: 0 })
    t.clock.advance('10d')
    await equipment.takeReading({ meterId, value: 50 })
    const { items } = await equipment.previewPlan({ planId })
    expect([items.length, items[0]?.on, items[1]?.on]).toEqual([12, '2026-01-23', '2026-02-12'])
    await equipment.takeReading({ meterId, value: 90 })
    await t.work()
    await equipment.takeReading({ meterId, value: 230 })
    await t.work()
    const [{ id: ticketId = '' } = {}, ...others] = await t.tickets()
    expect(others).toEqual([])
    await done(ticketId)
    expect((await equipment.plan({ planId })).next?.count).toBe(330)
    await t.keeper.tickets.reopen({ ticketId, reason: 'It leaks' })
    expect((await equipment.plan({ planId })).next).toBeNull()
    await equipment.takeReading({ meterId, value: 250 })
    await done(ticketId)
    expect((await equipment.plan({ planId })).next?.count).toBe(350)
    expect(await t.history(planId)).toEqual(['added', 'created 100', 'completed', 'reopened', 'completed'])
    expect(await refusal(equipment.updatePlan({ planId, rule: { unit: 'day', every: 1 } }))).toBe('equipment.plan_kind')
  })
})
