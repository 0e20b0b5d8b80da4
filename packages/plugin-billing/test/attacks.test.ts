import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { Forbidden } from '../../core/test/attacks/canary.ts'
import { InputGenerator, type Pools, randomFrom } from '../../core/test/attacks/generated-input.ts'
import { requestOf } from '../../core/test/attacks/request-of.ts'
import { type BillingDesk, billingDesk } from './billing-desk.ts'

const ROUNDS = process.env['DESK_FULL'] === '1' ? 100 : 4
const [ACME, INTERNAL] = ['CANARY-ACME-2b61', 'CANARY-INT-58f3']
const hostile = [
  '<img src=x onerror=alert(1)>',
  "'; drop table billing_invoice; --",
  '\u0000',
  '../../etc/passwd',
  '=HYPERLINK("http://x.test")',
  '__proto__',
  '\u202e\r\nBcc: x@x.test',
  'a'.repeat(5000),
  '-1',
  '1.005',
  '1e999',
  '2026-02-30',
]
type Caller = 'anonymous' | 'stranger' | 'customer' | 'otherCustomer' | 'otherManager' | 'manager' | 'secondAgent' | 'otherAgent'
/** What each of them must never receive. `otherAgent` keeps BETA's books, `manager` sees what ACME owes, `secondAgent` is an agent without any right to billing. */
const forbidden: Readonly<Record<Caller, readonly string[]>> = {
  anonymous: [ACME, INTERNAL],
  stranger: [ACME, INTERNAL],
  customer: [ACME, INTERNAL],
  otherCustomer: [ACME, INTERNAL],
  otherManager: [ACME, INTERNAL],
  manager: [INTERNAL],
  secondAgent: [ACME, INTERNAL],
  otherAgent: [ACME, INTERNAL],
}
/** What is ACME's, or nobody's but the desk's: none of the callers may change it. Prices and kinds of work are for everybody who bills. */
const kept = [
  'billing_account',
  'billing_allocation',
  'billing_contract',
  'billing_contract_entry',
  'billing_contract_pause',
  'billing_contract_terms',
  'billing_cost_rate',
  'billing_estimate',
  'billing_invoice',
  'billing_invoice_line',
  'billing_invoice_source',
  'billing_material_cost',
  'billing_override',
  'billing_payment',
  'billing_prepaid',
  'billing_price',
  'billing_price_item',
  'billing_run',
  'billing_tax_rate',
  'billing_template',
  'billing_time_entry',
  'billing_work_kind',
  'billing_work_line',
] as const

/** ACME has a contract, an invoice that was paid in part and corrected, time that is not approved, a line, an offer, costs and a payment. */
async function billed(kind: 'sqlite' | 'postgres') {
  const desk = await billingDesk(kind)
  const { test, keeper, acme, beta } = desk
  const { billing } = keeper
  const grant = (who: 'manager' | 'otherManager' | 'otherAgent', roleId: string, scopeId: string) =>
    test.desk.system('attacks').access.grant({ personId: test.actors[who].id, roleId, scope: 'company', scopeId })
  await grant('manager', 'billing.customer_finance', acme)
  await grant('otherManager', 'billing.customer_finance', beta)
  await grant('otherAgent', 'billing.bookkeeper', beta)
  const [care, work, toner] = [
    await desk.item('CARE', 30_000, 'service'),
    await desk.item('WORK', 9_000),
    await desk.item('TONER', 4_500, 'goods'),
  ]
  const { id: workKindId } = await billing.createWorkKind({ name: 'On site', priceItemId: work })
  const terms = {
    fee: { minor: 30_000, timing: 'advance' as const, priceItemId: care, isProrated: true },
    included: [],
    prices: [],
    stepMinutes: 15,
    minimumMinutes: 30,
    showsTime: true,
  }
  const { id: contractId } = await billing.createContract({
    number: 'A-1',
    companyId: acme,
    name: ACME,
    startsOn: '2025-12-01',
    terms,
    note: INTERNAL,
  })
  const ticketId = await desk.ticket()
  const time = async (workedOn: string) => (await billing.addTime({ ticketId, workKindId, workedOn, minutes: 50, note: INTERNAL })).id
  const timeId = await time('2025-12-10')
  await billing.approveTimes({ timeIds: [timeId] })
  await billing.setAccount({ companyId: acme, name: ACME, country: 'CH' })
  await billing.setCostRate({ personId: test.actors.agent.id, rateMinor: 5_813, from: '2025-01-01' })
  const { id: invoiceId, lines } = await billing.issueInvoice({ companyId: acme, contractId, on: '2026-01-01' })
  await billing.enterPayment({
    companyId: acme,
    currency: 'EUR',
    amountMinor: 100,
    receivedOn: '2026-01-02',
    method: 'transfer',
    reference: ACME,
  })
  await billing.creditInvoice({ invoiceId, reason: ACME, lines: [{ lineId: lines[0]?.id ?? '', amountMinor: 100 }] })
  await time('2025-12-11')
  const { id: lineId } = await billing.addWorkLine({ ticketId, priceItemId: toner, quantity: 1000 })
  const { id: estimateId } = await billing.createEstimate({ ticketId, lineIds: [lineId], note: ACME })
  await billing.offerEstimate({ estimateId })
  return { desk, invoiceId, contractId, timeId, lineId, estimateId, ticketId }
}

