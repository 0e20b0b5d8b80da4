import { type ExampleContext, testDesk } from '@deskwright/testing'
import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it, onTestFinished } from 'vitest'
import { billing } from '../src/index.ts'
import type { BillingWriter } from '../src/kit.ts'
import { type BillingPermission, permissionTitles } from '../src/titles.ts'
import { examples, fresh, newPriceItem, serviceOf } from './examples.ts'
import { newOffer, workExamples } from './work-examples.ts'

/** What staff can do who see tickets, companies and people, and have this one permission of billing. Nothing more, and nothing less. */
const staff: Readonly<Record<BillingPermission, string>> = {
  'billing.price_see': 'exportPrices, priceGroups, priceItem, priceItems, taxClasses',
  'billing.price_change':
    'createPriceGroup, createPriceItem, createTaxClass, createWorkKind, importPrices, setPrice, setTaxRate, updatePriceItem, updateWorkKind',
  'billing.time_own': 'addTime, correctTime, discardTimer, removeTime, startTimer, stopTimer, submitTimes, time, timer, times, workKinds',
  // Widens what the other two about time allow: see below.
  'billing.time_all': '',
  'billing.time_approve': 'approveTimes of others, refuseTimes of others, approveTimes, refuseTimes',
  'billing.work':
    'addWorkLine, allEstimates, cancelWorkLine, createEstimate, dueEstimates, estimate, estimates, expireEstimate, finishWorkLine, offerEstimate, reopenWorkLine, updateEstimate, updateWorkLine, withdrawEstimate, workLines',
  // For customers: the house does not approve what it offers.
  'billing.estimate_approve': '',
  'billing.contract_see': 'contract, contractHistory, contractLeft, contracts, dueContracts, templates',
  // What somebody does not see they do not change: see below.
  'billing.contract_change': 'createContract, lookAtContract, saveTemplate',
  'billing.invoice_see':
    'account, actOfWork, dueInvoices, invoice, invoiceCsv, invoicePdf, invoiceRun, invoiceRunOutcomes, invoiceRuns, invoices, invoiceUbl, payments, previewInvoice, statement, whyCharged',
  // Likewise.
  'billing.invoice_issue': 'allocatePayment, enterPayment, issueInvoice, setAccount, startInvoiceRun',
  'billing.override': 'overrideVerdict',
  'billing.cost': 'costRates, materialCosts, removeCostRate, setCostRate, setMaterialCost',
  'billing.margin': 'margin, worstContracts',
}
/** Whoever sees a ticket may ask for its time, and gets what they may see of it. */
const everybody = 'ticketTime'

/** What two permissions allow that neither does alone. */
const together: readonly (readonly [BillingPermission, BillingPermission, string])[] = [
  [
    'billing.time_own',
    'billing.time_all',
    'addTime of others, correctTime of others, removeTime of others, submitTimes of others, time of others',
  ],
  ['billing.time_own', 'billing.time_approve', 'time of others'],
  [
    'billing.contract_see',
    'billing.contract_change',
    'addPrepaid, amendContract, endContract, pauseContract, renewContract, resumeContract',
  ],
  ['billing.invoice_see', 'billing.invoice_issue', 'advanceInvoiceRun, creditInvoice, resumeInvoiceRun'],
  ['billing.work', 'billing.override', 'addWorkLine at a price of its own'],
]

/** The same of contacts of ACME, over ACME; no other permission of billing is of any use to them. */
const customers: Readonly<Partial<Record<BillingPermission, string>>> = {
  'billing.estimate_approve': 'allEstimates, approveEstimate, estimate, estimates, refuseEstimate',
  'billing.contract_see': 'contract, contractLeft, contracts',
  'billing.invoice_see': 'actOfWork, invoice, invoiceCsv, invoicePdf, invoices, invoiceUbl, payments, statement, whyCharged',
}

/** How an operation says that somebody may not. Anything else is a fault of this test. */
const refusals: readonly string[] = [
  'access.denied',
  'access.wrong_capacity',
  'billing.contract_not_found',
  'billing.invoice_not_found',
  'billing.not_allowed_there',
  'billing.own_price',
  'billing.run_not_found',
  'billing.time_not_found',
  'billing.time_of_others',
]
const wordsOf = (list: string): string[] => list.split(', ').filter(Boolean)
type Acting = 'staff' | 'customer'
interface Caller {
  readonly id: string
  readonly acting: Acting
  readonly services: Readonly<Record<string, (input: object) => Promise<unknown>>>
}

