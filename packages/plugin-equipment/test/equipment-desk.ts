import { type ActorName, type TestDesk, testDesk } from '@deskwright/testing'
import { onTestFinished } from 'vitest'
import { type CreateItem, type EquipmentContract, type EquipmentOptions, equipment } from '../src/index.ts'

export interface EquipmentDesk {
  readonly test: TestDesk<EquipmentContract>
  readonly acme: string
  readonly beta: string
  /** Keeps all equipment of the desk. */
  readonly keeper: ReturnType<TestDesk<EquipmentContract>['as']>
  as(who: ActorName): ReturnType<TestDesk<EquipmentContract>['as']>
  kind(name?: string): Promise<string>
  /** An item of ACME, unless told. */
  item(input?: Partial<CreateItem>): Promise<string>
}

export const codeOf = async (call: Promise<unknown>): Promise<string | undefined> => {
  try {
    await call
    return undefined
  } catch (error) {
    return (error as { code?: string }).code ?? String(error)
  }
}

/** A desk with a keeper of equipment (the administrator), and the managers of ACME and BETA who see their companies'. */
export async function equipmentDesk(database: 'sqlite' | 'postgres', options: EquipmentOptions = {}): Promise<EquipmentDesk> {
  const test = await testDesk({ database, plugins: [equipment(options)] })
  onTestFinished(() => test.close())
  const { actors, places } = test
  const { acme, beta } = places.companies
  const system = test.desk.system('tests')
  const give = (who: ActorName, roleId: string, scope: 'all' | 'company' | 'own', scopeId?: string) =>
    system.access.grant({ personId: actors[who].id, roleId, scope, ...(scopeId === undefined ? {} : { scopeId }) })
  await give('admin', 'equipment.keeper', 'all')
  await give('agent', 'equipment.viewer', 'all')
  await give('manager', 'equipment.customer', 'company', acme)
  await give('otherManager', 'equipment.customer', 'company', beta)
  await give('customer', 'equipment.customer', 'own')
  const keeper = test.as('admin')
  let count = 0
  const kinds = new Map<string, string>()
  const kind = async (name = 'Printer'): Promise<string> => {
    const known = kinds.get(name) ?? (await keeper.equipment.createKind({ name })).id
    kinds.set(name, known)
    return known
  }
  return {
    test,
    acme,
    beta,
    keeper,
    as: (who) => test.as(who),
    kind,
    async item(input = {}) {
      count += 1
      const number = count
      const { kindId = await kind(), ...rest } = input
      const made = await keeper.equipment.createItem({
        inventoryNumber: `INV-${number}`,
        name: `Printer ${number}`,
        kindId,
        companyId: acme,
        ...rest,
      })
      return made.id
    },
  }
}
