import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { describe, expect, it } from 'vitest'
import { type BillingDesk, billingDesk, refusal } from './billing-desk.ts'
import { byHand, fillMonth } from './month-of-work.ts'

const ON = '2026-01-01'

const allInvoices = async ({ keeper }: BillingDesk) => {
  const items: Awaited<ReturnType<typeof keeper.billing.invoices>>['items'] = []
  let cursor: string | undefined
  do {
    const page = await keeper.billing.invoices({ limit: 200, ...(cursor === undefined ? {} : { cursor }) })
    items.push(...page.items)
    cursor = page.nextCursor ?? undefined
  } while (cursor !== undefined)
  return items
}
const gapless = (numbers: readonly string[]) =>
  expect(numbers.toSorted()).toEqual(numbers.map((_, index) => `INV-${String(index + 1).padStart(5, '0')}`))

/** One part after the other, as the job does. */
async function toTheEnd({ keeper }: BillingDesk, runId: string, most: number): Promise<void> {
  while ((await keeper.billing.advanceInvoiceRun({ runId, most })).state === 'running');
}

describeOnBothDatabases('a run of invoices', (database) => {
  it('issues all that is due, as its preview and a computation of its own say, exactly once by eight at once', {
    timeout: 120_000,
  }, async () => {
    const t = await billingDesk(database)
    const { billing } = t.keeper
    const month = await fillMonth(t.test.desk, { companies: 7, contracts: 24, entries: 24 * 25 })
    const expected = byHand(month)
    const due: Awaited<ReturnType<typeof billing.dueInvoices>>['items'] = []
    let cursor: string | undefined
    do {
      const page = await billing.dueInvoices({ on: ON, limit: 10, ...(cursor === undefined ? {} : { cursor }) })
      due.push(...page.items)
      cursor = page.nextCursor ?? undefined
    } while (cursor !== undefined)
    expect(new Map(due.map((one) => [one.contractId, { net: one.netMinor, gross: one.grossMinor, lines: one.lines }]))).toEqual(expected)
    const runs = await Promise.all(Array.from({ length: 8 }, () => billing.startInvoiceRun({ on: ON })))
    // Each of them by two: as when a job that was thought dead goes on beside the next one.
    await Promise.all(runs.flatMap(({ id }) => [toTheEnd(t, id, 3), toTheEnd(t, id, 3)]))
    const invoices = await allInvoices(t)
    gapless(invoices.map(({ number }) => number))
    expect(new Map(invoices.map((one) => [one.contractId, { net: one.netMinor, gross: one.grossMinor }]))).toEqual(
      new Map([...expected].map(([id, { net, gross }]) => [id, { net, gross }])),
    )
    expect(invoices).toHaveLength(24)
    const over = await Promise.all(runs.map(({ id }) => billing.invoiceRun({ runId: id })))
    expect(over.reduce((all, { issued }) => all + issued, 0)).toBe(24)
    expect(over.map(({ state, looked, targets, blocked }) => [state, looked, targets, blocked])).toEqual(
      over.map(() => ['done', 24, 24, 0]),
    )
    expect((await billing.dueInvoices({ on: ON, limit: 200 })).items).toEqual([])
  })

  it('leaves out what is blocked, says why, and takes it the next time', { timeout: 60_000 }, async () => {
    const t = await billingDesk(database)
    const { billing } = t.keeper
    const month = await fillMonth(t.test.desk, { companies: 3, contracts: 6, entries: 60 })
    const [first, second] = month.entries
    if (!first || !second) throw new Error('There are sixty.')
    const write = (id: string, patch: object) =>
      t.test.desk['~store'].write(({ db }) => db.updateTable('billing_time_entry').set(patch).where('id', '=', id).execute())
    await write(first.id, { state: 'submitted', is_billable: true })
    await write(second.id, { price_item_id: null, is_billable: true, is_warranty: false })
    const { id: runId } = await billing.startInvoiceRun({ on: ON })
    // The job that the command has stored with it.
    for (let n = 0; n < 3; n += 1) await t.test.tick()
    expect(await billing.invoiceRun({ runId })).toMatchObject({ state: 'done', issued: 4, blocked: 2, looked: 6 })
    const { items } = await billing.invoiceRunOutcomes({ runId, outcome: 'blocked' })
    expect(new Map(items.map(({ contractId, blocked }) => [contractId, blocked]))).toEqual(
      new Map([
        [first.contractId, [{ sourceKey: `time:${first.id}`, code: 'billing.not_approved' }]],
        [second.contractId, [{ sourceKey: `time:${second.id}`, code: 'billing.no_price_item' }]],
      ]),
    )
    await write(first.id, { state: 'approved' })
    await write(second.id, { is_billable: false, reason: 'Nothing to charge by' })
    const { id: again } = await billing.startInvoiceRun({ on: ON })
    for (let n = 0; n < 3; n += 1) await t.test.tick()
    expect(await billing.invoiceRun({ runId: again })).toMatchObject({ state: 'done', issued: 2, blocked: 0 })
    gapless((await allInvoices(t)).map(({ number }) => number))
    expect((await billing.invoiceRuns({})).items.map(({ id }) => id)).toEqual([again, runId])
  })

  it('is started, and seen, by whoever may invoice all that it touches', async () => {
    const t = await billingDesk(database)
    const { billing } = t.keeper
    await fillMonth(t.test.desk, { companies: 1, contracts: 1, entries: 3 })
    const { id } = await t.test.desk.system('tests').people.create({ externalId: 'acme-books', name: 'Books' })
    await t.test.desk.system('tests').access.grant({ personId: id, roleId: 'billing.bookkeeper', scope: 'company', scopeId: t.acme })
    const some = t.test.as({ externalId: 'acme-books' }, { acting: 'staff' }).billing
    expect(await refusal(some.startInvoiceRun({ on: ON }))).toBe('billing.not_allowed_there')
    expect(await refusal(some.dueInvoices({ on: ON }))).toBe('billing.not_allowed_there')
    const all = await billing.startInvoiceRun({ on: ON })
    expect(await refusal(some.invoiceRun({ runId: all.id }))).toBe('billing.run_not_found')
    expect(await refusal(some.advanceInvoiceRun({ runId: all.id }))).toBe('billing.run_not_found')
    const own = await some.startInvoiceRun({ on: ON, companyId: t.acme })
    expect(own).toMatchObject({ state: 'done', targets: 0 })
    expect((await some.invoiceRuns({})).items.map((one) => one.id)).toEqual([own.id])
  })

  it('keeps work that has no contract in an invoice of its own', async () => {
    const t = await billingDesk(database)
    const { billing } = t.keeper
    const priceItemId = await t.item('WORK', 12_000)
    const { id: workKindId } = await billing.createWorkKind({ name: 'On site', priceItemId })
    const entry = await billing.addTime({ ticketId: await t.ticket(), workKindId, minutes: 30, workedOn: '2026-01-04' })
    await billing.approveTimes({ timeIds: [entry.id] })
    const { id: runId } = await billing.startInvoiceRun({ on: '2026-01-05' })
    await toTheEnd(t, runId, 1)
    const { items } = await billing.invoiceRunOutcomes({ runId })
    expect(items).toMatchObject([{ companyId: t.acme, contractId: null, outcome: 'issued', creditNoteIds: [] }])
    expect(await billing.invoice({ invoiceId: items[0]?.invoiceId ?? '' })).toMatchObject({ netMinor: 6000, contractId: null })
  })
})

