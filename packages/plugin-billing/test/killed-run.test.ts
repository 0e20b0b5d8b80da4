import { setTimeout as sleep } from 'node:timers/promises'
import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { type Bundled, bundled } from '../../core/test/faults/bundled.ts'
import { Forked } from '../../core/test/faults/forked.ts'
import { billingDesk } from './billing-desk.ts'
import { byHand, fillMonth } from './month-of-work.ts'

const CONTRACTS = 60
const KILLS = process.env['DESK_FULL'] === '1' ? 20 : 5

describeOnBothDatabases('a run of invoices whose process is killed', (database) => {
  let script: Bundled
  beforeAll(async () => {
    script = await bundled(new URL('./run-process.ts', import.meta.url))
  }, 60_000)
  afterAll(() => script.remove())

  it('goes on where it was, issues nothing twice, and leaves no gap and no half', { timeout: 240_000 }, async () => {
    const t = await billingDesk(database)
    const { billing } = t.keeper
    const month = await fillMonth(t.test.desk, { companies: 9, contracts: CONTRACTS, entries: CONTRACTS * 20 })
    const { id: runId } = await billing.startInvoiceRun({ on: '2026-01-01' })
    const { database: place, schema } = t.test.database
    const looked = async (): Promise<number> => (await billing.invoiceRun({ runId })).looked
    let halfWay = 0
    for (let round = 0; round < KILLS; round += 1) {
      const before = await looked()
      const one = new Forked(script.script, [place, schema, runId])
      await one.ready
      one.go()
      const enough = before + Math.ceil((CONTRACTS - before) / (2 * KILLS))
      for (let waited = 0; waited < 20_000 && (await looked()) < Math.min(enough, CONTRACTS); waited += 2) await sleep(2)
      await one.kill()
      expect(one.faults).toEqual([])
      const after = await looked()
      if (after > before && after < CONTRACTS) halfWay += 1
      // What is acknowledged is whole: as many invoices as the run says.
      expect((await billing.invoiceRun({ runId })).issued).toBe(after)
    }
    expect(halfWay).toBeGreaterThanOrEqual(Math.ceil(KILLS / 2))
    // The job that waits since the start, and is leased by nobody.
    for (let n = 0; n < 3; n += 1) await t.test.tick()
    expect(await billing.invoiceRun({ runId })).toMatchObject({ state: 'done', issued: CONTRACTS, looked: CONTRACTS, blocked: 0 })
    const { items } = await billing.invoices({ limit: 200 })
    expect(new Map(items.map((one) => [one.contractId, one.grossMinor]))).toEqual(
      new Map([...byHand(month)].map(([id, { gross }]) => [id, gross])),
    )
    expect(items.map(({ number }) => number).sort()).toEqual(items.map((_, index) => `INV-${String(index + 1).padStart(5, '0')}`))
    const open = await t.test.desk['~store'].read(({ db }) =>
      db.selectFrom('billing_time_entry').select('id').where('invoice_id', 'is', null).execute(),
    )
    expect(open).toEqual([])
    expect(await t.test.desk.doctor()).toEqual({ healthy: true, findings: [] })
  })
})
