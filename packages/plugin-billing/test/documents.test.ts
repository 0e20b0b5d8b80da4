import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { billingDesk } from './billing-desk.ts'
import { linesOfPdf } from './pdf-lines.ts'

const seller = { name: 'Care Ltd', address: ['Sample Street 2', '00100 Rome'], country: 'IT', taxNumber: 'IT1' }

/** An invoice of ACME over a fee and an hour on a ticket, with contacts of ACME and BETA who may see what their company owes. */
async function issued(kind: 'sqlite' | 'postgres', country: { country?: string } = { country: 'CH' }) {
  const desk = await billingDesk(kind, { seller })
  const { test, keeper, acme, beta } = desk
  const { billing } = keeper
  const system = test.desk.system('tests')
  for (const [who, scopeId] of [
    ['manager', acme],
    ['otherManager', beta],
  ] as const)
    await system.access.grant({ personId: test.actors[who].id, roleId: 'billing.customer_finance', scope: 'company', scopeId })
  const [care, work] = [await desk.item('CARE', 30_000, 'service'), await desk.item('WORK', 9_000)]
  const { id: workKindId } = await billing.createWorkKind({ name: 'On site', priceItemId: work })
  const { id: contractId } = await billing.createContract({
    number: 'C-1',
    companyId: acme,
    name: 'Care',
    startsOn: '2025-12-01',
    endsOn: '2026-01-01',
    terms: {
      fee: { minor: 30_000, timing: 'advance', priceItemId: care, isProrated: true },
      included: [],
      prices: [],
      stepMinutes: 15,
      minimumMinutes: 30,
      showsTime: true,
    },
  })
  const { id: timeId } = await billing.addTime({
    ticketId: await desk.ticket(),
    workKindId,
    workedOn: '2025-12-10',
    minutes: 50,
    note: 'CANARY-NOTE',
  })
  await billing.approveTimes({ timeIds: [timeId] })
  await billing.setAccount({ companyId: acme, name: 'ACME \u202eLtd', address: ['Main Road 1', 'Zurich'], ...country })
  const { id: invoiceId } = await billing.issueInvoice({ companyId: acme, contractId, on: '2026-01-01' })
  const get = async (who: Parameters<typeof test.fetch>[0], path: string) => {
    const response = await test.fetch(who, `GET /api/billing/invoices/${path}`)
    return { status: response.status, headers: response.headers, bytes: new Uint8Array(await response.arrayBuffer()) }
  }
  return { desk, billing, invoiceId, get }
}
const forms = ['pdf', 'act', 'ubl', 'csv'] as const
const text = (bytes: Uint8Array): string => new TextDecoder().decode(bytes)

describeOnBothDatabases('documents', (kind) => {
  it('are for those who may see the invoice, and for nobody else', { timeout: 60_000 }, async () => {
    const { invoiceId, get, desk } = await issued(kind)
    const missing = desk.test.ids.missing(1)
    for (const form of forms) {
      const [staff, customer] = [await get('admin', `${invoiceId}/${form}`), await get('manager', `${invoiceId}/${form}`)]
      expect([staff.status, customer.status], form).toEqual([200, 200])
      if (form === 'ubl' || form === 'csv') expect(text(customer.bytes)).toBe(text(staff.bytes))
      expect(customer.headers.get('content-disposition')).toMatch(/^attachment; filename="INV-00001(-act)?\.(pdf|xml|csv)"/)
      expect(customer.headers.get('x-content-type-options')).toBe('nosniff')
      const statuses = [null, 'customer', 'agent', 'otherManager'] as const
      expect(await Promise.all(statuses.map(async (who) => (await get(who, `${invoiceId}/${form}`)).status)), form).toEqual([
        401, 403, 403, 404,
      ])
      const plain = async (id: string) => text((await get('otherManager', `${id}/${form}`)).bytes).replaceAll(id, 'ID')
      expect(await plain(invoiceId)).toBe(await plain(missing))
    }
    expect((await get('manager', `${invoiceId}/pdf?language=xx-invalid-&`)).status).toBe(422)
  })

  it('say what was invoiced, in the language that is asked for, and nothing of what is internal', { timeout: 60_000 }, async () => {
    const { invoiceId, get } = await issued(kind)
    const of = async (path: string) => linesOfPdf((await get('manager', `${invoiceId}/${path}`)).bytes).map((line) => line.text)
    const [english, italian, act] = [await of('pdf?language=en'), await of('pdf?language=it'), await of('act?language=en')]
    expect(english[0]).toBe('Invoice INV-00001')
    expect(english.join('\n')).toContain('ACME Ltd')
    expect(english.at(-2)).toBe('Total421.59 EUR')
    expect([italian[0], act[0]]).toEqual(['Fattura INV-00001', 'Record of work done INV-00001'])
    expect([english, italian, act].join('\n')).not.toContain('CANARY')
    const [head = '', ...rows] = text((await get('manager', `${invoiceId}/csv`)).bytes)
      .trim()
      .split('\r\n')
    expect(head).toContain('number,position,first_day')
    expect(rows.map((row) => row.split(',').slice(2, 4).concat(row.split(',').slice(6, 10)))).toEqual([
      ['2025-12-01', '2025-12-31', '', '', '', '300.00'],
      ['2025-12-10', '2025-12-10', '1.000', 'hour', '90.00', '90.00'],
    ])
    const ubl = text((await get('manager', `${invoiceId}/ubl`)).bytes)
    expect(ubl).toContain('<cbc:PayableAmount currencyID="EUR">421.59</cbc:PayableAmount>')
  })

  it('of a credit note name what it corrects, and are no record of work', { timeout: 60_000 }, async () => {
    const { billing, invoiceId, get } = await issued(kind)
    const { id: creditId } = await billing.creditInvoice({ invoiceId, reason: 'Counted twice' })
    const seen = linesOfPdf((await get('manager', `${creditId}/pdf?language=en`)).bytes).map((line) => line.text)
    expect(seen[0]).toBe('Credit note CN-00001')
    expect(seen.join('\n')).toContain('Corrects invoiceINV-00001 (Jan 1, 2026)')
    expect(seen.join('\n')).toContain('Counted twice')
    expect(text((await get('manager', `${creditId}/ubl`)).bytes)).toContain('<cbc:CreditNoteTypeCode>381</cbc:CreditNoteTypeCode>')
    const refused = await get('manager', `${creditId}/act`)
    expect([refused.status, JSON.parse(text(refused.bytes)).code]).toEqual([409, 'billing.no_act'])
  })

  it('are no e-invoice where the norm asks for what nobody has said, and are to print all the same', { timeout: 60_000 }, async () => {
    const { invoiceId, get } = await issued(kind, {})
    const incomplete = await get('manager', `${invoiceId}/ubl`)
    expect([incomplete.status, JSON.parse(text(incomplete.bytes)).code]).toEqual([409, 'billing.document_incomplete'])
    expect(text(incomplete.bytes)).toContain('buyer.country')
    expect((await get('manager', `${invoiceId}/pdf`)).status).toBe(200)
  })
})
