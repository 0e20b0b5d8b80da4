import type { ExampleContext, Examples, TestDesk } from '@deskwright/testing'
import type { EquipmentContract } from '../src/index.ts'

const serviceOf = ({ test }: ExampleContext) => (test as unknown as TestDesk<EquipmentContract>).desk.system('examples').equipment
let count = 0
const fresh = (word: string): string => {
  count += 1
  return `${word} ${count}`
}

export const newKind = async (context: ExampleContext) => (await serviceOf(context).createKind({ name: fresh('Kind') })).id
export const newManufacturer = async (context: ExampleContext) => (await serviceOf(context).createManufacturer({ name: fresh('Maker') })).id
export const newModel = async (context: ExampleContext) =>
  (
    await serviceOf(context).createModel({
      name: fresh('Model'),
      kindId: await newKind(context),
      manufacturerId: await newManufacturer(context),
    })
  ).id

/** An input for every operation that needs something to be there. */
export const examples: Examples<EquipmentContract> = {
  createKind: () => ({ name: fresh('Kind'), attributes: [{ key: 'memory', title: 'Memory', type: 'number', unit: 'GB', min: 0 }] }),
  kind: async (context) => ({ kindId: await newKind(context) }),
  updateKind: async (context) => ({ kindId: await newKind(context), name: fresh('Kind') }),
  createManufacturer: () => ({ name: fresh('Maker'), website: 'https://maker.example' }),
  updateManufacturer: async (context) => ({ manufacturerId: await newManufacturer(context), name: fresh('Maker') }),
  createModel: async (context) => ({
    name: fresh('Model'),
    kindId: await newKind(context),
    manufacturerId: await newManufacturer(context),
    warrantyMonths: 24,
  }),
  updateModel: async (context) => ({ modelId: await newModel(context), warrantyMonths: 36 }),
  mergeRows: async (context) => ({
    directory: 'manufacturers',
    rowId: await newManufacturer(context),
    intoId: await newManufacturer(context),
  }),
  removeRow: async (context) => ({ directory: 'kinds', rowId: await newKind(context) }),
}