async function open(database: 'sqlite' | 'postgres') {
  const seller = { name: 'Care Ltd', address: ['Sample Street 2', '00100 Rome'], country: 'IT', taxNumber: 'IT1' }
  const test = await testDesk({ database, plugins: [billing({ currency: 'EUR', seller })] })
  onTestFinished(() => test.close())
  const { actors, places } = test
  const companyId = places.companies.acme
  const system = test.desk.system('permissions')
  const ticket = async (input: object = {}) =>
    (
      await system.tickets.create({
        subject: fresh('Ticket'),
        requesterId: actors.customer.id,
        companyId,
        teamId: places.teams.net,
        ...input,
      })
    ).id
  const context: ExampleContext = {
    acting: 'staff',
    ticketId: await ticket(),
    companyId,
    teamId: places.teams.net,
    customerId: actors.customer.id,
    agentId: actors.agent.id,
    get now() {
      return test.clock.iso
    },
    get soon() {
      return new Date(test.clock.now() + 86_400_000).toISOString()
    },
    made: () => expect.fail('Examples of billing make what they name.'),
    ticket,
    upload: () => expect.fail('Nothing of billing takes files.'),
    test: test as never,
  }
  const { id: workKindId } = await serviceOf(context).createWorkKind({ name: fresh('Kind'), priceItemId: await newPriceItem(context) })
  const timeOf = async (personId: string, asDraft = false) =>
    (await serviceOf(context).addTime({ ticketId: context.ticketId, workKindId, personId, minutes: 5, asDraft })).id

  /** Somebody who has these of billing, and else only what nobody could work without. */
  const caller = async (acting: Acting, permissions: readonly BillingPermission[]): Promise<Caller> => {
    const name = ['tried', acting, ...permissions].join('_').replaceAll('billing.', '')
    const person = { externalId: name, name, email: `${name}@example.com` }
    const { id } = await system.people.create(person)
    await system.access.saveRole({
      roleId: name,
      title: name,
      acting,
      permissions: ['ticket.read', 'company.read', 'person.read', ...permissions],
    })
    const approvalLimit = { minor: 100_000_000, currency: 'EUR' }
    if (acting === 'customer') await system.companies.saveMember({ companyId, personId: id, approvalLimit })
    await system.access.grant({
      personId: id,
      roleId: name,
      ...(acting === 'staff' ? { scope: 'all' } : { scope: 'company', scopeId: companyId }),
    })
    const services: unknown = test.as(person, acting === 'staff' ? { acting } : { acting, company: companyId }).billing
    return { id, acting, services: services as Caller['services'] }
  }

  const setTimer = async (personId: string, isRunning: boolean): Promise<string> => {
    const id = test.ids.next()
    await test.desk['~store'].write(async (tx) => {
      const db = tx.dbFor('billing') as unknown as BillingWriter
      await db.deleteFrom('billing_timer').where('person_id', '=', personId).execute()
      const row = { id, person_id: personId, ticket_id: context.ticketId, work_kind_id: workKindId, started_at: test.clock.iso, note: null }
      if (isRunning) await db.insertInto('billing_timer').values(row).execute()
    })
    test.clock.advance('5m')
    return id
  }
  /** What is about somebody's own, or about what others have. */
  const ofPeople: Readonly<Record<string, (caller: Caller) => Promise<object>>> = {
    addTime: async ({ id }) => ({ ticketId: context.ticketId, workKindId, personId: id, minutes: 5 }),
    'addTime of others': async () => ({ ticketId: context.ticketId, workKindId, personId: actors.agent.id, minutes: 5 }),
    correctTime: async ({ id }) => ({ timeId: await timeOf(id), minutes: 6 }),
    'correctTime of others': async () => ({ timeId: await timeOf(actors.agent.id), minutes: 6 }),
    removeTime: async ({ id }) => ({ timeId: await timeOf(id) }),
    'removeTime of others': async () => ({ timeId: await timeOf(actors.agent.id) }),
    submitTimes: async ({ id }) => ({ timeIds: [await timeOf(id, true)] }),
    'submitTimes of others': async () => ({ timeIds: [await timeOf(actors.agent.id, true)] }),
    time: async ({ id }) => ({ timeId: await timeOf(id) }),
    'time of others': async () => ({ timeId: await timeOf(actors.agent.id) }),
    approveTimes: async ({ id }) => ({ timeIds: [await timeOf(id)] }),
    'approveTimes of others': async () => ({ timeIds: [await timeOf(actors.agent.id)] }),
    refuseTimes: async ({ id }) => ({ timeIds: [await timeOf(id)], reason: 'Which device?' }),
    'refuseTimes of others': async () => ({ timeIds: [await timeOf(actors.agent.id)], reason: 'Which device?' }),
    startTimer: async ({ id }) => {
      await setTimer(id, false)
      return { ticketId: context.ticketId, workKindId }
    },
    stopTimer: async ({ id }) => ({ timerId: await setTimer(id, true) }),
    discardTimer: async ({ id }) => ({ timerId: await setTimer(id, true) }),
    timer: async () => ({}),
    ticketTime: async () => ({ ticketId: context.ticketId }),
    'addWorkLine at a price of its own': async () => ({
      ticketId: context.ticketId,
      priceItemId: await newPriceItem(context, 'goods'),
      quantity: 1000,
      priceMinor: 1,
    }),
    refuseEstimate: async () => ({ ...(await newOffer(context)), reason: 'Too dear' }),
  }
  const methods = test.desk.operations.filter(({ group }) => group === 'billing').map(({ method }) => method)
  const tried = [...new Set([...methods, ...Object.keys(ofPeople)])]
  /** What was refused has used nothing up: the next one is tried with the same. */
  const left = new Map<string, object>()
  const inputOf = async (what: string, who: Caller): Promise<object> => {
    const own = ofPeople[what]
    if (own) return own(who)
    const known = left.get(what)
    if (known) return known
    const example: unknown = { ...examples, ...workExamples }[what as keyof typeof examples] ?? {}
    const given: unknown = typeof example === 'function' ? await (example as (context: ExampleContext) => unknown)(context) : example
    const input = (Array.isArray(given) ? given[0] : given) as object
    left.set(what, input)
    return input
  }
  /** Which of all operations somebody can do. */
  const can = async (who: Caller): Promise<string[]> => {
    const done: string[] = []
    for (const what of tried) {
      const input = await inputOf(what, who)
      try {
        const output = await who.services[what.split(' ')[0] ?? '']?.(input)
        if (typeof output === 'object' && output !== null && 'body' in output)
          for await (const _part of output.body as AsyncIterable<unknown>);
        done.push(what)
        left.delete(what)
      } catch (error) {
        const code = (error as { code?: string }).code ?? String(error)
        if (!refusals.includes(code)) done.push(`${what}: ${code}`)
      }
    }
    return done.sort()
  }
  return { test, methods, caller, can, timeOf, actors }
}

