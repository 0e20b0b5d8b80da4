import { equipment } from '@deskwright/plugin-equipment'
import { testDesk } from '@deskwright/testing'
import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it, onTestFinished } from 'vitest'
import { billing } from '../src/index.ts'
import { refusal } from './billing-desk.ts'

const plain = { fee: null, included: [], stepMinutes: 1, minimumMinutes: 0, showsTime: false }

describeOnBothDatabases('contracts that cover equipment and places', (database) => {
  it('take the work on what they name, on what stands inside of it, and leave the rest to a general one', async () => {
    const test = await testDesk({ database, plugins: [equipment(), billing({ currency: 'EUR', timeZone: 'UTC' })] })
    onTestFinished(() => test.close())
    const { actors, places } = test
    const { acme } = places.companies
    const system = test.desk.system('tests')
    for (const roleId of ['billing.bookkeeper', 'equipment.keeper'])
      await system.access.grant({ personId: actors.admin.id, roleId, scope: 'all' })
    await system.access.grant({ personId: actors.agent.id, roleId: 'billing.technician', scope: 'all' })
    const { billing: books, equipment: stock } = test.as('admin')
    const { id: kindId } = await stock.createKind({ name: 'Printer' })
    const { id: house } = await stock.createObject({ companyId: acme, name: 'House' })
    const { id: room } = await stock.createObject({ companyId: acme, name: 'Room', parentId: house })
    let count = 0
    const item = async (more: { objectId?: string; warrantyUntil?: string } = {}): Promise<string> => {
      count += 1
      return (await stock.createItem({ inventoryNumber: `I-${count}`, name: 'Printer', kindId, companyId: acme, ...more })).id
    }
    const [named, inside, elsewhere, warranted] = [
      await item(),
      await item({ objectId: room }),
      await item(),
      await item({ objectId: room, warrantyUntil: '2030-01-01' }),
    ]
    const { id: taxClassId } = await books.createTaxClass({ code: 'standard', name: 'Standard', rate: '22', from: '2020-01-01' })
    const { id: labour } = await books.createPriceItem({ code: 'W', kind: 'work', name: 'Work', taxClassId })
    await books.setPrice({ priceItemId: labour, currency: 'EUR', minor: 6_000, from: '2020-01-01' })
    const { id: workKindId } = await books.createWorkKind({ name: 'On site', priceItemId: labour })
    const contract = async (number: string, minor: number, covers: { itemIds?: string[]; objectIds?: string[] }): Promise<string> => {
      const terms = { ...plain, prices: [{ priceItemId: labour, minor }], ...covers }
      return (await books.createContract({ number, companyId: acme, name: number, startsOn: '2025-01-01', terms })).id
    }
    const general = await contract('General', 5_000, {})
    const ofPrinter = await contract('Printer', 1_000, { itemIds: [named] })
    const ofHouse = await contract('House', 2_000, { objectIds: [house] })
    expect(await refusal(contract('Unknown', 1, { itemIds: [general] }))).toBe('equipment.item_not_found')

    const work = async (itemId: string | undefined): Promise<void> => {
      const { id: ticketId } = await system.tickets.create({
        type: 'incident',
        subject: 'It prints blank pages',
        companyId: acme,
        requesterId: actors.customer.id,
        teamId: places.teams.net,
        ...(itemId === undefined ? {} : { ext: { equipment: { itemIds: [itemId] } } }),
      })
      // The technician sees no equipment: by which contract it is charged does not hang on that.
      const { id } = await test.as('agent').billing.addTime({ ticketId, workKindId, minutes: 60, workedOn: '2026-01-04' })
      await books.approveTimes({ timeIds: [id] })
    }
    for (const itemId of [named, inside, elsewhere, warranted, undefined]) await work(itemId)
    const { id: runId } = await books.startInvoiceRun({ on: '2026-02-01' })
    while ((await books.advanceInvoiceRun({ runId })).state === 'running');
    const { items } = await books.invoiceRunOutcomes({ runId })
    const charged = new Map<string, string[]>()
    for (const { contractId, invoiceId } of items)
      charged.set(
        contractId ?? '',
        (await books.invoice({ invoiceId: invoiceId ?? '' })).lines.map(({ basis, amountMinor }) => `${basis} ${amountMinor}`).sort(),
      )
    expect(charged).toEqual(
      new Map([
        [general, ['contract 5000', 'contract 5000']],
        [ofPrinter, ['contract 1000']],
        [ofHouse, ['contract 2000', 'warranty 0']],
      ]),
    )
  })
})
