import { describe, expect, it } from 'vitest'
import { drawApart } from './draw-apart.ts'
import type { DocumentLine, InvoiceDocument } from './invoice-document.ts'

const party = { name: 'ACME', address: [], country: 'IT', taxNumber: 'IT1', iban: null, email: null }
const line = (position: number): DocumentLine => ({
  position,
  description: 'Work on site',
  basis: 'list',
  days: { from: '2026-01-10', until: '2026-01-11' },
  minutes: 60,
  quantity: null,
  unit: 'hour',
  rateMinor: 9_000,
  amountMinor: 9_000,
  netMinor: 9_000,
  taxRate: '22',
})
const of = (lines: number): { document: InvoiceDocument; form: 'invoice'; language: 'en' } => ({
  form: 'invoice',
  language: 'en',
  document: {
    kind: 'invoice',
    number: 'INV-1',
    issuedOn: '2026-02-01',
    dueOn: '2026-03-03',
    period: { from: '2026-01-01', until: '2026-02-01' },
    corrects: null,
    reason: null,
    contract: null,
    currency: 'EUR',
    taxMode: 'exclusive',
    exemptReason: null,
    seller: party,
    buyer: party,
    lines: Array.from({ length: lines }, (_, index) => line(index + 1)),
    taxes: [{ code: 'standard', rate: '22', netMinor: 9_000 * lines, taxMinor: 1_980 * lines }],
    netMinor: 9_000 * lines,
    taxMinor: 1_980 * lines,
    grossMinor: 10_980 * lines,
  },
})
const tooLarge = (lines: number) => ({ code: 'billing.document_too_large', params: { lines } })

describe('a thread that draws', { timeout: 120_000 }, () => {
  it('ends by a code where memory does, and the process goes on and draws the next one', async () => {
    await expect(drawApart(of(500), { ms: 100_000, mb: 32 })).rejects.toMatchObject(tooLarge(500))
    expect(Buffer.from(await drawApart(of(1))).toString('latin1', 0, 5)).toBe('%PDF-')
  })

  it('is ended by a code where time does, and gives its turn back', async () => {
    // Three at once for two turns: the third would wait for ever if one of them stayed taken.
    const late = await Promise.allSettled([1, 2, 3].map((lines) => drawApart(of(lines), { ms: 5, mb: 256 })))
    expect(late.map((one) => one.status === 'rejected' && one.reason)).toMatchObject([tooLarge(1), tooLarge(2), tooLarge(3)])
    expect((await drawApart(of(2))).byteLength).toBeGreaterThan(1_000)
  })
})
