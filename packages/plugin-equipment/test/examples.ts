import type { ExampleContext, Examples, TestDesk } from '@deskwright/testing'
import type { CreateItem, CreatePlan, EquipmentContract } from '../src/index.ts'

const serviceOf = ({ test }: ExampleContext) => (test as unknown as TestDesk<EquipmentContract>).desk.system('examples').equipment
let count = 0
const fresh = (word: string): string => {
  count += 1
  return `${word} ${count}`
}

const newKind = async (context: ExampleContext) => (await serviceOf(context).createKind({ name: fresh('Kind') })).id
const newManufacturer = async (context: ExampleContext) => (await serviceOf(context).createManufacturer({ name: fresh('Maker') })).id
const newModel = async (context: ExampleContext) =>
  (
    await serviceOf(context).createModel({
      name: fresh('Model'),
      kindId: await newKind(context),
      manufacturerId: await newManufacturer(context),
    })
  ).id

const newObject = async (context: ExampleContext) =>
  (await serviceOf(context).createObject({ companyId: context.companyId, name: fresh('Place') })).id
export const newItem = async (context: ExampleContext, input: Partial<CreateItem> = {}) =>
  (
    await serviceOf(context).createItem({
      inventoryNumber: fresh('INV'),
      name: fresh('Printer'),
      kindId: await newKind(context),
      companyId: context.companyId,
      ...input,
    })
  ).id
const newParts = async (context: ExampleContext) => {
  const [itemId, partId] = [await newItem(context), await newItem(context)]
  await serviceOf(context).putPart({ itemId, partId })
  return { itemId, partId }
}
const newDependency = async (context: ExampleContext) => {
  const [itemId, otherId] = [await newItem(context), await newItem(context)]
  const { id } = await serviceOf(context).addDependency({ itemId, otherId, kind: 'runs_on' })
  return { itemId, dependencyId: id }
}
const newFile = async (context: ExampleContext) => {
  const test = context.test as unknown as TestDesk<EquipmentContract>
  const itemId = await newItem(context)
  const system = test.desk.system('examples')
  const { id: fileId } = await system.files.stage({ name: 'manual.txt', body: new TextEncoder().encode('Read me.') })
  return { itemId, itemFileId: (await system.equipment.addFile({ itemId, fileId })).id }
}

const newMeter = async (context: ExampleContext) => ({
  meterId: (await serviceOf(context).createMeter({ itemId: await newItem(context), name: 'Hours' })).id,
})
const planInput = (context: ExampleContext) => ({
  name: fresh('Plan'),
  companyId: context.companyId,
  anchorOn: context.now.slice(0, 10),
  rule: { unit: 'month', every: 3 } as const,
  timeZone: 'UTC',
  time: '00:00',
  subjects: { en: 'Maintenance' },
  requesterId: context.customerId,
})
const newPlan = async (context: ExampleContext, input: Partial<CreatePlan> = {}) => ({
  planId: (await serviceOf(context).createPlan({ ...planInput(context), ...input })).id,
})
/** One whose ticket is done already, and which counts from that day. */
const donePlan = async (context: ExampleContext) => {
  const input = await newPlan(context, { mode: 'from_completion' })
  const { ticketId } = await serviceOf(context).runPlan(input)
  const system = (context.test as unknown as TestDesk<EquipmentContract>).desk.system('examples')
  await system.tickets.cancel({ ticketId: ticketId ?? '', reason: 'Not needed' })
  return input
}

/** One whose equipment was retired since. */
const brokenPlan = async (context: ExampleContext) => {
  const itemId = await newItem(context)
  const input = await newPlan(context, { itemIds: [itemId] })
  await serviceOf(context).changeStatus({ itemId, status: 'retired', reason: 'Broken' })
  return input
}