describeOnBothDatabases('eight runs at once, while work is entered, corrected and taken away', (database) => {
  it('charge what stands in the entries in the end, each once', { timeout: 120_000 }, async () => {
    const t = await billingDesk(database, { timeZone: 'UTC' })
    const { billing } = t.keeper
    const priceItemId = await t.item('WORK', 6_000)
    const { id: workKindId } = await billing.createWorkKind({ name: 'On site', priceItemId })
    const terms = { fee: null, included: [], prices: [], stepMinutes: 1, minimumMinutes: 0, showsTime: false }
    await billing.createContract({ number: 'C', companyId: t.acme, name: 'Care', startsOn: '2025-01-01', endsOn: '2026-01-05', terms })
    const ticketId = await t.ticket()
    const add = async (minutes: number) => (await billing.addTime({ ticketId, workKindId, minutes, workedOn: '2026-01-02' })).id
    const ids: string[] = []
    for (let n = 0; n < 16; n += 1) ids.push(await add(10 + n))
    await billing.approveTimes({ timeIds: ids })
    const run = async (): Promise<void> => {
      const { id } = await billing.startInvoiceRun({ on: '2026-01-05' })
      await toTheEnd(t, id, 2)
    }
    const refusals: string[] = []
    const attempt = async (call: Promise<unknown>): Promise<void> => {
      refusals.push(await refusal(call))
    }
    await Promise.all([
      ...Array.from({ length: 8 }, run),
      ...ids.slice(0, 4).map((timeId) => attempt(billing.correctTime({ timeId, minutes: 100 }))),
      ...ids.slice(4, 6).map((timeId) => attempt(billing.correctTime({ timeId, isBillable: false, reason: 'Free' }))),
      ...Array.from({ length: 4 }, async () => billing.approveTimes({ timeIds: [await add(7)] })),
      ...Array.from({ length: 2 }, async () => attempt(add(3).then((timeId) => billing.removeTime({ timeId })))),
    ])
    // What was changed in time waits to be approved again, and blocks; afterwards everything is on invoices.
    for (const code of refusals) expect(['none', 'billing.work_invoiced', 'billing.version_stale', 'billing.time_state']).toContain(code)
    const left = (await billing.times({ ticketId, state: 'submitted', limit: 200 })).items.map(({ id }) => id)
    if (left.length) await billing.approveTimes({ timeIds: left })
    await run()
    const entries = await t.test.desk['~store'].read(({ db }) =>
      db.selectFrom('billing_time_entry').selectAll().where('state', '<>', 'replaced').execute(),
    )
    const rows = entries as unknown as { id: string; minutes: number; invoice_id: string | null; is_billable: boolean | number }[]
    expect(rows.every(({ invoice_id }) => invoice_id !== null)).toBe(true)
    const invoices = await allInvoices(t)
    gapless(invoices.map(({ number }) => number))
    const lines = (await Promise.all(invoices.map(({ id }) => billing.invoice({ invoiceId: id })))).flatMap((one) => one.lines)
    expect(lines).toHaveLength(rows.length)
    const charged = rows.filter(({ is_billable }) => Boolean(is_billable)).reduce((all, { minutes }) => all + minutes, 0)
    expect(lines.reduce((all, { amountMinor }) => all + amountMinor, 0)).toBe(charged * 100)
  })
})

