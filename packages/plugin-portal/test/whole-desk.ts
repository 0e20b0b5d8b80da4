import type { DeskOptions } from '@deskwright/core'
import { type BillingContract, billing } from '@deskwright/plugin-billing'
import { type EquipmentContract, equipment } from '@deskwright/plugin-equipment'
import { type KbContract, knowledgeBase } from '@deskwright/plugin-kb'
import { type ActorName, type TestDesk, testDesk } from '@deskwright/testing'
import { portal } from '../src/index.ts'

export type WholeDesk = TestDesk<BillingContract | EquipmentContract | KbContract>
export interface Whole {
  readonly test: WholeDesk
  readonly acme: string
  readonly beta: string
  readonly workId: string
  readonly partId: string
}

/** A desk with the pages of every plugin that has some: ACME has a contract and an invoice, BETA one of its own; each has a printer and an article. */
export async function wholeDesk(options: Pick<DeskOptions<readonly []>, 'identify' | 'http'> = {}): Promise<Whole> {
  const plugins = [
    portal({ name: 'Help' }),
    equipment({ itemUrl: 'https://desk.test/equipment/label/{label}' }),
    billing({ currency: 'EUR', timeZone: 'Europe/Zurich', estimateStatus: [{ type: 'incident', back: 'open' }] }),
    knowledgeBase(),
  ] as const
  const test = (await testDesk({ plugins: [...plugins], ...options } as never)) as unknown as WholeDesk
  const { acme, beta } = test.places.companies
  const system = test.desk.system('tests')
  const give = (who: ActorName, roleId: string, scopeId?: string) =>
    system.access.grant({
      personId: test.actors[who].id,
      roleId,
      scope: scopeId === undefined ? 'all' : 'company',
      ...(scopeId === undefined ? {} : { scopeId }),
    })
  for (const role of ['equipment.keeper', 'billing.bookkeeper', 'billing.technician', 'kb.manager']) await give('admin', role)
  await give('manager', 'equipment.customer', acme)
  await give('secondCustomer', 'equipment.customer', acme)
  await give('otherManager', 'equipment.customer', beta)
  for (const [who, company] of [
    ['approver', acme],
    ['secondCustomer', acme],
    ['otherManager', beta],
  ] as const) {
    await give(who, 'billing.customer_approver', company)
    await system.companies.saveMember({
      companyId: company,
      personId: test.actors[who].id,
      approvalLimit: { minor: 50_000, currency: 'EUR' },
    })
  }
  for (const [who, company] of [
    ['finance', acme],
    ['otherManager', beta],
  ] as const)
    await give(who, 'billing.customer_finance', company)
  const { billing: books } = test.as('admin')
  const { id: taxClassId } = await books.createTaxClass({ code: 'standard', name: 'Standard', rate: '8.1', from: '2020-01-01' })
  const priced = async (code: string, kind: 'work' | 'goods', name: string, minor: number): Promise<string> => {
    const { id: priceItemId } = await books.createPriceItem({ code, kind, name, taxClassId })
    await books.setPrice({ priceItemId, currency: 'EUR', minor, from: '2020-01-01' })
    return priceItemId
  }
  return {
    test,
    acme,
    beta,
    workId: await priced('WORK', 'work', 'Work on site', 9_000),
    partId: await priced('PART', 'goods', 'Fuser unit', 12_050),
  }
}

/** Every way in which Markdown could become something that runs. */
const hostileMarkdown = `# <svg onload=alert(1)>

[here](javascript:alert(1)) [there](data:text/html,<script>alert(1)</script>) ![x](x" onerror="alert(1))

<script>alert(1)</script>

<a href="javascript:alert(1)" onclick=alert(1)>x</a> <img src=x onerror=alert(1)>

<form action="https://evil.test"><input name=a></form> <style>*{display:none}</style>

| <iframe src=//evil.test> | [a]: javascript:alert(1) |
|---|---|
| \`</code><script>alert(1)</script>\` | <https://a.test/"onfocus=alert(1)> |
`

/** Names as a company could give them; `name` stands in all of them. */
export async function furnish({ test, workId }: Whole, companyId: string, name: string) {
  const { equipment: registry, billing: books, kb } = test.as('admin')
  const { id: categoryId } = await kb.createCategory({
    key: `of-${companyId}`,
    texts: [{ language: 'en', title: `${name} articles` }],
    audience: { kind: 'companies', companyIds: [companyId] },
  })
  const { id: articleId } = await kb.create({
    categoryId,
    language: 'en',
    title: `${name} lantern guide`,
    summary: `${name} summary`,
    body: `${name}\n\n${hostileMarkdown}`,
  })
  await kb.publish({ articleId })
  const kind = (await registry.kinds({ find: 'Printer' })).items[0]?.id ?? (await registry.createKind({ name: 'Printer' })).id
  const { id: objectId } = await registry.createObject({
    companyId,
    name: `${name} office`,
    address: '1 Sample Street\nSample Town',
    hours: { monday: [{ from: '09:00', to: '17:00' }] },
  })
  const { id: roomId } = await registry.createObject({ companyId, name: `${name} room`, parentId: objectId })
  const item = await registry.createItem({
    inventoryNumber: `${name}-1`,
    name: `${name} printer`,
    kindId: kind,
    companyId,
    objectId: roomId,
    serial: `${name}-serial`,
    purchasedOn: '2025-01-05',
    warrantyUntil: '2028-01-05',
  })
  const { id: fileId } = await test.as('admin').files.stage({ name: `${name} manual.txt`, body: Buffer.from(`manual of ${name}`) })
  const { id: itemFileId } = await registry.addFile({ itemId: item.id, fileId })
  const { id: contractId } = await books.createContract({
    number: `${name}-C`,
    companyId,
    name: `${name} care`,
    startsOn: '2025-11-01',
    terms: {
      fee: { minor: 24_000, timing: 'advance', priceItemId: workId, isProrated: true },
      included: [{ key: 'hours', priceItemIds: [], measure: 'minutes', quantity: 240, hasRollover: false, overageMinor: null }],
      prices: [],
      stepMinutes: 15,
      minimumMinutes: 0,
      showsTime: true,
    },
  })
  await books.addPrepaid({ contractId, minutes: 600, minor: 60_000, priceItemId: workId, boughtOn: '2026-01-01' })
  const { id: invoiceId } = await books.issueInvoice({ companyId, contractId, on: '2026-01-05' })
  return { objectId, roomId, itemId: item.id, label: item.label, itemFileId, contractId, invoiceId, articleId }
}

/** An incident of somebody's company with an estimate that was offered. */
export async function offered({ test, partId }: Whole, who: ActorName, companyId: string, subject = 'It prints blank pages') {
  const { id: ticketId } = await test.as(who).tickets.create({ type: 'incident', subject, body: 'x', companyId } as never)
  const { billing: books } = test.as('admin')
  const { id: lineId } = await books.addWorkLine({ ticketId, priceItemId: partId, quantity: 2000 })
  const { id: estimateId } = await books.createEstimate({ ticketId, lineIds: [lineId], note: 'With the part.' })
  await books.offerEstimate({ estimateId })
  return { ticketId, estimateId, lineId }
}
