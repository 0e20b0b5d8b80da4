import { describe, expect, it } from 'vitest'
import type { BillingTables } from '../src/index.ts'
import type { BillingWriter } from '../src/kit.ts'
import { billingDesk, refusal } from './billing-desk.ts'
import { enterTime } from './enter-work.ts'

type Line = Pick<
  BillingTables['billing_invoice_line'],
  'source_kind' | 'source_id' | 'net_minor' | 'ticket_id' | 'person_id' | 'day_from' | 'credited_minor'
>

describe.each(['sqlite', 'postgres'] as const)('margin on %s', (database) => {
  /** Contracts and invoices as they stand in the books, written directly: who writes them is not what is tried here. */
  const open = async () => {
    const t = await billingDesk(database)
    const write = (rows: (db: BillingWriter) => Promise<unknown>) =>
      t.test.desk['~store'].write((tx) => Promise.resolve(rows(tx.dbFor('billing') as never)))
    let count = 0
    const contract = async (companyId: string, currency = 'EUR') => {
      count += 1
      const id = `019b0000-0000-7000-8000-${String(count).padStart(12, '0')}`
      const at = '2026-01-01T00:00:00.000Z'
      await write((db) =>
        db
          .insertInto('billing_contract')
          .values({
            id,
            number: `C-${count}`,
            number_key: new TextEncoder().encode(`c-${count}`),
            company_id: companyId,
            name: 'Care',
            currency,
            starts_on: '2026-01-01',
            ends_on: null,
            anchor_day: 1,
            renewal: 'none',
            renewal_months: null,
            notice_days: 0,
            is_terminated: false,
            look_on: null,
            told_of: null,
            note: null,
            version: 1,
            created_at: at,
            updated_at: at,
          })
          .execute(),
      )
      return id
    }
    const invoice = async (companyId: string, contractId: string, lines: readonly Line[], currency = 'EUR') => {
      count += 1
      const id = `019b0000-0000-7000-8000-0000000001${String(count).padStart(2, '0')}`
      const net = lines.reduce((all, { net_minor }) => all + net_minor, 0)
      await write(async (db) => {
        await db
          .insertInto('billing_invoice')
          .values({
            id,
            kind: 'invoice',
            number: `INV-${count}`,
            number_sequence: count,
            state: 'issued',
            company_id: companyId,
            contract_id: contractId,
            currency,
            issued_on: '2026-02-01',
            due_on: '2026-03-01',
            period_from: '2026-01-01',
            period_until: '2026-02-01',
            tax_mode: 'exclusive',
            tax_rounding: 'line',
            rounding: 'half_up',
            net_minor: net,
            tax_minor: 0,
            gross_minor: net,
            paid_minor: 0,
            credited_minor: 0,
            corrects_id: null,
            reason: null,
            taxes_json: [],
            seller_json: {},
            buyer_json: {},
            version: 1,
            created_by: 'tests',
            issued_at: '2026-02-01T00:00:00.000Z',
          } as never)
          .execute()
        for (const [position, line] of lines.entries())
          await db
            .insertInto('billing_invoice_line')
            .values({
              id: `${id.slice(0, 24)}${String(count).padStart(4, '0')}${String(position).padStart(8, '0')}`,
              invoice_id: id,
              position,
              kind: line.source_kind === 'fee' ? 'fee' : line.source_kind === 'time' ? 'time' : 'work',
              description: 'Work',
              basis: 'list',
              price_item_id: null,
              day_until: '2026-02-01',
              minutes: null,
              quantity_count: null,
              unit: 'hour',
              rate_minor: 0,
              amount_minor: line.net_minor,
              tax_code: 'standard',
              tax_rate: '0',
              verdict_json: {},
              ...line,
            } as never)
            .execute()
      })
    }
    const { id: workKindId } = await t.keeper.billing.createWorkKind({ name: 'Work' })
    return { t, write, contract, invoice, workKindId, books: t.keeper.billing }
  }
  const fee = (net: number, day = '2026-01-01'): Line => ({
    source_kind: 'fee',
    source_id: null,
    net_minor: net,
    ticket_id: null,
    person_id: null,
    day_from: day,
    credited_minor: 0,
  })
  const period = { from: '2026-01-01', until: '2026-02-01' }

  it('adds up a month by hand: exact and allocated apart, what has no cost counted and not free', async () => {
    const { t, contract, invoice, workKindId, books } = await open()
    const [care, loss] = [await contract(t.acme), await contract(t.beta)]
    const [agent, admin] = [t.test.actors.agent.id, t.test.actors.admin.id]
    const [first, second] = [await t.ticket(), await t.ticket()]
    const third = await t.ticket({ companyId: t.beta, requesterId: t.test.actors.otherManager.id })
    t.test.clock.set('2026-01-31T12:00:00.000Z')
    const add = async (ticketId: string, personId: string, minutes: number, workedOn: string) =>
      (await books.addTime({ ticketId, workKindId, personId, minutes, workedOn })).id
    const charged = await add(first, agent, 100, '2026-01-10')
    await add(second, agent, 200, '2026-01-12')
    await add(second, admin, 50, '2026-01-20')
    await add(third, agent, 600, '2026-01-15')
    await books.approveTimes({ timeIds: [charged] })
    // 45.00 an hour until the 15th, 48.01 from then on; nobody has said what the administrator costs.
    await books.setCostRate({ personId: agent, rateMinor: 4_801, from: '2026-01-15' })
    await books.setCostRate({ personId: agent, rateMinor: 4_500, from: '2026-01-01' })
    const toner = await t.item('TONER', 5_000, 'goods')
    const line = await books.addWorkLine({ ticketId: first, priceItemId: toner, quantity: 1_500 })
    await books.finishWorkLine({ lineId: line.id })
    const other = await t.item('CABLE', 1_000, 'goods')
    await books.finishWorkLine({ lineId: (await books.addWorkLine({ ticketId: first, priceItemId: other, quantity: 1_000 })).id })
    await books.setMaterialCost({ priceItemId: toner, costMinor: 2_001, from: '2026-01-01' })
    const work = (id: string, net: number, credited = 0): Line => ({
      source_kind: 'time',
      source_id: id,
      net_minor: net,
      ticket_id: first,
      person_id: agent,
      day_from: '2026-01-10',
      credited_minor: credited,
    })
    await invoice(t.acme, care, [fee(35_000), work(charged, 20_000, 5_000)])
    await invoice(t.beta, loss, [fee(10_000), fee(10_000)])

    const byContract = await books.margin({ by: 'contract', ...period })
    // 100 + 200 minutes at 45.00 = 225.00; 1.5 toners at 20.01 = 30.015, rounded once.
    expect(byContract.items.find(({ key }) => key === care)).toEqual({
      key: care,
      label: 'C-1',
      minutes: 350,
      uncostedMinutes: 50,
      unapprovedMinutes: 250,
      uncostedLines: 1,
      exactMinor: 15_000,
      allocatedMinor: 35_000,
      labourMinor: 22_500,
      materialMinor: 3_002,
      marginMinor: 24_498,
      marginPercent: '49.0',
    })
    // 600 minutes at 48.01 = 480.10 for 200.00.
    expect(byContract.items[0]).toMatchObject({ key: loss, labourMinor: 48_010, allocatedMinor: 20_000, marginMinor: -28_010 })
    expect(byContract.total).toMatchObject({ minutes: 950, labourMinor: 70_510, exactMinor: 15_000, allocatedMinor: 55_000 })

    const byTicket = await books.margin({ by: 'ticket', ...period })
    // The fee of 350.00 by hours: 100 of 350 minutes, and 250 of them.
    expect(byTicket.items.map(({ key, allocatedMinor }) => [key, allocatedMinor])).toEqual(
      expect.arrayContaining([
        [first, 10_000],
        [second, 25_000],
        [third, 20_000],
      ]),
    )
    expect(byTicket.total).toMatchObject({ allocatedMinor: 55_000, exactMinor: 15_000 })
    const byPerson = await books.margin({ by: 'person', ...period, contractId: care })
    expect(byPerson.items.find(({ key }) => key === admin)).toMatchObject({ allocatedMinor: 5_000, labourMinor: 0, uncostedMinutes: 50 })
    expect((await books.margin({ by: 'month', ...period })).items.map(({ key }) => key)).toEqual(['2026-01'])
    expect((await books.margin({ by: 'company', ...period, companyId: t.acme })).items.map(({ label }) => label)).toEqual(['ACME'])

    const { items } = await books.worstContracts(period)
    // Two fees of 100.00; what the work costs asks for 240.05 each.
    expect(items[0]).toMatchObject({ number: 'C-2', suggestion: { periods: 2, feeMinor: 10_000, neededMinor: 24_005 } })
    expect(items[1]).toMatchObject({ number: 'C-1', suggestion: null })
  })

  it('lists the ten contracts that leave least, with the fee that would cover the work', async () => {
    // In euros; an hour costs 60. What is charged beside the fee covers work first, and what a fee is short of is rounded up to the cent.
    const table = `
      contract | fees        | minutes | charged | margin | fee now | would need
      K1       | 100         |  600    |   0     | -500   | 100     | 600
      K2       | 100 100     |  600    | 100     | -300   | 100     | 250
      K3       |             |  600    | 300     | -300   | no fee  |
      K4       | 90 100 110  |  301    |   0     |   -1   | 100     | 100.34
      K5       | 600         |  600    |   0     |    0   | covers  |
      K6       | 100         |  120    |  40     |   20   | covers  |
      K7       | 130         |   60    |   0     |   70   | covers  |
      K8       | 140         |   60    |   0     |   80   | covers  |
      K9       | 150         |   60    |   0     |   90   | covers  |
      K10      | 160         |   60    |   0     |  100   | covers  |
      K11      | 170         |   60    |   0     |  110   | covers  |
      K12      |             |   60    | 1000    |  940   | no fee  |`
    const cents = (euros: string) => Math.round(Number(euros) * 100)
    const rows = table
      .trim()
      .split('\n')
      .slice(1)
      .map((row) => row.split('|').map((cell) => cell.trim()))
    const { t, contract, invoice, books } = await open()
    const personId = t.test.actors.agent.id
    const ticketId = await t.ticket()
    const numbers = new Map<string, string>()
    for (const [name = '', fees = '', minutes = '', charged = ''] of rows) {
      const contractId = await contract(t.acme)
      numbers.set((await books.contract({ contractId })).number, name)
      const entry = { ticketId, companyId: t.acme, contractId, personId, priceItemId: null, workedOn: '2026-01-20' }
      const sourceId = await enterTime(t.test.desk, { ...entry, minutes: Number(minutes) })
      const work = { ...fee(cents(charged), '2026-01-20'), source_kind: 'time', source_id: sourceId } as const
      await invoice(t.acme, contractId, [
        ...fees
          .split(' ')
          .filter(Boolean)
          .map((one) => fee(cents(one))),
        work,
      ])
    }
    await books.setCostRate({ personId, rateMinor: 6_000, from: '2026-01-01' })
    const { items } = await books.worstContracts(period)
    expect(
      items.map(({ number, marginMinor, suggestion }) => [numbers.get(number), marginMinor, suggestion?.feeMinor, suggestion?.neededMinor]),
    ).toEqual(
      rows
        .slice(0, 10)
        .map(([name, , , , left = '', now = '', needed = '']) =>
          needed === '' ? [name, cents(left), undefined, undefined] : [name, cents(left), cents(now), cents(needed)],
        ),
    )
    // All twelve are in the sums of the whole report, each kind of money apart.
    expect((await books.margin({ by: 'contract', ...period })).total).toMatchObject({ exactMinor: 144_000, allocatedMinor: 205_000 })
  })

  it('is never a sum of several currencies, and is for nobody without the right', async () => {
    const { t, contract, invoice, books } = await open()
    const swiss = await contract(t.acme, 'CHF')
    await invoice(t.acme, swiss, [fee(9_000)], 'CHF')
    await invoice(t.beta, await contract(t.beta), [fee(7_000)])
    expect(await refusal(books.margin({ by: 'contract', ...period }))).toBe('billing.margin_currencies')
    const own = await books.margin({ by: 'contract', ...period, currency: 'EUR' })
    expect(own).toMatchObject({ leftOut: ['CHF'], total: { allocatedMinor: 7_000 } })
    expect(await refusal(books.margin({ by: 'contract', ...period, currency: 'CHF' }))).toBe('billing.cost_currency')
    const personId = t.test.actors.agent.id
    expect(await refusal(books.setCostRate({ personId, rateMinor: 1, from: '2026-01-01', currency: 'CHF' }))).toBe('billing.cost_currency')
    for (const rateMinor of [-1, 1.5, Number.NaN, 1e15])
      expect(await refusal(books.setCostRate({ personId, rateMinor, from: '2026-01-01' }))).toBe('input.invalid')
    expect(await refusal(books.margin({ by: 'contract', from: '2026-02-01', until: '2026-01-01' }))).toBe('billing.period_empty')
    expect(await refusal(books.margin({ by: 'contract', from: '1990-02-01', until: '2026-01-01' }))).toBe('billing.period_too_long')
    expect(await refusal(t.technician.billing.margin({ by: 'contract', ...period }))).toBe('access.denied')
    expect(await refusal(t.technician.billing.costRates({}))).toBe('access.denied')
    expect(await refusal(t.as('manager').billing.worstContracts(period))).toBe('access.wrong_capacity')
  })

  it('follows a rate that comes late or goes again', async () => {
    const { t, workKindId, books } = await open()
    const personId = t.test.actors.agent.id
    const ticketId = await t.ticket()
    await books.addTime({ ticketId, workKindId, personId, minutes: 60 })
    const labour = async () => {
      const { total } = await books.margin({ by: 'person', ...period })
      return [total.labourMinor, total.uncostedMinutes]
    }
    expect(await labour()).toEqual([0, 60])
    const late = await books.setCostRate({ personId, rateMinor: 3_000, from: '2026-01-04' })
    await books.setCostRate({ personId, rateMinor: 9_999, from: '2026-01-06' })
    expect(await labour()).toEqual([3_000, 0])
    await books.setCostRate({ personId, rateMinor: 3_500, from: '2026-01-05' })
    expect(await labour()).toEqual([3_500, 0])
    await books.setCostRate({ personId, rateMinor: 3_600, from: '2026-01-05' })
    expect(await labour()).toEqual([3_600, 0])
    await books.removeCostRate({ costRateId: (await books.costRates({ personId })).items[1]?.id ?? '' })
    expect(await labour()).toEqual([3_000, 0])
    await books.removeCostRate({ costRateId: late.id })
    expect(await labour()).toEqual([0, 60])
    expect(await refusal(books.removeCostRate({ costRateId: late.id }))).toBe('billing.cost_not_found')
  })
})