describe.each(['sqlite', 'postgres'] as const)('a fee in advance on %s', (database) => {
  const open = async () => {
    const t = await billingDesk(database)
    const priceItemId = await t.item('FEE', 0)
    const fee = { minor: 31_000, timing: 'advance' as const, priceItemId, isProrated: true }
    const terms = { fee, included: [], prices: [], stepMinutes: 1, minimumMinutes: 0, showsTime: false }
    const books = t.keeper.billing
    const made = await books.createContract({ number: 'C 1', companyId: t.acme, name: 'Care', startsOn: '2025-12-01', terms })
    const of = { companyId: t.acme, contractId: made.id }
    return { t, books, terms, of, contractId: made.id }
  }

  it('is given back by days once the contract has ended, once, before anything else is invoiced', async () => {
    const { t, books, of, contractId } = await open()
    const first = await books.issueInvoice({ ...of, on: '2026-01-01' })
    expect(first.netMinor).toBe(62_000)
    await books.endContract({ contractId, on: '2026-01-11', reason: 'They move away' })
    // The end is still to come: it may be another one yet.
    expect((await books.previewInvoice({ ...of, on: '2026-01-10' })).givesBack).toEqual([])
    const preview = await books.previewInvoice({ ...of, on: '2026-01-11' })
    // 21 of 31 days at 310.00.
    expect([preview.lines, preview.givesBack]).toEqual([[], [{ invoiceId: first.id, lineId: first.lines[1]?.id, amountMinor: 21_000 }]])
    const runs = await Promise.all(Array.from({ length: 8 }, () => books.startInvoiceRun({ on: '2026-02-01' })))
    await Promise.all(runs.map(({ id }) => toTheEnd(t, id, 5)))
    const notes = (await allInvoices(t)).filter(({ kind }) => kind === 'credit_note')
    expect(notes).toMatchObject([{ netMinor: 21_000, grossMinor: 22_701, correctsId: first.id, issuedOn: '2026-02-01' }])
    expect(notes[0]?.reason).toBe('Fee for days that the contract does not cover')
    const outcomes = await Promise.all(runs.map(({ id }) => books.invoiceRunOutcomes({ runId: id })))
    expect(outcomes.flatMap(({ items }) => items.map(({ outcome }) => outcome)).sort()).toEqual(['credited', ...Array(7).fill('nothing')])
    expect(await refusal(books.issueInvoice({ ...of, on: '2026-02-02' }))).toBe('billing.nothing_to_invoice')
  })

  it('is given back alone where nothing else is due: then the answer is the credit note', async () => {
    const { books, of, contractId } = await open()
    const first = await books.issueInvoice({ ...of, on: '2026-01-01' })
    await books.endContract({ contractId, on: '2025-12-16', reason: 'It was agreed so' })
    const note = await books.issueInvoice({ ...of, on: '2026-01-02' })
    // 16 of 31 days of December, and all of January.
    expect([note.kind, note.netMinor, note.correctsId]).toEqual(['credit_note', 16_000 + 31_000, first.id])
    expect(await refusal(books.issueInvoice({ ...of, on: '2026-01-02' }))).toBe('billing.nothing_to_invoice')
  })

  it('is given back for a pause once its period is over, beside the next fee; what was credited already counts', async () => {
    const { books, of, contractId } = await open()
    const first = await books.issueInvoice({ ...of, on: '2026-01-01' })
    await books.pauseContract({ contractId, from: '2026-01-11', reason: 'Building works' })
    await books.creditInvoice({
      invoiceId: first.id,
      reason: 'Goodwill',
      lines: [{ lineId: first.lines[1]?.id ?? '', amountMinor: 5_000 }],
    })
    expect((await books.previewInvoice({ ...of, on: '2026-01-20' })).givesBack).toEqual([])
    await books.resumeContract({ contractId, on: '2026-01-21' })
    const next = await books.issueInvoice({ ...of, on: '2026-02-01' })
    expect([next.kind, next.netMinor]).toEqual(['invoice', 31_000])
    // Ten days are 100.00, of which 50.00 were credited before.
    expect((await books.invoice({ invoiceId: first.id })).lines[1]?.creditedMinor).toBe(10_000)
  })

  it('that is whole by agreement is given back only where no day of it is left', async () => {
    const { books, of, contractId, terms } = await open()
    await books.amendContract({ contractId, from: '2025-12-01', terms: { ...terms, fee: { ...terms.fee, isProrated: false } } })
    await books.issueInvoice({ ...of, on: '2026-01-01' })
    await books.endContract({ contractId, on: '2025-12-31', reason: 'They move away' })
    expect((await books.issueInvoice({ ...of, on: '2026-01-02' })).netMinor).toBe(31_000)
  })
})

