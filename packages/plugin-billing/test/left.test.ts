import { expect, it } from 'vitest'
import { billingDesk, refusal } from './billing-desk.ts'

it.each(['sqlite', 'postgres'] as const)(
  'tells what is left of a contract, work included that is on no invoice yet, on %s',
  async (database) => {
    const t = await billingDesk(database)
    t.test.clock.set('2026-02-12T09:00:00.000Z')
    const system = t.test.desk.system('tests')
    await system.access.grant({ personId: t.test.actors.manager.id, roleId: 'billing.customer_finance', scope: 'company', scopeId: t.acme })
    const work = await t.item('WORK', 9_000)
    const { billing } = t.keeper
    const terms = {
      fee: null,
      included: [{ key: 'hours', priceItemIds: [], measure: 'minutes' as const, quantity: 240, hasRollover: true, overageMinor: null }],
      prices: [],
      stepMinutes: 15,
      minimumMinutes: 30,
      showsTime: true,
    }
    const { id: contractId } = await billing.createContract({
      number: 'C-1',
      companyId: t.acme,
      name: 'Care',
      startsOn: '2025-11-01',
      terms,
    })
    await billing.addPrepaid({
      contractId,
      minutes: 600,
      minor: 60_000,
      priceItemId: work,
      boughtOn: '2026-01-01',
      expiresOn: '2027-01-01',
    })
    await billing.addPrepaid({ contractId, minutes: 60, minor: 6_000, priceItemId: work, boughtOn: '2025-11-01', expiresOn: '2026-01-01' })
    const { id: workKindId } = await billing.createWorkKind({ name: 'On site', priceItemId: work })
    const ticketId = await t.ticket()
    const enter = async (workedOn: string, minutes: number) => {
      const { id } = await t.technician.billing.addTime({ ticketId, workKindId, workedOn, minutes })
      return id
    }
    const customer = t.as('manager').billing
    const left = async (on: string) => {
      const { period, sets, prepaid } = await customer.contractLeft({ contractId, on })
      return {
        period,
        sets: sets.map(({ quantity, rolledOver, used, left: rest }) => [quantity, rolledOver, used, rest]),
        prepaid: prepaid.map((one) => [one.minutes, one.used, one.left]),
      }
    }
    expect(await left('2026-01-10')).toEqual({
      period: { from: '2026-01-01', until: '2026-02-01' },
      sets: [[240, 240, 0, 480]],
      prepaid: [[600, 0, 600]],
    })
    // In November nothing was left over from before, and of what was bought then something else could be used.
    expect(await left('2025-11-30')).toMatchObject({ sets: [[240, 0, 0, 240]], prepaid: [[60, 0, 60]] })
    const entry = await enter('2026-01-05', 100)
    // What nobody approved is not counted: it may be refused.
    expect((await left('2026-01-10')).sets).toEqual([[240, 240, 0, 480]])
    await billing.approveTimes({ timeIds: [entry] })
    // Rounded up to a quarter of an hour, and out of what December had left.
    expect((await left('2026-01-10')).sets).toEqual([[240, 240, 105, 375]])
    const more = await enter('2026-01-06', 600)
    await billing.approveTimes({ timeIds: [more] })
    expect(await left('2026-01-10')).toMatchObject({ sets: [[240, 240, 480, 0]], prepaid: [[600, 225, 375]] })
    // The same once it stands on an invoice.
    await billing.issueInvoice({ companyId: t.acme, contractId, on: '2026-02-01' })
    expect(await left('2026-01-10')).toMatchObject({ sets: [[240, 240, 480, 0]], prepaid: [[600, 225, 375]] })
    expect(await left('2026-02-10')).toMatchObject({ sets: [[240, 0, 0, 240]], prepaid: [[600, 225, 375]] })
    expect((await left('2025-10-10')).period).toBeNull()
    expect(await refusal(t.as('otherManager').billing.contractLeft({ contractId }))).toBe('access.denied')
    await system.access.grant({
      personId: t.test.actors.otherManager.id,
      roleId: 'billing.customer_finance',
      scope: 'company',
      scopeId: t.beta,
    })
    expect(await refusal(t.as('otherManager').billing.contractLeft({ contractId }))).toBe('billing.contract_not_found')
  },
)

it.each(['sqlite', 'postgres'] as const)('lists estimates over all tickets for whoever may decide on them, on %s', async (database) => {
  const t = await billingDesk(database)
  const toner = await t.item('TONER', 5_000, 'goods')
  const { billing } = t.technician
  const offer = async (requester: 'customer' | 'otherCustomer', companyId: string) => {
    const ticketId = await t.ticket({ companyId, requesterId: t.test.actors[requester].id })
    const { id: lineId } = await billing.addWorkLine({ ticketId, priceItemId: toner, quantity: 1000 })
    const { id: estimateId } = await billing.createEstimate({ ticketId, lineIds: [lineId] })
    return { ticketId, estimateId }
  }
  const first = await offer('customer', t.acme)
  const manager = t.as('manager').billing
  // What was never offered is not theirs.
  expect((await manager.allEstimates({})).items).toEqual([])
  await billing.offerEstimate({ estimateId: first.estimateId })
  const other = await offer('otherCustomer', t.beta)
  await billing.offerEstimate({ estimateId: other.estimateId })
  const { items } = await manager.allEstimates({ state: 'offered' })
  expect(items.map(({ id, mayDecide }) => [id, mayDecide])).toEqual([[first.estimateId, true]])
  expect((await t.as('otherManager').billing.allEstimates({})).items.map(({ id }) => id)).toEqual([other.estimateId])
  expect(await refusal(t.as('customer').billing.allEstimates({}))).toBe('billing.not_allowed_there')
  await manager.approveEstimate({ estimateId: first.estimateId, revision: 1 })
  expect((await manager.allEstimates({ state: 'offered' })).items).toEqual([])
  expect((await manager.allEstimates({})).items.map(({ state }) => state)).toEqual(['approved'])
  expect((await billing.allEstimates({ limit: 1 })).nextCursor).not.toBeNull()
})
