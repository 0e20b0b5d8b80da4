import { describe, expect, it } from 'vitest'
import { planDesk, refusal } from './plan-desk.ts'

describe.each(['sqlite', 'postgres'] as const)('maintenance plans on %s', (database) => {
  it('open a ticket at their moment, with equipment, checklist and text in the language of the requester', async () => {
    const t = await planDesk(database)
    const { actors, places } = t
    const { id: templateId } = await t.keeper.checklists.createTemplate({
      titles: { en: 'Yearly' },
      items: [{ en: 'Look' }, { en: 'Oil' }],
      audience: 'staff',
    })
    const itemId = await t.item()
    const planId = await t.plan({
      anchorOn: '2026-01-12',
      rule: { unit: 'year', every: 1 },
      leadDays: 5,
      timeZone: 'Europe/Zurich',
      time: '08:00',
      subjects: { en: 'Yearly check', it: 'Controllo annuale' },
      bodies: { en: 'We come to look at it.' },
      language: 'it-CH',
      teamId: places.teams.net,
      checklistTemplateId: templateId,
      itemIds: [itemId],
    })
    expect((await t.keeper.equipment.plan({ planId })).next).toEqual({
      on: '2026-01-12',
      dueOn: '2026-01-12',
      opensAt: '2026-01-07T07:00:00.000Z',
      count: null,
    })
    t.clock.set('2026-01-07T06:59:59.999Z')
    await t.work()
    expect(await t.tickets()).toEqual([])
    t.clock.set('2026-01-07T07:00:00.000Z')
    await t.work()
    const [ticket, ...others] = await t.tickets()
    expect(others).toEqual([])
    expect(ticket).toMatchObject({
      subject: 'Controllo annuale',
      company: { id: places.companies.acme },
      requester: { id: actors.customer.id },
      ext: { equipment: { items: [{ id: itemId, isMain: true }] } },
    })
    const ticketId = ticket?.id ?? ''
    expect((await t.keeper.checklists.list({ ticketId })).items.map(({ items }) => items.map(({ text }) => text))).toEqual([
      ['Look', 'Oil'],
    ])
    expect((await t.keeper.tickets.messages({ ticketId })).items.map(({ body }) => body)).toEqual(['We come to look at it.'])
    expect(await t.history(planId)).toEqual(['added', 'created 2026-01-12'])
    expect((await t.keeper.equipment.plan({ planId })).next?.on).toBe('2027-01-12')
    await t.work()
    expect(await t.tickets()).toHaveLength(1)
  })

  it('skip while a ticket of the same plan is open, and say so', async () => {
    const t = await planDesk(database)
    const planId = await t.plan()
    await t.work()
    t.clock.advance('1d')
    await t.work()
    const [{ id: ticketId = '' } = {}] = await t.tickets()
    await t.keeper.tickets.resolve({ ticketId, resolution: 'solved', text: 'Done' })
    t.clock.advance('1d')
    await t.work()
    expect(await t.history(planId)).toEqual([
      'added',
      'created 2026-01-05',
      'skipped 2026-01-06 equipment.ticket_open',
      'created 2026-01-07',
    ])
    expect(await t.tickets()).toHaveLength(2)
  })

  it('catch up after a long sleep as each wants it', async () => {
    const t = await planDesk(database)
    const ids = [await t.plan({ catchUp: 'none' }), await t.plan({ catchUp: 'one' }), await t.plan({ catchUp: 'all' })]
    const weekly = await t.plan({ catchUp: 'one', rule: { unit: 'week', every: 1 } })
    t.clock.set('2026-01-08T05:00:00.000Z')
    await t.work()
    const missed = (days: number[]) => days.map((day) => `missed 2026-01-0${day}`)
    expect(await Promise.all(ids.map((id) => t.history(id)))).toEqual([
      ['added', ...missed([5, 6, 7])],
      ['added', ...missed([5, 6]), 'created 2026-01-07'],
      ['added', 'created 2026-01-05', 'created 2026-01-06', 'created 2026-01-07'],
    ])
    expect(await t.history(weekly)).toEqual(['added', 'created 2026-01-05'])
  })

  it('count from the completion where they are told to', async () => {
    const t = await planDesk(database)
    const planId = await t.plan({ mode: 'from_completion', rule: { unit: 'month', every: 1 } })
    await t.work()
    expect((await t.keeper.equipment.plan({ planId })).next).toBeNull()
    t.clock.set('2026-03-31T12:00:00.000Z')
    await t.work()
    const [{ id: ticketId = '' } = {}] = await t.tickets()
    await t.keeper.tickets.resolve({ ticketId, resolution: 'solved', text: 'Done' })
    expect((await t.keeper.equipment.plan({ planId })).next?.on).toBe('2026-04-30')
    t.clock.advance('2d')
    await t.keeper.tickets.close({ ticketId })
    expect((await t.keeper.equipment.plan({ planId })).next?.on).toBe('2026-04-30')
    t.clock.set('2026-04-30T06:00:00.000Z')
    await t.work()
    expect(await t.history(planId)).toEqual(['added', 'created 2026-01-05', 'completed', 'created 2026-04-30'])
    const second = (await t.tickets()).at(-1)?.id ?? ''
    await t.keeper.tickets.cancel({ ticketId: second, reason: 'Not needed' })
    expect((await t.keeper.equipment.plan({ planId })).next?.on).toBe('2026-05-30')
  })

  it('say why no ticket could be opened, keep the occurrence, and harm no other plan', async () => {
    const t = await planDesk(database)
    const itemId = await t.item()
    const { id: teamId } = await t.keeper.teams.create({ key: 'lifts', title: 'Lifts' })
    const [item, team, good] = [await t.plan({ itemIds: [itemId] }), await t.plan({ teamId }), await t.plan()]
    await t.keeper.equipment.changeStatus({ itemId, status: 'retired', reason: 'Broken' })
    await t.keeper.teams.update({ teamId, isActive: false })
    await t.work()
    const troubles = (await t.keeper.equipment.plans({ troubled: true })).items
    expect(new Map(troubles.map(({ id, trouble }) => [id, trouble?.code]))).toEqual(
      new Map([
        [team, 'ticket.team_inactive'],
        [item, 'equipment.retired_on_ticket'],
      ]),
    )
    expect(await t.history(good)).toEqual(['added', 'created 2026-01-05'])
    expect(await t.tickets()).toHaveLength(1)
    // An hour later it is looked at again; nothing is entered twice.
    t.clock.advance('1h')
    await t.work()
    expect(await t.history(item)).toEqual(['added', 'failed equipment.retired_on_ticket'])
    await t.keeper.equipment.updatePlan({ planId: item, itemIds: [] })
    await t.work()
    expect(await t.history(item)).toEqual(['added', 'failed equipment.retired_on_ticket', 'changed', 'created 2026-01-05'])
    expect((await t.keeper.equipment.plan({ planId: item })).trouble).toBeNull()
  })

  it('are paused, go on with what is to come, and end', async () => {
    const t = await planDesk(database)
    const planId = await t.plan({ endsOn: '2026-01-10' })
    await t.keeper.equipment.pausePlan({ planId })
    t.clock.set('2026-01-09T09:00:00.000Z')
    await t.work()
    expect((await t.keeper.equipment.previewPlan({ planId })).items.map(({ on }) => on)).toEqual(['2026-01-09', '2026-01-10'])
    await t.keeper.equipment.resumePlan({ planId })
    await t.work()
    const [{ id: ticketId = '' } = {}] = await t.tickets()
    await t.keeper.tickets.resolve({ ticketId, resolution: 'solved', text: 'Done' })
    t.clock.advance('1d')
    await t.work()
    expect(await t.history(planId)).toEqual(['added', 'paused', 'resumed', 'created 2026-01-09', 'created 2026-01-10', 'ended'])
    expect((await t.keeper.equipment.plan({ planId })).state).toBe('ended')
    expect(await refusal(t.keeper.equipment.resumePlan({ planId }))).toBe('equipment.plan_ended')
    expect(await refusal(t.keeper.equipment.updatePlan({ planId, name: 'x' }))).toBe('equipment.plan_ended')
    const other = await t.plan()
    expect((await t.keeper.equipment.endPlan({ planId: other })).next).toBeNull()
  })

  it('go by the working days of a calendar', async () => {
    const t = await planDesk(database)
    const open = [{ from: '09:00', to: '17:00' }]
    const { id: calendarId } = await t.keeper.calendars.create({
      key: 'works',
      title: 'Works',
      timeZone: 'UTC',
      hours: { monday: open, tuesday: open, wednesday: open, thursday: open, friday: open },
      specialDays: [{ date: '2026-02-02' }],
    })
    const planId = await t.plan({ anchorOn: '2026-01-31', rule: { unit: 'month', every: 1 }, calendarId })
    const { items } = await t.keeper.equipment.previewPlan({ planId })
    expect(items.map(({ on, dueOn }) => `${on} ${dueOn}`).slice(0, 4)).toEqual([
      '2026-01-31 2026-02-03',
      '2026-02-28 2026-03-02',
      '2026-03-31 2026-03-31',
      '2026-04-30 2026-04-30',
    ])
    expect(items).toHaveLength(12)
  })

  it('move with the working days of their calendar', async () => {
    const t = await planDesk(database)
    const hours = [{ from: '09:00', to: '17:00' }]
    const { id: calendarId } = await t.keeper.calendars.create({
      key: 'works',
      title: 'Works',
      timeZone: 'UTC',
      hours: { monday: hours, tuesday: hours, wednesday: hours, thursday: hours, friday: hours },
    })
    const shifted = await t.plan({ anchorOn: '2026-01-08', rule: { unit: 'month', every: 1 }, calendarId })
    const paused = await t.plan({ anchorOn: '2026-01-08', rule: { unit: 'month', every: 1 }, calendarId })
    const other = await t.plan({ anchorOn: '2026-01-08', rule: { unit: 'month', every: 1 } })
    await t.keeper.equipment.pausePlan({ planId: paused })
    await t.keeper.calendars.update({ calendarId, specialDays: [{ date: '2026-01-08' }, { date: '2026-01-09' }] })
    await t.tick()
    const next = async (planId: string) => (await t.keeper.equipment.plan({ planId })).next
    expect(await next(shifted)).toMatchObject({ on: '2026-01-08', dueOn: '2026-01-12', opensAt: '2026-01-12T06:00:00.000Z' })
    expect(await next(other)).toMatchObject({ dueOn: '2026-01-08' })
    t.clock.set('2026-01-11T09:00:00.000Z')
    await t.work()
    expect(await t.history(shifted)).toEqual(['added'])
    // And back: the day is over by now, and it is caught up as the plan wants it.
    await t.keeper.calendars.update({ calendarId, specialDays: [] })
    await t.tick()
    await t.work()
    expect(await t.history(shifted)).toEqual(['added', 'created 2026-01-08'])
    expect(await t.history(paused)).toEqual(['added', 'paused'])
  })

  it('are refused when no ticket could be opened by their template, and leave nothing of the attempt', async () => {
    const t = await planDesk(database)
    const { id: teamId } = await t.keeper.teams.create({ key: 'lifts', title: 'Lifts' })
    await t.keeper.teams.update({ teamId, isActive: false })
    const planId = await t.plan()
    const before = await t.keeper.tickets.create({ subject: 'Before', requesterId: t.actors.customer.id, type: 'incident' })
    for (const [input, code] of [
      [{ type: 'no_such_type' }, 'machine.unknown_type'],
      [{ teamId }, 'ticket.team_inactive'],
      [{ fields: { no_such_field: 1 } }, 'input.invalid'],
    ] as const) {
      await expect(t.plan(input)).rejects.toMatchObject({ code: 'equipment.plan_unfit', details: { code } })
      await expect(t.keeper.equipment.updatePlan({ planId, ...input })).rejects.toMatchObject({ code: 'equipment.plan_unfit' })
    }
    expect((await t.keeper.equipment.plans({})).items.map(({ id }) => id)).toEqual([planId])
    expect(await t.history(planId)).toEqual(['added'])
    expect(await t.tickets()).toEqual([])
    const after = await t.keeper.tickets.create({ subject: 'After', requesterId: t.actors.customer.id, type: 'incident' })
    expect(after.number).toBe(before.number + 1)
  })

  it('refuse what can not be', async () => {
    const t = await planDesk(database)
    const itemId = await t.item({ companyId: undefined })
    const tries: [object, string][] = [
      [{ timeZone: 'Mars/Base' }, 'equipment.time_zone_unknown'],
      [{ anchorOn: '2026-02-30' }, 'input.invalid'],
      [{ rule: { unit: 'day', every: 0 } }, 'input.invalid'],
      [{ rule: { unit: 'month', every: 1, which: 5, weekday: 'monday' } }, 'input.invalid'],
      [{ rule: { unit: 'week', every: 1, weekdays: ['someday'] } }, 'input.invalid'],
      [{ time: '24:00' }, 'input.invalid'],
      [{ subjects: { it: 'Solo' } }, 'input.invalid'],
      [{ anchorOn: '2020-01-01', endsOn: '2025-01-01' }, 'equipment.plan_never'],
      [{ endsOn: '2025-01-01' }, 'equipment.dates_order'],
      [{ itemIds: [itemId] }, 'equipment.other_company'],
      [{ itemIds: ['00000000-0000-7000-8000-000000000000'] }, 'equipment.item_not_found'],
      [{ calendarId: '00000000-0000-7000-8000-000000000000' }, 'calendar.not_found'],
      [{ requesterId: '00000000-0000-7000-8000-000000000000' }, 'person.not_found'],
    ]
    for (const [input, code] of tries) expect([input, await refusal(t.plan(input))]).toEqual([input, code])
    const planId = await t.plan()
    for (const [who, code] of [
      ['customer', 'access.wrong_capacity'],
      ['otherCustomer', 'access.wrong_capacity'],
      ['agent', 'access.denied'],
    ] as const) {
      const { equipment } = t.as(who)
      expect(await refusal(equipment.plan({ planId }))).toBe(code)
      expect(await refusal(equipment.plans({}))).toBe(code)
      expect(await refusal(equipment.planHistory({ planId }))).toBe(code)
      expect(await refusal(equipment.pausePlan({ planId }))).toBe(code)
      expect(await refusal(equipment.runPlan({ planId }))).toBe(code)
    }
    // Whoever keeps the equipment of another company sees nothing of it, as if it were not there.
    await t.keeper.access.grant({
      personId: t.actors.agent.id,
      roleId: 'equipment.keeper',
      scope: 'company',
      scopeId: t.places.companies.beta,
    })
    const { equipment } = t.as('agent')
    expect((await equipment.plans({})).items).toEqual([])
    for (const call of ['plan', 'previewPlan', 'planHistory', 'pausePlan', 'endPlan', 'runPlan', 'openPlanTicket'] as const)
      expect(await refusal(equipment[call]({ planId }))).toBe('equipment.plan_not_found')
  })

  it('do an occurrence once, however many try at once', async () => {
    const t = await planDesk(database)
    const planIds = [await t.plan(), await t.plan(), await t.plan()]
    const programs = Array.from({ length: 8 }, () => t.desk.system('race'))
    await Promise.all(programs.flatMap(({ equipment }) => planIds.map((planId) => equipment.runPlan({ planId }))))
    expect(await t.tickets()).toHaveLength(3)
    for (const planId of planIds) expect(await t.history(planId)).toEqual(['added', 'created 2026-01-05'])
  })
})