describeOnBothDatabases('every operation of billing, called with everything there is', (kind) => {
  it('tells nobody what is not theirs, changes nothing of it, and never breaks', { timeout: 240_000 }, async () => {
    const { desk, invoiceId, contractId, ticketId } = await billed(kind)
    const { test, keeper, acme, beta } = desk
    const rows = await rowsOf(desk)
    const pools = poolsOf(
      [...rows.flatMap(({ id }) => (id === undefined ? [] : [String(id)])), ticketId, test.ids.missing(3)],
      Object.values(test.actors).map(({ id }) => id),
      [acme, beta],
    )
    const eyes = new Map((Object.keys(forbidden) as Caller[]).map((name) => [name, new Forbidden(forbidden[name])]))
    const operations = test.desk.operations.filter(({ id }) => id.startsWith('billing.'))
    expect(operations.length).toBeGreaterThan(70)
    const generator = new InputGenerator(randomFrom(11), pools)
    const answered = new Set<string>()
    for (let round = 0; round < ROUNDS; round += 1)
      for (const operation of operations)
        for (const [name, seen] of eyes) {
          // ACME's own manager may decide on its offers and take its documents: what that changes is not foreign. The others are tried with everything.
          if (name === 'manager' && operation.spec.kind === 'command') continue
          const input = generator.input(operation.spec.input)
          for (const key of Object.keys(input))
            if (typeof input[key] === 'string' && generator.chance(0.1)) input[key] = generator.oneOf(hostile)
          const request = requestOf(operation, input)
          if (!request) continue
          const response = await test.fetch(name === 'anonymous' ? null : name, request.target, request.body)
          const text = await response.text()
          expect(response.status, `${name} ${operation.id} ${JSON.stringify(input)}: ${text}`).toBeLessThan(500)
          if (response.ok) answered.add(name)
          seen.receive(`${operation.id} ${response.status} ${JSON.stringify([...response.headers])} ${text}`, input)
        }
    for (const [name, seen] of eyes) {
      expect(seen.sightings, name).toEqual([])
      expect(seen.bytes, name).toBeGreaterThan(5_000)
    }
    // A row that was there is there, as it was.
    const after = new Set((await rowsOf(desk)).map((row) => JSON.stringify(row)))
    expect(rows.map((row) => JSON.stringify(row)).filter((row) => !after.has(row))).toEqual([])
    expect([...answered]).toEqual(expect.arrayContaining(['manager', 'otherManager', 'otherAgent']))
    // The canaries are there, or all this would prove nothing.
    const { billing } = keeper
    const known = JSON.stringify([
      await billing.invoice({ invoiceId }),
      await billing.contract({ contractId }),
      await billing.times({ companyId: acme }),
    ])
    for (const canary of [ACME, INTERNAL]) expect(known).toContain(canary)
    expect(JSON.stringify(await test.as('manager').billing.contract({ contractId }))).toContain(ACME)
    await test.tick()
    expect((await test.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('answers for what is another company’s as for what is not there', async () => {
    const { desk, ...ids } = await billed(kind)
    const { test, acme } = desk
    const missing = test.ids.missing(5)
    const targets = (
      { invoiceId, contractId, timeId, lineId, estimateId, ticketId }: Record<keyof typeof ids, string>,
      companyId: string,
    ): [string, object?][] => [
      ...['', '/pdf', '/act', '/ubl', '/csv'].map((form): [string] => [`GET /api/billing/invoices/${invoiceId}${form}`]),
      [`POST /api/billing/invoices/${invoiceId}/credit-notes`, { reason: 'x' }],
      [`GET /api/billing/contracts/${contractId}`],
      [`GET /api/billing/contracts/${contractId}/history`],
      [`POST /api/billing/contracts/${contractId}/end`, { on: '2026-06-01', reason: 'x' }],
      [`GET /api/billing/estimates/${estimateId}`],
      [`POST /api/billing/estimates/${estimateId}/approval`, { revision: 1 }],
      [`GET /api/billing/time/${timeId}`],
      [`POST /api/billing/time/${timeId}/corrections`, { minutes: 5 }],
      [`PATCH /api/billing/work-lines/${lineId}`, { quantity: 5 }],
      [`GET /api/billing/tickets/${ticketId}/estimates`],
      [`GET /api/billing/accounts/${companyId}`],
      [`GET /api/billing/companies/${companyId}/statement`],
    ]
    const none = Object.fromEntries(Object.keys(ids).map((key) => [key, missing])) as Record<keyof typeof ids, string>
    const [there, gone] = [targets(ids, acme), targets(none, missing)]
    for (const who of ['otherManager', 'otherAgent', 'otherCustomer'] as const)
      for (const [at, [target, body]] of there.entries()) {
        // Staff see that there is such a company, and are told that its books are not theirs.
        if (who === 'otherAgent' && target.includes(acme)) continue
        const plain = async ([path, given]: readonly [string, (object | undefined)?]): Promise<string> => {
          const response = await test.fetch(who, path, given)
          const text = [...Object.values(ids), acme, missing].reduce((all, id) => all.replaceAll(id, 'ID'), await response.text())
          expect(response.ok, `${who} ${path}`).toBe(false)
          return `${response.status} ${text.replaceAll(/"instance":"[^"]*"/g, '')}`
        }
        expect(await plain([target, body]), `${who} ${target}`).toBe(await plain(gone[at] ?? ['GET /']))
      }
  })
})

async function rowsOf({ test }: BillingDesk): Promise<Record<string, unknown>[]> {
  const all: Record<string, unknown>[] = []
  for (const table of kept) {
    const rows = await test.desk['~store'].read(({ db }) => db.selectFrom(table).selectAll().execute())
    all.push(...rows.map((row) => ({ table, ...row })))
  }
  return all
}

const poolsOf = (ids: readonly string[], people: readonly string[], companies: readonly string[]): Pools => ({
  ticket: ids,
  person: people,
  company: companies,
  team: companies,
  view: ids,
  rule: ids,
  bulk: ids,
  macro: ids,
  catalogue: ids,
  grant: ids,
  message: ids,
  link: ids,
  delivery: ids,
  approval: ids,
  checklist: ids,
  hashes: ['x'],
  roles: ['billing.bookkeeper'],
  types: ['question', 'incident'],
  commands: ['close'],
  permissions: ['billing.invoice_see'],
  fields: ['x'],
  codes: ['EUR', 'JPY', '2026-01-01', 'transfer', ...ids],
})
