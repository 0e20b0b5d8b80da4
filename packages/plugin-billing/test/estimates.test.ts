import { describe, expect, it } from 'vitest'
import { billingDesk, refusal } from './billing-desk.ts'

describe.each(['sqlite', 'postgres'] as const)('work lines and estimates on %s', (database) => {
  const open = async () => {
    const t = await billingDesk(database, { estimateStatus: [{ type: 'incident', back: 'open' }], timeGate: ['incident'] })
    const toner = await t.item('TONER', 5_050, 'goods')
    const ticketId = await t.ticket()
    const { billing } = t.technician
    const line = async (quantity: number, more: object = {}) =>
      (await billing.addWorkLine({ ticketId, priceItemId: toner, quantity, ...more })).id
    const offered = async (lineIds: string[]) => {
      const { id } = await billing.createEstimate({ ticketId, lineIds })
      return billing.offerEstimate({ estimateId: id })
    }
    const status = async () => (await t.technician.tickets.get({ ticketId })).status
    return { t, ticketId, toner, billing, line, offered, status, manager: t.as('manager').billing }
  }

  it('are approved as a whole by whoever has the authority, and then hold their prices', async () => {
    const { t, ticketId, toner, billing, line, offered, status, manager } = await open()
    const lines = [await line(1500), await line(2000)]
    expect(await refusal(billing.finishWorkLine({ lineId: lines[0] ?? '', expectedVersion: 2 }))).toBe('billing.version_stale')
    const offer = await offered(lines)
    expect(offer).toMatchObject({ state: 'offered', revision: 1, totalMinor: 7_575 + 10_100, currency: 'EUR', mayDecide: false })
    expect(await status()).toBe('awaiting_estimate')
    expect(await refusal(billing.finishWorkLine({ lineId: lines[0] ?? '' }))).toBe('billing.work_line_state')
    // Another price in the list changes nothing of what was offered.
    await t.keeper.billing.setPrice({ priceItemId: toner, currency: 'EUR', minor: 9_999, from: '2026-01-05' }).catch(() => undefined)
    const seen = (await manager.estimates({ ticketId })).items[0]
    expect(seen).toMatchObject({ state: 'offered', totalMinor: 17_675, mayDecide: true })
    expect(seen).not.toHaveProperty('version')
    expect((await t.as('manager').tickets.get({ ticketId })).ext.billing?.estimate).toMatchObject({ state: 'offered', totalMinor: 17_675 })
    const estimateId = offer.id
    expect(await refusal(manager.approveEstimate({ estimateId, revision: 2 }))).toBe('billing.estimate_changed')
    expect(await manager.approveEstimate({ estimateId, revision: 1 })).toMatchObject({ state: 'approved', mayDecide: false })
    expect(await status()).toBe('open')
    expect(await refusal(manager.approveEstimate({ estimateId, revision: 1 }))).toBe('billing.estimate_state')
    expect(await billing.finishWorkLine({ lineId: lines[0] ?? '' })).toMatchObject({
      state: 'done',
      isPriceAgreed: true,
      priceMinor: 5_050,
    })
    // An edit makes a new revision, and what was approved is not approved any more; what is done keeps its price.
    await billing.updateWorkLine({ lineId: lines[1] ?? '', quantity: 1000 })
    const changed = await billing.estimate({ estimateId })
    expect(changed).toMatchObject({ state: 'draft', revision: 2, totalMinor: expect.any(Number) })
    expect(changed.offers.map(({ revision, outcome, totalMinor }) => [revision, outcome, totalMinor])).toEqual([[1, 'void', 17_675]])
    expect((await billing.workLines({ ticketId })).items.map(({ state, isPriceAgreed }) => [state, isPriceAgreed])).toEqual([
      ['done', true],
      ['estimate', false],
    ])
    // Until it is offered again the customer reads what was offered last.
    expect((await manager.estimate({ estimateId })).totalMinor).toBe(17_675)
    expect(await refusal(manager.approveEstimate({ estimateId, revision: 2 }))).toBe('billing.estimate_state')
  })

  it('go back when they are refused, and end with their day', async () => {
    const { t, ticketId, billing, line, offered, status, manager } = await open()
    const offer = await offered([await line(1000)])
    expect(await refusal(manager.refuseEstimate({ estimateId: offer.id, revision: 1, reason: '' }))).toBe('input.invalid')
    await manager.refuseEstimate({ estimateId: offer.id, revision: 1, reason: 'Too dear' })
    expect(await status()).toBe('open')
    expect(await billing.estimate({ estimateId: offer.id })).toMatchObject({
      state: 'refused',
      offers: [{ outcome: 'refused', refusal: 'Too dear' }],
    })
    await billing.updateEstimate({ estimateId: offer.id, note: 'With a discount', validUntil: '2026-01-06' })
    expect(await billing.offerEstimate({ estimateId: offer.id })).toMatchObject({ revision: 2, state: 'offered' })
    t.test.clock.set('2026-01-06T23:30:00.000Z')
    // In Zurich it is the 7th by now, whether or not the job has looked.
    expect(await refusal(manager.approveEstimate({ estimateId: offer.id, revision: 2 }))).toBe('billing.estimate_expired')
    t.test.clock.advance('2h')
    await t.test.tick({ jobs: ['billing/expireEstimates'] })
    expect(await billing.estimate({ estimateId: offer.id })).toMatchObject({
      state: 'expired',
      offers: [{ outcome: 'expired' }, { outcome: 'refused' }],
    })
    expect(await status()).toBe('open')
    expect(await refusal(billing.offerEstimate({ estimateId: offer.id }))).toBe('billing.estimate_over')
    await billing.withdrawEstimate({ estimateId: offer.id })
    expect((await billing.workLines({ ticketId })).items.map(({ state, estimateId }) => [state, estimateId])).toEqual([['draft', null]])
  })

  it('are decided by nobody whose authority does not cover them', async () => {
    const { t, ticketId, billing, line, offered, manager } = await open()
    const system = t.test.desk.system('tests')
    const limit = (minor: number | null) =>
      system.companies.saveMember({
        companyId: t.acme,
        personId: t.test.actors.manager.id,
        approvalLimit: minor === null ? null : { minor, currency: 'EUR' },
      })
    const offer = await offered([await line(1000)])
    const approve = () => refusal(manager.approveEstimate({ estimateId: offer.id, revision: 1 }))
    await limit(5_049)
    expect(await approve()).toBe('billing.estimate_beyond_authority')
    await limit(null)
    expect(await approve()).toBe('billing.estimate_beyond_authority')
    await system.companies.saveMember({
      companyId: t.acme,
      personId: t.test.actors.manager.id,
      approvalLimit: { minor: 1_000_000, currency: 'CHF' },
    })
    expect(await approve()).toBe('billing.estimate_beyond_authority')
    // The manager of another company, a customer without the right, staff.
    const other = t.as('otherManager').billing
    expect(await refusal(other.approveEstimate({ estimateId: offer.id, revision: 1 }))).toBe('billing.estimate_not_found')
    expect(await refusal(other.estimate({ estimateId: offer.id }))).toBe('billing.estimate_not_found')
    expect(await refusal(other.estimates({ ticketId }))).toBe('ticket.not_found')
    const customer = t.as('customer').billing
    expect(await refusal(customer.approveEstimate({ estimateId: offer.id, revision: 1 }))).toBe('access.denied')
    expect(await refusal(customer.estimate({ estimateId: offer.id }))).toBe('billing.not_allowed_there')
    expect((await t.as('customer').tickets.get({ ticketId })).ext.billing).toEqual({})
    expect(await refusal(billing.approveEstimate({ estimateId: offer.id, revision: 1 }))).toBe('access.wrong_capacity')
    await limit(5_050)
    expect(await approve()).toBe('none')
  })

  it('is approved once, and never what was edited at the same time', async () => {
    const { billing, line, offered, manager } = await open()
    for (let round = 0; round < 3; round += 1) {
      const lineId = await line(1000)
      const offer = await offered([lineId])
      const [first, second, edit] = await Promise.all([
        refusal(manager.approveEstimate({ estimateId: offer.id, revision: 1 })),
        refusal(manager.approveEstimate({ estimateId: offer.id, revision: 1 })),
        refusal(billing.updateWorkLine({ lineId, quantity: 9000 })),
      ])
      expect(edit).toBe('none')
      expect([first, second].filter((code) => code === 'none').length).toBeLessThanOrEqual(1)
      const after = await billing.estimate({ estimateId: offer.id })
      // Whatever came first: what is there now was changed, and is not approved.
      expect(after).toMatchObject({ state: 'draft', revision: 2, totalMinor: 45_450 })
      expect(after.offers[0]).toMatchObject({ revision: 1, totalMinor: 5_050, outcome: 'void' })
    }
  })

  it('take lines of the ticket in one currency, and prices of their own by right', async () => {
    const { t, ticketId, toner, billing, line } = await open()
    const other = await t.ticket()
    const foreign = (await billing.addWorkLine({ ticketId: other, priceItemId: toner, quantity: 1 })).id
    expect(await refusal(billing.createEstimate({ ticketId, lineIds: [foreign] }))).toBe('billing.estimate_line')
    expect(await refusal(billing.createEstimate({ ticketId, lineIds: [] }))).toBe('input.invalid')
    for (const quantity of [0, -1, 1.5, Number.NaN, 1e12])
      expect(await refusal(billing.addWorkLine({ ticketId, priceItemId: toner, quantity })), String(quantity)).toBe('input.invalid')
    expect(await refusal(billing.addWorkLine({ ticketId, priceItemId: toner, quantity: 1000, priceMinor: 1 }))).toBe('billing.own_price')
    expect(await refusal(billing.addWorkLine({ ticketId, priceItemId: ticketId, quantity: 1000 }))).toBe('billing.price_item_not_found')
    const cheap = await t.keeper.billing.addWorkLine({ ticketId, priceItemId: toner, quantity: 1000, priceMinor: 100 })
    expect(cheap).toMatchObject({ hasOwnPrice: true, amountMinor: 100 })
    expect(await refusal(billing.finishWorkLine({ lineId: cheap.id }))).toBe('billing.price_not_agreed')
    expect(await refusal(billing.updateWorkLine({ lineId: cheap.id, isBillable: false }))).toBe('billing.reason_missing')
    const plain = await line(333)
    expect(await billing.finishWorkLine({ lineId: plain })).toMatchObject({ state: 'done', amountMinor: 1_682 })
    expect(await billing.reopenWorkLine({ lineId: plain })).toMatchObject({ state: 'draft' })
    expect(await billing.cancelWorkLine({ lineId: plain })).toMatchObject({ state: 'cancelled' })
    expect(await refusal(billing.updateWorkLine({ lineId: plain, quantity: 1 }))).toBe('billing.work_line_state')
    expect(await refusal(t.as('manager').billing.workLines({ ticketId }))).toBe('access.wrong_capacity')
  })

  it('let a ticket go only with its time, where the desk asks for it', async () => {
    const { t, ticketId } = await open()
    const { tickets, billing } = t.technician
    const resolve = () => refusal(tickets.resolve({ ticketId, resolution: 'solved', text: 'Cleaned' }))
    expect(await resolve()).toBe('ticket.gates_failed')
    const { id: workKindId } = await t.keeper.billing.createWorkKind({ name: 'On site' })
    const timer = await billing.startTimer({ ticketId, workKindId })
    await billing.addTime({ ticketId, workKindId, minutes: 5 })
    expect(await resolve()).toBe('ticket.gates_failed')
    await billing.discardTimer({ timerId: timer.id })
    expect(await resolve()).toBe('none')
  })

  it('go with a ticket to another company, but for what was offered', async () => {
    const { t, ticketId, billing, line, offered, status } = await open()
    const { id: workKindId } = await t.keeper.billing.createWorkKind({ name: 'On site' })
    const entry = await billing.addTime({ ticketId, workKindId, minutes: 5 })
    const offer = await offered([await line(1000)])
    await t.test.desk.system('tests').tickets.update({ ticketId, companyId: t.beta, requesterId: t.test.actors.otherManager.id })
    expect((await billing.time({ timeId: entry.id })).companyId).toBe(t.beta)
    expect((await billing.workLines({ ticketId })).items).toMatchObject([{ companyId: t.beta, state: 'draft', estimateId: null }])
    expect(await billing.estimate({ estimateId: offer.id })).toMatchObject({ state: 'withdrawn' })
    expect(await status()).toBe('open')
    expect(await refusal(t.as('otherManager').billing.estimate({ estimateId: offer.id }))).toBe('billing.estimate_not_found')
  })
})