describe.each(['sqlite', 'postgres'] as const)('visits on %s', (database) => {
  it('are counted once, on however many invoices their work comes', async () => {
    const t = await billingDesk(database, { timeZone: 'UTC' })
    const { billing } = t.keeper
    const priceItemId = await t.item('WORK', 6_000)
    const { id: workKindId } = await billing.createWorkKind({ name: 'On site', priceItemId })
    const visits = { key: 'visits', priceItemIds: [], measure: 'visits' as const, quantity: 2, hasRollover: false, overageMinor: null }
    const terms = { fee: null, included: [visits], prices: [], stepMinutes: 1, minimumMinutes: 0, showsTime: false }
    const { id: contractId } = await billing.createContract({
      number: 'V',
      companyId: t.acme,
      name: 'Visits',
      startsOn: '2025-01-01',
      terms,
    })
    const [one, other] = [await t.ticket(), await t.ticket()]
    const work = async (ticketId: string, workedOn: string): Promise<void> => {
      const { id } = await billing.addTime({ ticketId, workKindId, minutes: 60, workedOn })
      await billing.approveTimes({ timeIds: [id] })
    }
    const bases = async () =>
      (await billing.issueInvoice({ companyId: t.acme, contractId, on: '2026-01-05' })).lines.map(({ basis }) => basis)
    await work(one, '2025-12-10')
    expect(await bases()).toEqual(['included'])
    // Late, for the same ticket and day: the same visit. The second visit of two follows, and a third is charged.
    await work(one, '2025-12-10')
    await work(other, '2025-12-10')
    expect(await bases()).toEqual(['included', 'included'])
    await work(one, '2025-12-10')
    await work(one, '2025-12-11')
    const invoice = await billing.issueInvoice({ companyId: t.acme, contractId, on: '2026-01-05' })
    expect(invoice.lines.map(({ basis }) => basis)).toEqual(['included', 'list'])
    // A visit that was given back is free for another one.
    const [first] = (await billing.invoices({ contractId, limit: 10 })).items.toReversed()
    await billing.creditInvoice({ invoiceId: invoice.id, reason: 'Not ours' })
    await billing.creditInvoice({ invoiceId: first?.id ?? '', reason: 'Not ours' })
    expect(await bases()).toHaveLength(3)
  })
})