const table = 'inventory_number,name,kind\r\nA 1,Printer,No such kind\r\n'
const newImport = async (context: ExampleContext) => {
  const system = (context.test as unknown as TestDesk<EquipmentContract>).desk.system('examples')
  const { id: fileId } = await system.files.stage({ name: 'items.csv', body: new TextEncoder().encode(table) })
  return (await system.equipment.startImport({ fileId })).id
}

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
  object: async (context) => ({ objectId: await newObject(context) }),
  createObject: ({ companyId, customerId }) => ({
    companyId,
    name: fresh('Place'),
    address: 'Sample Street 1',
    hours: { monday: [{ from: '08:00', to: '17:00' }], timeZone: 'Europe/Rome' },
    contacts: [{ personId: customerId, role: 'Caretaker' }],
    accessNotes: 'The key is at the desk.',
  }),
  updateObject: async (context) => ({ objectId: await newObject(context), name: fresh('Place') }),
  removeObject: async (context) => ({ objectId: await newObject(context) }),
  objectHistory: async (context) => ({ objectId: await newObject(context) }),
  items: ({ companyId }) => ({ companyId, find: 'inv' }),
  item: async (context) => ({ itemId: await newItem(context) }),
  scan: async (context) => ({ label: (await serviceOf(context).item({ itemId: await newItem(context) })).label }),
  createItem: async (context) => ({
    inventoryNumber: fresh('INV'),
    name: 'Printer',
    kindId: await newKind(context),
    companyId: context.companyId,
    objectId: await newObject(context),
    purchasedOn: '2025-03-01',
    price: { minor: 19900, currency: 'EUR' },
    note: 'Bought used.',
  }),
  updateItem: async (context) => ({ itemId: await newItem(context), serial: fresh('S') }),
  moveItem: async (context) => ({ itemId: await newItem(context), objectId: await newObject(context) }),
  changeStatus: async (context) => ({ itemId: await newItem(context), status: 'in_repair', reason: 'It smokes' }),
  removeItem: async (context) => ({ itemId: await newItem(context) }),
  itemHistory: async (context) => ({ itemId: await newItem(context) }),
  files: async (context) => ({ itemId: await newItem(context) }),
  addFile: async (context) => ({
    itemId: await newItem(context),
    fileId: await context.upload('manual.txt', new TextEncoder().encode('Read me.')),
  }),
  removeFile: newFile,
  file: newFile,
  parts: async (context) => ({ itemId: (await newParts(context)).itemId }),
  putPart: async (context) => ({ itemId: await newItem(context), partId: await newItem(context) }),
  takeOutPart: newParts,
  replacePart: async (context) => ({ ...(await newParts(context)), withId: await newItem(context) }),
  dependencies: async (context) => ({ itemId: await newItem(context) }),
  addDependency: async (context) => ({ itemId: await newItem(context), otherId: await newItem(context), kind: 'runs_on' }),
  removeDependency: newDependency,
  affected: async (context) => ({ itemId: await newItem(context) }),
  startImport: async (context) => ({ fileId: await context.upload('items.csv', new TextEncoder().encode(table)) }),
  importState: async (context) => ({ importId: await newImport(context) }),
  importFaults: async (context) => ({ importId: await newImport(context) }),
  resumeImport: async (context) => ({ importId: await newImport(context) }),
  cancelImport: async (context) => ({ importId: await newImport(context) }),
  importSource: async (context) => ({ importId: await newImport(context) }),
  importBatch: async (context) => ({
    importId: await newImport(context),
    after: 0,
    columns: ['inventory_number', 'name', 'kind'],
    rows: [],
    isLast: false,
  }),
  failImport: async (context) => ({ importId: await newImport(context), reason: 'the file is gone' }),
  labels: async (context) => ({ itemIds: [await newItem(context)] }),
  report: async (context) => ({
    itemId: await newItem(context),
    subject: 'It prints blank pages',
    ...(context.acting === 'staff' ? { requesterId: context.customerId } : {}),
  }),
  plans: ({ companyId }) => ({ companyId, state: 'active' }),
  plan: (context) => newPlan(context),
  createPlan: async (context) => ({ ...planInput(context), itemIds: [await newItem(context)], bodies: { en: 'Look at it.' }, leadDays: 7 }),
  updatePlan: async (context) => ({ ...(await newPlan(context)), catchUp: 'all', rule: { unit: 'week', every: 2, weekdays: ['monday'] } }),
  pausePlan: (context) => newPlan(context),
  resumePlan: async (context) => {
    const input = await newPlan(context)
    await serviceOf(context).pausePlan(input)
    return input
  },
  endPlan: (context) => newPlan(context),
  previewPlan: (context) => newPlan(context),
  planHistory: donePlan,
  duePlans: () => ({ shard: 0 }),
  runPlan: async (context) => [await newPlan(context), await brokenPlan(context)],
  openPlanTicket: (context) => newPlan(context),
  shiftPlan: (context) => newPlan(context),
  plansByCalendar: () => ({ calendarId: '0198f000-0000-7000-8000-000000000001' }),
  meters: async (context) => ({ itemId: await newItem(context) }),
  createMeter: async (context) => ({ itemId: await newItem(context), name: 'Pages', unit: 'pages' }),
  takeReading: async (context) => ({ ...(await newMeter(context)), value: 100, note: 'Read on the display' }),
  readings: newMeter,
}