describeOnBothDatabases('each permission of billing by itself', (kind) => {
  it('allows staff exactly what stands in the table', { timeout: 240_000 }, async () => {
    const { caller, can, methods } = await open(kind)
    expect(await can(await caller('staff', []))).toEqual(wordsOf(everybody))
    const alone = new Map<string, string[]>()
    for (const permission of Object.keys(permissionTitles) as BillingPermission[]) {
      alone.set(permission, await can(await caller('staff', [permission])))
      expect(alone.get(permission), permission).toEqual([...wordsOf(everybody), ...wordsOf(staff[permission])].sort())
    }
    for (const [one, other, more] of together) {
      const before = new Set([...(alone.get(one) ?? []), ...(alone.get(other) ?? [])])
      const both = await can(await caller('staff', [one, other]))
      expect(
        both.filter((what) => !before.has(what)),
        `${one} and ${other}`,
      ).toEqual(wordsOf(more).sort())
    }
    // Nothing was forgotten: each operation stands in one of the tables.
    const known = [...Object.values(staff), ...Object.values(customers), ...together.map(([, , more]) => more), everybody].flatMap(wordsOf)
    expect(methods.filter((method) => !known.includes(method))).toEqual([])
  })

  it('allows contacts of a company exactly what stands in theirs', { timeout: 240_000 }, async () => {
    const { caller, can } = await open(kind)
    expect(await can(await caller('customer', []))).toEqual(wordsOf(everybody))
    for (const permission of Object.keys(permissionTitles) as BillingPermission[])
      expect(await can(await caller('customer', [permission])), permission).toEqual(
        [...wordsOf(everybody), ...wordsOf(customers[permission] ?? '')].sort(),
      )
  })

  it('shows own time alone to those who enter their own', async () => {
    const { caller, timeOf, actors } = await open(kind)
    const own = await caller('staff', ['billing.time_own'])
    const mine = await timeOf(own.id)
    await timeOf(actors.agent.id)
    expect(await own.services['times']?.({})).toMatchObject({ items: [{ id: mine }] })
    const keeper = await caller('staff', ['billing.time_own', 'billing.time_all'])
    expect(await keeper.services['times']?.({})).toMatchObject({ items: { length: 2 } })
  })
})
