import { testDesk } from '@deskwright/testing'
import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it, onTestFinished } from 'vitest'
import { billing } from '../src/index.ts'
import { enterTime } from './enter-work.ts'

const codeOf = async (call: Promise<unknown>): Promise<string | undefined> => {
  try {
    await call
    return undefined
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

async function billingDesk(database: 'sqlite' | 'postgres', timeZone = 'UTC') {
  const test = await testDesk({ database, plugins: [billing({ currency: 'EUR', timeZone })] })
  onTestFinished(() => test.close())
  const { actors, places } = test
  const { acme, beta } = places.companies
  const { access } = test.desk.system('tests')
  await access.grant({ personId: actors.admin.id, roleId: 'billing.bookkeeper', scope: 'all' })
  await access.grant({ personId: actors.manager.id, roleId: 'billing.customer_finance', scope: 'company', scopeId: acme })
  await access.grant({ personId: actors.otherManager.id, roleId: 'billing.customer_finance', scope: 'company', scopeId: beta })
  const books = test.as('admin').billing
  const { id: taxClassId } = await books.createTaxClass({ code: 'standard', name: 'Standard', rate: '22', from: '2020-01-01' })
  const { id: site } = await books.createPriceItem({ code: 'SITE', kind: 'work', name: 'Work on site', taxClassId })
  await books.setPrice({ priceItemId: site, currency: 'EUR', minor: 9000, from: '2020-01-01' })
  const { id: ticketId } = await test
    .as('admin')
    .tickets.create({ subject: 'It prints blank pages', requesterId: actors.customer.id, companyId: acme })
  const fee = { minor: 31_000, timing: 'advance' as const, priceItemId: site, isProrated: true }
  const terms = { fee, included: [], prices: [], stepMinutes: 15, minimumMinutes: 30, showsTime: false }
  const { id: contractId } = await books.createContract({ number: 'C 1', companyId: acme, name: 'Care', startsOn: '2025-12-01', terms })
  const enter = (minutes: number, workedOn: string, more: Partial<Parameters<typeof enterTime>[1]> = {}) =>
    enterTime(test.desk, {
      ticketId,
      companyId: acme,
      contractId,
      personId: actors.agent.id,
      priceItemId: site,
      workedOn,
      minutes,
      ...more,
    })
  return { test, books, acme, beta, contractId, site, taxClassId, terms, enter }
}

describeOnBothDatabases('the price list', (database) => {
  it('has one price for a day and currency, and a table that changes all or nothing', async () => {
    const { books, site } = await billingDesk(database)
    await books.setPrice({ priceItemId: site, currency: 'EUR', minor: 9500, from: '2026-06-01' })
    await books.setPrice({ priceItemId: site, currency: 'EUR', minor: 9900, from: '2026-03-01' })
    expect((await books.priceItem({ priceItemId: site })).prices.map(({ minor, from, until }) => `${from} ${until} ${minor}`)).toEqual([
      '2020-01-01 2026-03-01 9000',
      '2026-03-01 2026-06-01 9900',
      '2026-06-01 null 9500',
    ])
    expect(await codeOf(books.setPrice({ priceItemId: site, currency: 'EUR', minor: 1, from: '2026-02-01', until: '2026-04-01' }))).toBe(
      'billing.price_overlap',
    )
    expect(await codeOf(books.setPrice({ priceItemId: site, currency: 'XXQ', minor: 1, from: '2026-02-01' }))).toBe(
      'billing.currency_unknown',
    )
    const head = 'code,name,kind,group,unit,tax_class,currency,price,valid_from,valid_until\r\n'
    const good =
      'T 1,"Toner, black",goods,Supplies,piece,standard,EUR,45.50,2026-01-01,\r\nT 1,"Toner, black",goods,Supplies,piece,standard,JPY,7000,2026-01-01,\r\n'
    const bad = 'T 2,Toner,goods,,,no_such,EUR,45.505,2026-02-30,\r\n,Toner,things,,,standard,EUR,1,2026-01-01,\r\n'
    const refused = await books.importPrices({ table: head + good + bad })
    expect(refused.faults.map(({ line, column }) => `${line} ${column}`)).toEqual(['4 price', '4 valid_from', '5 code', '5 kind'])
    expect((await books.priceItems({ find: 't1' })).items).toEqual([])
    expect(await books.importPrices({ table: head + good, isDryRun: true })).toMatchObject({ created: 1, prices: 2, faults: [] })
    expect((await books.priceItems({ find: 't1' })).items).toEqual([])
    expect(await books.importPrices({ table: head + good })).toMatchObject({ created: 1, prices: 2, faults: [] })
    expect((await books.priceItems({ find: 'toner' })).items.map(({ prices }) => prices.map(({ minor }) => minor))).toEqual([[4550, 7000]])
    const { body } = await books.exportPrices()
    const chunks: string[] = []
    for await (const part of body) chunks.push(typeof part === 'string' ? part : new TextDecoder('utf-8', { ignoreBOM: true }).decode(part))
    const table = chunks.join('')
    expect(table).toContain('"Toner, black",goods,Supplies,piece,standard,EUR,45.50,2026-01-01,')
    expect(await books.importPrices({ table, isDryRun: true })).toMatchObject({ created: 0, changed: 0, faults: [] })
    expect(await codeOf(books.importPrices({ table: 'code,colour\r\n1,red' }))).toBe('billing.table_unreadable')
  })
})

describeOnBothDatabases('contracts', (database) => {
  it('are copied from templates, amended, paused, ended, and seen by their company alone', async () => {
    const { test, books, acme, contractId, terms } = await billingDesk(database)
    const { id: templateId } = await books.saveTemplate({ name: 'Care', terms })
    const copied = await books.createContract({ number: 'C 2', companyId: acme, name: 'Copied', startsOn: '2026-01-01', templateId })
    await books.saveTemplate({ templateId, name: 'Care', terms: { ...terms, stepMinutes: 60 } })
    expect((await books.contract({ contractId: copied.id })).terms[0]?.terms.stepMinutes).toBe(15)
    expect(await codeOf(books.createContract({ number: 'c2', companyId: acme, name: 'Again', startsOn: '2026-01-01' }))).toBe(
      'billing.number_taken',
    )
    await books.amendContract({ contractId, from: '2026-02-01', terms: { ...terms, minimumMinutes: 60 } })
    await books.pauseContract({ contractId, from: '2026-03-01', reason: 'Building works' })
    expect(await codeOf(books.pauseContract({ contractId, from: '2026-04-01', reason: 'Again' }))).toBe('billing.contract_paused')
    await books.resumeContract({ contractId, on: '2026-03-15' })
    await books.endContract({ contractId, on: '2026-06-01', reason: 'They move away' })
    expect(await codeOf(books.amendContract({ contractId, from: '2026-06-01', terms }))).toBe('billing.contract_days')
    const seen = await test.as('manager').billing.contract({ contractId })
    expect([seen.endsOn, seen.pauses, seen.note]).toEqual(['2026-06-01', [{ from: '2026-03-01', until: '2026-03-15' }], undefined])
    expect(await codeOf(test.as('otherManager').billing.contract({ contractId }))).toBe('billing.contract_not_found')
    expect((await test.as('otherManager').billing.contracts({})).items).toEqual([])
    expect((await books.contractHistory({ contractId })).items.map(({ kind }) => kind)).toEqual([
      'terminated',
      'resumed',
      'paused',
      'amended',
      'created',
    ])
  })

  it('tell of their end once, and carry on by themselves where that is agreed', async () => {
    const { test, books, acme } = await billingDesk(database)
    const until = { startsOn: '2025-01-31', endsOn: '2026-01-31', renewal: 'tacit' as const, renewalMonths: 1, noticeDays: 10 }
    const { id: contractId } = await books.createContract({ number: 'T 1', companyId: acme, name: 'Tacit', ...until })
    const system = test.desk.system('tests').billing
    expect((await system.lookAtContract({ contractId })).outcome).toBe('nothing')
    await books.renewContract({ contractId, until: '2026-02-28' })
    await books.endContract({ contractId, on: '2026-01-10', reason: 'Over' })
    expect((await system.lookAtContract({ contractId })).outcome).toBe('nothing')
    const due = await books.createContract({
      number: 'T 2',
      companyId: acme,
      name: 'Tacit',
      startsOn: '2024-12-31',
      endsOn: '2025-11-30',
      renewal: 'tacit',
      renewalMonths: 1,
    })
    const outcomes: string[] = []
    for (let step = 0; step < 8; step += 1) outcomes.push((await system.lookAtContract({ contractId: due.id })).outcome)
    // Told and renewed from end to end, until the end is more than the notice away: 30 November, 31 December, 31 January, 28 February.
    expect(outcomes).toEqual(['told', 'renewed', 'told', 'renewed', 'told', 'nothing', 'nothing', 'nothing'])
    expect((await books.contract({ contractId: due.id })).endsOn).toBe('2026-01-31')
  })
})

describeOnBothDatabases('invoices', (database) => {
  it('are issued as they were previewed, blocked by what is not approved, credited, paid, and stand in the statement', async () => {
    const { test, books, acme, contractId, enter } = await billingDesk(database)
    await enter(50, '2025-12-10')
    const draft = await enter(20, '2025-12-11', { state: 'submitted' })
    const run = { companyId: acme, contractId, on: '2026-01-01' }
    const preview = await books.previewInvoice(run)
    expect(preview.blocked).toEqual([{ sourceKey: `time:${draft}`, code: 'billing.not_approved' }])
    expect(await codeOf(books.issueInvoice(run))).toBe('billing.run_blocked')
    await test.desk['~store'].write(({ db }) =>
      db.updateTable('billing_time_entry').set({ state: 'approved' }).where('id', '=', draft).execute(),
    )
    const again = await books.previewInvoice(run)
    const first = await books.issueInvoice(run)
    // December and January in advance, an hour and the minimum of half an hour: 310 + 310 + 90 + 45, and 22% on each line.
    expect([first.number, first.netMinor, first.taxMinor, first.grossMinor]).toEqual(['INV-00001', 75_500, 16_610, 92_110])
    expect(first.lines.map(({ amountMinor, basis }) => [basis, amountMinor])).toEqual(
      again.lines.map(({ amountMinor, basis }) => [basis, amountMinor]),
    )
    expect(await codeOf(books.issueInvoice(run))).toBe('billing.nothing_to_invoice')
    const line = first.lines.find(({ kind }) => kind === 'time')
    expect(
      (await books.whyCharged({ invoiceId: first.id, lineId: line?.id ?? '' })).steps.map(({ code, minutes }) => `${code} ${minutes}`),
    ).toEqual(['worked 50', 'rounded 60', 'list 60'])
    expect(await codeOf(books.overrideVerdict({ sourceKey: `time:${draft}`, action: 'free', reason: 'Late' }))).toBe(
      'billing.work_invoiced',
    )
    const paid = await books.enterPayment({
      companyId: acme,
      currency: 'EUR',
      amountMinor: 90_000,
      receivedOn: '2026-01-03',
      method: 'transfer',
    })
    expect([paid.freeMinor, (await books.invoice({ invoiceId: first.id })).state]).toEqual([0, 'part_paid'])
    // Of a part-paid invoice, an hour is taken off: what is paid too much is the customer's again.
    const credit = await books.creditInvoice({
      invoiceId: first.id,
      reason: 'Our mistake',
      lines: [{ lineId: line?.id ?? '', amountMinor: 9000 }],
    })
    expect([credit.number, credit.grossMinor, credit.correctsId]).toEqual(['CN-00001', 10_980, first.id])
    expect((await books.invoice({ invoiceId: first.id })).openMinor).toBe(0)
    expect((await books.payments({})).items.map(({ freeMinor }) => freeMinor)).toEqual([90_000 - (92_110 - 10_980)])
    expect(
      await codeOf(books.creditInvoice({ invoiceId: first.id, reason: 'Again', lines: [{ lineId: line?.id ?? '', amountMinor: 1 }] })),
    ).toBe('billing.credit_too_much')
    await books.creditInvoice({ invoiceId: first.id, reason: 'All of it' })
    expect((await books.issueInvoice(run)).number).toBe('INV-00002')
    const statement = await test.as('manager').billing.statement({ companyId: acme })
    expect(statement.entries.map(({ kind }) => kind).sort()).toEqual(['credit_note', 'credit_note', 'invoice', 'invoice', 'payment'])
    expect(statement.balanceMinor).toBe(92_110 - 90_000)
    expect(await codeOf(test.as('otherManager').billing.invoice({ invoiceId: first.id }))).toBe('billing.invoice_not_found')
  })

  it('are one set, whoever runs at once, while work is entered and changed', async () => {
    const { test, books, acme, contractId, enter } = await billingDesk(database)
    const ids: string[] = []
    for (let n = 0; n < 12; n += 1) ids.push(await enter(60, '2025-12-10'))
    const runs = Array.from({ length: 8 }, () => codeOf(books.issueInvoice({ companyId: acme, contractId, on: '2026-01-01' })))
    const changes = ids
      .slice(0, 4)
      .map((id) =>
        test.desk['~store'].write(({ db }) =>
          db.updateTable('billing_time_entry').set({ minutes: 120 }).where('id', '=', id).where('invoice_id', 'is', null).execute(),
        ),
      )
    const added = [enter(60, '2025-12-12'), enter(60, '2025-12-13')]
    const outcomes = await Promise.all(runs)
    await Promise.all([...changes, ...added])
    await codeOf(books.issueInvoice({ companyId: acme, contractId, on: '2026-01-01' }))
    expect(outcomes.filter((code) => code !== undefined && code !== 'billing.nothing_to_invoice')).toEqual([])
    const { items } = await books.invoices({ limit: 50 })
    expect(items.map(({ number }) => number).sort()).toEqual(items.map((_, index) => `INV-${String(index + 1).padStart(5, '0')}`))
    const lines = (await Promise.all(items.map(({ id }) => books.invoice({ invoiceId: id })))).flatMap((one) => one.lines)
    expect(lines.filter(({ kind }) => kind === 'time')).toHaveLength(14)
    expect(lines.filter(({ kind }) => kind === 'fee')).toHaveLength(2)
    const stored = await test.desk['~store'].read(({ db }) =>
      db.selectFrom('billing_time_entry').select(['minutes', 'invoice_id']).execute(),
    )
    // What is charged is what stands in the entries that the invoice holds.
    expect(lines.filter(({ kind }) => kind === 'time').reduce((all, { minutes }) => all + (minutes ?? 0), 0)).toBe(
      stored.reduce((all, row) => all + Number((row as { minutes: number }).minutes), 0),
    )
  })

  it.each([
    ['Pacific/Kiritimati', '2026-01-01'],
    ['Asia/Tehran', '2025-12-31'],
    ['UTC', '2025-12-31'],
    ['America/New_York', '2025-12-31'],
    ['Pacific/Pago_Pago', '2025-12-30'],
  ])('have the day of the desk: %s', async (timeZone, day) => {
    const test = await testDesk({ database, plugins: [billing({ currency: 'EUR', timeZone })], now: '2025-12-31T10:30:00.000Z' })
    onTestFinished(() => test.close())
    await test.desk.system('tests').access.grant({ personId: test.actors.admin.id, roleId: 'billing.bookkeeper', scope: 'all' })
    const preview = await test.as('admin').billing.previewInvoice({ companyId: test.places.companies.acme })
    expect(preview.until).toBe(day)
  })
})
