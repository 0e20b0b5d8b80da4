import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { billingDesk, refusal } from './billing-desk.ts'

const TIMES = 20

describeOnBothDatabases('what is sent again under its key', (kind) => {
  it('is entered, issued, credited and paid once, however many arrive together', { timeout: 120_000 }, async () => {
    const t = await billingDesk(kind)
    const { acme, keeper } = t
    const priceItemId = await t.item('WORK', 6_000)
    const { id: workKindId } = await keeper.billing.createWorkKind({ name: 'On site', priceItemId })
    const ticketId = await t.ticket()
    const under = (idempotencyKey: string) => t.test.desk.as(t.test.actors.admin.person, { acting: 'staff', idempotencyKey }).billing
    /** The one answer of all that were not told to wait. */
    const together = async <Answer>(send: () => Promise<Answer>): Promise<Answer> => {
      const settled = await Promise.allSettled(Array.from({ length: TIMES }, send))
      const answers = settled.flatMap((one) => (one.status === 'fulfilled' ? [one.value] : []))
      for (const one of settled)
        if (one.status === 'rejected') expect(one.reason).toMatchObject({ code: expect.stringContaining('idempotency.') })
      expect(new Set(answers.map((answer) => JSON.stringify(answer))).size).toBe(1)
      const [first] = answers
      if (first === undefined) throw new Error('None of them was answered.')
      return first
    }
    const entry = await together(() => under('time').addTime({ ticketId, workKindId, workedOn: '2026-01-02', minutes: 60 }))
    expect((await keeper.billing.times({ ticketId })).items).toHaveLength(1)
    expect(await refusal(under('time').addTime({ ticketId, workKindId, workedOn: '2026-01-02', minutes: 61 }))).toBe(
      'idempotency.key_reused',
    )
    await keeper.billing.approveTimes({ timeIds: [entry.id] })
    const invoice = await together(() => under('issue').issueInvoice({ companyId: acme, on: '2026-01-04' }))
    const [line] = invoice.lines
    const credit = { invoiceId: invoice.id, reason: 'Agreed', lines: [{ lineId: line?.id ?? '', amountMinor: 1_000 }] }
    await together(() => under('credit').creditInvoice(credit))
    const payment = { companyId: acme, currency: 'EUR', amountMinor: 2_000, receivedOn: '2026-01-04', method: 'transfer' as const }
    await together(() => under('payment').enterPayment(payment))
    const { items } = await keeper.billing.invoices({})
    expect(items.map(({ kind: of, number }) => `${of} ${number}`).sort()).toEqual(['credit_note CN-00001', 'invoice INV-00001'])
    expect((await keeper.billing.payments({})).items).toHaveLength(1)
    expect(items.find(({ id }) => id === invoice.id)).toMatchObject({ paidMinor: 2_000, creditedMinor: 1_081, grossMinor: 6_486 })
  })

  it('is charged once where its ticket was merged into another', async () => {
    const t = await billingDesk(kind)
    const { keeper, acme } = t
    const { id: workKindId } = await keeper.billing.createWorkKind({ name: 'On site', priceItemId: await t.item('WORK', 6_000) })
    const [source, target] = [await t.ticket(), await t.ticket()]
    const add = async (ticketId: string, minutes: number) =>
      (await keeper.billing.addTime({ ticketId, workKindId, workedOn: '2026-01-02', minutes })).id
    const ids = [await add(source, 60), await add(target, 30)]
    await keeper.tickets.merge({ ticketId: source, intoId: target })
    await keeper.billing.approveTimes({ timeIds: ids })
    const { lines } = await keeper.billing.issueInvoice({ companyId: acme, on: '2026-01-04' })
    // It stays where it was done: what was entered on a ticket is told of that ticket.
    expect(lines.map(({ ticketId, amountMinor }) => [ticketId, amountMinor])).toEqual([
      [source, 6_000],
      [target, 3_000],
    ])
    expect((await keeper.billing.ticketTime({ ticketId: source })).items).toHaveLength(1)
  })
})
