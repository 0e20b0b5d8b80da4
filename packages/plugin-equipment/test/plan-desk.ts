import { type TestDesk, testDesk } from '@deskwright/testing'
import { onTestFinished } from 'vitest'
import { type EquipmentContract, equipment } from '../src/index.ts'
import type { CreatePlan } from '../src/plan/schemas.ts'

export interface PlanDesk extends TestDesk<EquipmentContract> {
  /** Plans and keeps everything. */
  readonly keeper: ReturnType<TestDesk<EquipmentContract>['as']>
  /** A daily plan of ACME from today on, unless told. */
  plan(input?: Partial<CreatePlan>): Promise<string>
  item(input?: object): Promise<string>
  /** Lets the jobs of all shares run. */
  work(): Promise<void>
  /** Outcomes of a plan, oldest first. */
  history(planId: string): Promise<string[]>
  /** Tickets of channel maintenance, oldest first. */
  tickets(): Promise<{ id: string; number: number; subject: string }[]>
}

export const planJobNames = [0, 1, 2, 3].map((shard) => `equipment/plans_${shard}`)
let count = 0

/** Monday, 5 January 2026, 09:00 UTC. */
export async function planDesk(database: 'sqlite' | 'postgres'): Promise<PlanDesk> {
  const test = await testDesk({ plugins: [equipment()], database })
  onTestFinished(() => test.close())
  const { actors, places } = test
  await test.as('admin').access.grant({ personId: actors.admin.id, roleId: 'equipment.keeper', scope: 'all' })
  const keeper = test.as('admin')
  return Object.assign(test, {
    keeper,
    async plan(input: Partial<CreatePlan> = {}) {
      count += 1
      const { id } = await keeper.equipment.createPlan({
        name: `Plan ${count}`,
        companyId: places.companies.acme,
        anchorOn: '2026-01-05',
        rule: { unit: 'day', every: 1 },
        timeZone: 'UTC',
        subjects: { en: `Maintenance ${count}` },
        requesterId: actors.customer.id,
        ...input,
      })
      return id
    },
    async item(input: object = {}) {
      count += 1
      const { id: kindId } = await keeper.equipment.createKind({ name: `Kind ${count}` })
      const companyId = places.companies.acme
      return (await keeper.equipment.createItem({ inventoryNumber: `INV ${count}`, name: 'Lift', kindId, companyId, ...input })).id
    },
    async work() {
      await test.tick({ jobs: planJobNames })
    },
    async history(planId: string) {
      const { items } = await keeper.equipment.planHistory({ planId, limit: 200 })
      return items.toReversed().map(({ kind, occurrence, code }) => [kind, occurrence, code].filter(Boolean).join(' '))
    },
    async tickets() {
      const { items } = await keeper.tickets.list({ limit: 200 })
      return items.filter(({ channel }) => channel === 'maintenance').toReversed()
    },
  })
}

export async function refusal(call: Promise<unknown>): Promise<string> {
  try {
    await call
    return 'none'
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}
