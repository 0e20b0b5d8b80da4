import { type ActorName, type TestDesk, testDesk } from '@deskwright/testing'
import { onTestFinished } from 'vitest'
import { type BillingContract, type BillingOptions, billing } from '../src/index.ts'

type As = ReturnType<TestDesk<BillingContract>['as']>
export interface BillingDesk {
  readonly test: TestDesk<BillingContract>
  readonly acme: string
  readonly beta: string
  /** Keeps the books. */
  readonly keeper: As
  /** Works on tickets: enters own time. */
  readonly technician: As
  as(who: ActorName): As
  ticket(input?: { type?: string; companyId?: string; requesterId?: string }): Promise<string>
  /** An item of the price list with a price in EUR. */
  item(code: string, minor: number, kind?: 'work' | 'service' | 'goods'): Promise<string>
}

/** Its code, or `none` where nothing was refused. */
export const refusal = async (call: Promise<unknown>): Promise<string> => {
  try {
    await call
    return 'none'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

/** A desk in Zurich: the administrator keeps the books, the agent works, the manager of ACME may approve up to 1,000 euros. */
export async function billingDesk(database: 'sqlite' | 'postgres', options: Partial<BillingOptions> = {}): Promise<BillingDesk> {
  const test = await testDesk({ database, plugins: [billing({ currency: 'EUR', timeZone: 'Europe/Zurich', ...options })] })
  onTestFinished(() => test.close())
  const { actors, places } = test
  const { acme, beta } = places.companies
  const system = test.desk.system('tests')
  const give = (who: ActorName, roleId: string, scope: 'all' | 'company' | 'own', scopeId?: string) =>
    system.access.grant({ personId: actors[who].id, roleId, scope, ...(scopeId === undefined ? {} : { scopeId }) })
  await give('admin', 'billing.bookkeeper', 'all')
  await give('admin', 'billing.controller', 'all')
  await give('agent', 'billing.technician', 'all')
  await give('manager', 'billing.customer_approver', 'company', acme)
  await give('otherManager', 'billing.customer_approver', 'company', beta)
  for (const [who, companyId] of [
    ['manager', acme],
    ['otherManager', beta],
  ] as const)
    await system.companies.saveMember({ companyId, personId: actors[who].id, approvalLimit: { minor: 100_000, currency: 'EUR' } })
  const keeper = test.as('admin')
  const { id: taxClassId } = await keeper.billing.createTaxClass({ code: 'standard', name: 'Standard', rate: '8.1', from: '2020-01-01' })
  return {
    test,
    acme,
    beta,
    keeper,
    technician: test.as('agent'),
    as: (who) => test.as(who),
    async ticket(input = {}) {
      const { id } = await system.tickets.create({
        type: 'incident',
        subject: 'It prints blank pages',
        companyId: acme,
        requesterId: actors.customer.id,
        teamId: places.teams.net,
        ...input,
      })
      return id
    },
    async item(code, minor, kind = 'work') {
      const { id: priceItemId } = await keeper.billing.createPriceItem({ code, kind, name: `Item ${code}`, taxClassId })
      await keeper.billing.setPrice({ priceItemId, currency: 'EUR', minor, from: '2020-01-01' })
      return priceItemId
    },
  }
}
