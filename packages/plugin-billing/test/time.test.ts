import { describe, expect, it } from 'vitest'
import { billingDesk, refusal } from './billing-desk.ts'

describe.each(['sqlite', 'postgres'] as const)('time on %s', (database) => {
  const open = async () => {
    const t = await billingDesk(database)
    const priceItemId = await t.item('WORK', 12_000)
    const { id: workKindId } = await t.keeper.billing.createWorkKind({
      name: 'On site',
      priceItemId,
      titles: [{ language: 'he', title: 'אצל הלקוח' }],
    })
    const ticketId = await t.ticket()
    return { t, workKindId, ticketId, own: t.technician.billing, books: t.keeper.billing }
  }

  it('is entered by hand, corrected with its history, approved, and locked by nobody but an invoice', async () => {
    const { t, workKindId, ticketId, own, books } = await open()
    const entry = await own.addTime({ ticketId, workKindId, minutes: 20, note: 'Cleaned it' })
    expect(entry).toMatchObject({
      minutes: 20,
      workedOn: '2026-01-05',
      isBillable: true,
      state: 'submitted',
      warnings: [],
      isLocked: false,
    })
    const corrected = await own.correctTime({ timeId: entry.id, minutes: 25, expectedVersion: 1 })
    expect(corrected).toMatchObject({ minutes: 25, replacesId: entry.id, note: 'Cleaned it' })
    expect(await refusal(own.correctTime({ timeId: entry.id, minutes: 30 }))).toBe('billing.time_state')
    const again = await own.correctTime({ timeId: corrected.id, isBillable: false, reason: 'Our fault' })
    expect((await own.time({ timeId: again.id })).corrected.map(({ minutes, state }) => [minutes, state])).toEqual([
      [25, 'replaced'],
      [20, 'replaced'],
    ])
    expect(again).toMatchObject({ isBillable: false, reason: 'Our fault', minutes: 25 })
    expect(await refusal(own.approveTimes({ timeIds: [again.id] }))).toBe('access.denied')
    await books.approveTimes({ timeIds: [again.id] })
    expect(await refusal(books.approveTimes({ timeIds: [again.id] }))).toBe('billing.time_state')
    expect(await refusal(own.removeTime({ timeId: again.id }))).toBe('billing.time_state')
    // A correction of what was approved is to be approved again.
    expect(await own.correctTime({ timeId: again.id, minutes: 26 })).toMatchObject({ state: 'submitted' })
    expect((await own.times({ ticketId })).items.map(({ minutes }) => minutes)).toEqual([26])
    expect((await t.technician.tickets.get({ ticketId })).ext.billing).toMatchObject({ minutes: 26, unapprovedMinutes: 26 })
  })

  it('goes by the clock in the nights in which it changes', async () => {
    const { t, workKindId, ticketId, own } = await open()
    const night = async (start: string, end: string) => {
      t.test.clock.set(start)
      const timer = await own.startTimer({ ticketId, workKindId })
      t.test.clock.set(end)
      return own.stopTimer({ timerId: timer.id })
    }
    expect(await night('2026-03-28T23:30:00.000Z', '2026-03-29T01:30:00.000Z')).toMatchObject({ minutes: 120, workedOn: '2026-03-29' })
    expect(await night('2026-10-24T22:30:00.000Z', '2026-10-25T02:30:00.000Z')).toMatchObject({ minutes: 240, workedOn: '2026-10-25' })
    const said = { ticketId, workKindId, from: '00:30', until: '03:30' }
    expect((await own.addTime({ ...said, workedOn: '2026-03-29' })).minutes).toBe(120)
    const autumn = await own.addTime({ ...said, workedOn: '2026-10-25' })
    expect(autumn.minutes).toBe(240)
    // At the same time as the timer's: entered all the same, and said.
    expect(autumn.warnings.map(({ code, timeIds }) => [code, timeIds.length])).toEqual([['overlap', 1]])
  })

  it('refuses what can not be, and changes nothing by it', async () => {
    const { workKindId, ticketId, own } = await open()
    for (const minutes of [-1, 0, Number.NaN, 1.5, '12', 1e9, 1441, null, true, [5]])
      expect(await refusal(own.addTime({ ticketId, workKindId, minutes: minutes as number })), String(minutes)).toBe('input.invalid')
    const bad = (input: object) => refusal(own.addTime({ ticketId, workKindId, ...input }))
    expect(await bad({})).toBe('billing.time_how_long')
    expect(await bad({ startedAt: '2026-01-05T08:00:00.000Z', endedAt: '2026-01-05T07:00:00.000Z' })).toBe('billing.time_ends_before')
    expect(await bad({ minutes: 5, workedOn: '2026-02-30' })).toBe('input.invalid')
    expect(await bad({ minutes: 5, workedOn: '2026-01-06' })).toBe('billing.time_in_future')
    expect(await bad({ minutes: 5, timeZone: 'Nowhere/City' })).toBe('billing.time_zone_unknown')
    expect(await bad({ minutes: 5, isBillable: false })).toBe('billing.reason_missing')
    expect(await bad({ minutes: 5, itemId: ticketId })).toBe('billing.item_not_on_ticket')
    expect(await bad({ minutes: 5, workKindId: ticketId })).toBe('billing.work_kind_not_found')
    expect(await bad({ minutes: 5, state: 'approved' })).toBe('input.invalid')
    expect((await own.times({})).items).toEqual([])
  })

  it('runs on one timer each, which one of many stops', async () => {
    const { t, workKindId, ticketId, own, books } = await open()
    const starts = await Promise.all(Array.from({ length: 6 }, () => refusal(own.startTimer({ ticketId, workKindId }))))
    expect(starts.filter((code) => code === 'none')).toHaveLength(1)
    expect(new Set(starts)).toEqual(new Set(['none', 'billing.timer_running']))
    const timerId = (await own.timer()).timer?.id ?? ''
    t.test.clock.advance('90m')
    expect(await refusal(books.stopTimer({ timerId }))).toBe('billing.timer_not_found')
    const stops = await Promise.all(Array.from({ length: 6 }, () => refusal(own.stopTimer({ timerId }))))
    expect(stops.filter((code) => code === 'none')).toHaveLength(1)
    expect(new Set(stops)).toEqual(new Set(['none', 'billing.timer_not_found']))
    expect((await own.times({})).items.map(({ minutes }) => minutes)).toEqual([90])
    // One that was forgotten says when the work ended.
    const forgotten = await own.startTimer({ ticketId, workKindId })
    t.test.clock.advance('3d')
    expect(await refusal(own.stopTimer({ timerId: forgotten.id }))).toBe('billing.time_too_long')
    expect(await own.stopTimer({ timerId: forgotten.id, endedAt: '2026-01-05T10:40:00.000Z' })).toMatchObject({ minutes: 10 })
    const third = await own.startTimer({ ticketId, workKindId })
    await own.discardTimer({ timerId: third.id })
    expect((await own.timer()).timer).toBeNull()
  })

  it('is approved once, all or none, whoever comes first', async () => {
    const { workKindId, ticketId, own, books } = await open()
    const ids: string[] = []
    for (const minutes of [10, 20, 30]) ids.push((await own.addTime({ ticketId, workKindId, minutes })).id)
    const draft = await own.addTime({ ticketId, workKindId, minutes: 5, asDraft: true })
    expect(await refusal(books.approveTimes({ timeIds: [...ids, draft.id] }))).toBe('billing.time_state')
    const votes = await Promise.all([
      refusal(books.approveTimes({ timeIds: ids })),
      refusal(books.approveTimes({ timeIds: [...ids].reverse() })),
      refusal(own.correctTime({ timeId: ids[0] ?? '', minutes: 11 })),
    ])
    expect(votes.filter((code) => code === 'none').length).toBeGreaterThanOrEqual(1)
    const states = (await books.times({ ticketId })).items.map(({ minutes, state }) => [minutes, state])
    // Either the correction came first, then nothing is approved; or an approval did, and then all are, the corrected one again to be approved.
    const approved = states.filter(([, state]) => state === 'approved').length
    expect([0, 2, 3]).toContain(approved)
    await books.refuseTimes({ timeIds: [ids[1] ?? ''], reason: 'Which printer?' })
    expect(await own.time({ timeId: ids[1] ?? '' })).toMatchObject({ state: 'refused', refusal: 'Which printer?' })
    await own.removeTime({ timeId: ids[1] ?? '' })
    expect(await refusal(own.time({ timeId: ids[1] ?? '' }))).toBe('billing.time_not_found')
    await own.submitTimes({ timeIds: [draft.id] })
    expect(await own.time({ timeId: draft.id })).toMatchObject({ state: 'submitted' })
  })

  it('is nobody else’s business', async () => {
    const { t, workKindId, ticketId, own, books } = await open()
    const entry = await own.addTime({ ticketId, workKindId, minutes: 45, note: 'CANARY' })
    const personId = t.test.actors.admin.id
    expect(await refusal(own.addTime({ ticketId, workKindId, minutes: 5, personId }))).toBe('billing.time_of_others')
    const forAgent = await books.addTime({ ticketId, workKindId, minutes: 5, personId: t.test.actors.agent.id })
    expect(forAgent.person.id).toBe(t.test.actors.agent.id)
    const theirs = await books.addTime({ ticketId, workKindId, minutes: 7 })
    expect(await refusal(own.time({ timeId: theirs.id }))).toBe('billing.time_not_found')
    expect(await refusal(own.correctTime({ timeId: theirs.id, minutes: 1 }))).toBe('billing.time_not_found')
    for (const who of ['customer', 'manager', 'otherManager'] as const) {
      const { billing } = t.as(who)
      expect(await refusal(billing.time({ timeId: entry.id })), who).toBe('access.wrong_capacity')
      expect(await refusal(billing.addTime({ ticketId, workKindId, minutes: 5 })), who).toBe('access.wrong_capacity')
    }
    // Customers read time only where the contract says so.
    expect((await t.as('customer').billing.ticketTime({ ticketId })).items).toEqual([])
    expect((await t.as('customer').tickets.get({ ticketId })).ext.billing).toEqual({})
    expect(await refusal(t.as('otherManager').billing.ticketTime({ ticketId }))).toBe('ticket.not_found')
  })

  it('has kinds in the reader’s language, and leaves entries as they were when a kind changes', async () => {
    const { t, workKindId, ticketId, own, books } = await open()
    const inHebrew = t.test.desk.as(t.test.actors.agent.person, { acting: 'staff', languages: ['he-IL'] }).billing
    expect((await inHebrew.workKinds()).items.map(({ title }) => title)).toEqual(['אצל הלקוח'])
    expect(await refusal(books.createWorkKind({ name: ' on  SITE' }))).toBe('billing.name_taken')
    const goods = await t.item('TONER', 5000, 'goods')
    expect(await refusal(books.createWorkKind({ name: 'Travel', priceItemId: goods }))).toBe('billing.work_kind_price')
    await own.addTime({ ticketId, workKindId, minutes: 15 })
    await books.updateWorkKind({ workKindId, isBillable: false, isActive: false, expectedVersion: 1 })
    expect(await refusal(books.updateWorkKind({ workKindId, isActive: true, expectedVersion: 1 }))).toBe('billing.version_stale')
    expect(await refusal(own.addTime({ ticketId, workKindId, minutes: 15 }))).toBe('billing.work_kind_inactive')
    expect((await own.times({})).items[0]).toMatchObject({ isBillable: true })
    expect(await refusal(own.createWorkKind({ name: 'Mine' }))).toBe('access.denied')
  })
})
