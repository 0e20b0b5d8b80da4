import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { Forbidden } from '../../core/test/attacks/canary.ts'
import { InputGenerator, type Pools, randomFrom } from '../../core/test/attacks/generated-input.ts'
import { requestOf } from '../../core/test/attacks/request-of.ts'
import { type EquipmentDesk, equipmentDesk } from './equipment-desk.ts'

const ROUNDS = process.env['DESK_FULL'] === '1' ? 200 : 10
const [ACME, HOUSE, INTERNAL] = ['CANARY-ACME-41d0', 'CANARY-HOUSE-77aa', 'CANARY-INT-9e7c']
const hostile = [
  '<img src=x onerror=alert(1)>',
  "'; drop table equipment_item; --",
  '\u0000',
  '../../etc/passwd',
  '=HYPERLINK("http://x.test")',
  '__proto__',
  '\u202e\r\nBcc: x@x.test',
  'a'.repeat(5000),
  '-1',
  '1e999',
]
type Caller = 'anonymous' | 'stranger' | 'otherCustomer' | 'otherManager' | 'manager' | 'secondAgent' | 'otherAgent'
/** What each of them must never receive. `otherAgent` keeps BETA's equipment, `secondAgent` is an agent without any right to equipment. */
const forbidden: Readonly<Record<Caller, readonly string[]>> = {
  anonymous: [ACME, HOUSE, INTERNAL],
  stranger: [ACME, HOUSE, INTERNAL],
  otherCustomer: [ACME, HOUSE, INTERNAL],
  otherManager: [ACME, HOUSE, INTERNAL],
  manager: [HOUSE, INTERNAL],
  secondAgent: [ACME, HOUSE, INTERNAL],
  otherAgent: [ACME, HOUSE, INTERNAL],
}
const tables = [
  'equipment_kind',
  'equipment_manufacturer',
  'equipment_model',
  'equipment_object',
  'equipment_item',
  'equipment_file',
  'equipment_component',
  'equipment_dependency',
  'equipment_ticket_item',
  'equipment_history',
  'equipment_plan',
  'equipment_plan_entry',
  'equipment_meter',
  'equipment_reading',
  'equipment_import',
]

describeOnBothDatabases('every operation of equipment, called with everything there is', (kind) => {
  it('tells nobody what is not theirs, changes nothing of it, and never breaks', { timeout: 240_000 }, async () => {
    const desk = await equipmentDesk(kind)
    const { test, keeper, acme, beta, kind: kindOf } = desk
    const { actors, places } = test
    await test.desk.system('attacks').access.grant({
      personId: actors.otherAgent.id,
      roleId: 'equipment.keeper',
      scope: 'company',
      scopeId: beta,
    })
    const kindId = await kindOf('Lift')
    const { equipment } = keeper
    const placeOf = async (companyId: string, name: string) =>
      (
        await equipment.createObject({
          companyId,
          name,
          accessNotes: INTERNAL,
          address: name,
          contacts: [{ personId: actors.customer.id }],
        })
      ).id
    const objectId = await placeOf(acme, ACME)
    const upload = async () => (await keeper.files.stage({ name: `${ACME}.txt`, body: new TextEncoder().encode(ACME) })).id
    const item = (name: string, n: number, more: object) =>
      desk.item({
        inventoryNumber: `${name} ${n}`,
        name: `${name} ${n}`,
        kindId,
        note: INTERNAL,
        place: name,
        serial: `${name}-${n}`,
        ...more,
      })
    const own = [
      await item(ACME, 1, { companyId: acme, objectId, contactId: actors.customer.id }),
      await item(ACME, 2, { companyId: acme, objectId }),
      await item(ACME, 3, { companyId: acme }),
    ]
    const [main = '', part = '', other = ''] = own
    await item(HOUSE, 1, { companyId: undefined })
    await desk.item({ inventoryNumber: 'BETA 1', name: 'BETA', kindId, companyId: beta })
    await equipment.addFile({ itemId: main, fileId: await upload(), isInternal: true })
    await equipment.addFile({ itemId: main, fileId: await upload() })
    await equipment.putPart({ itemId: main, partId: part, on: '2025-03-01' })
    await equipment.addDependency({ itemId: main, otherId: other, kind: 'runs_on' })
    await equipment.changeStatus({ itemId: main, status: 'in_repair', reason: INTERNAL })
    const { id: meterId } = await equipment.createMeter({ itemId: main, name: ACME })
    await equipment.takeReading({ meterId, value: 10, note: INTERNAL })
    const plan = { anchorOn: '2026-01-05', rule: { unit: 'month', every: 1 } as const, timeZone: 'UTC', requesterId: actors.customer.id }
    await equipment.createPlan({ ...plan, name: ACME, companyId: acme, subjects: { en: ACME }, itemIds: [main] })
    const { id: staged } = await keeper.files.stage({
      name: `${HOUSE}.csv`,
      body: new TextEncoder().encode('inventory_number,name,kind\r\n'),
    })
    await equipment.startImport({ fileId: staged, isDryRun: true })
    const ticket = await test
      .as('customer')
      .tickets.create({ subject: ACME, body: ACME, type: 'incident', ext: { equipment: { itemIds: [main] } } })

    const all = await rowsOf(desk)
    const ids = all.flatMap(([, row]) => ['id', 'label'].flatMap((key) => (row[key] ? [String(row[key])] : [])))
    const pools = poolsOf(
      [...ids, ticket.id],
      Object.values(actors).map(({ id }) => id),
      [acme, beta, ...Object.values(places.teams)],
    )
    const eyes = Object.fromEntries(Object.entries(forbidden).map(([name, texts]) => [name, new Forbidden(texts)])) as Record<
      Caller,
      Forbidden
    >
    const operations = test.desk.operations.filter(({ id }) => id.startsWith('equipment.'))
    const generator = new InputGenerator(randomFrom(7), pools)
    const answered = new Set<string>()
    const before = await keptRows(desk)
    for (let round = 0; round < ROUNDS; round += 1)
      for (const operation of operations)
        for (const name of Object.keys(forbidden) as Caller[]) {
          const input = generator.input(operation.spec.input)
          for (const key of Object.keys(input)) {
            if (typeof input[key] === 'string' && generator.chance(0.1)) input[key] = generator.oneOf(hostile)
            if (key === 'find' && generator.chance(0.6)) input[key] = generator.oneOf([ACME, HOUSE, 'C'])
          }
          const request = requestOf(operation, input)
          if (!request) continue
          const response = await test.fetch(name === 'anonymous' ? null : name, request.target, request.body)
          const text = await response.text()
          expect(response.status, `${name} ${operation.id} ${JSON.stringify(input)}: ${text}`).toBeLessThan(500)
          if (response.ok) answered.add(name)
          eyes[name].receive(`${operation.id} ${response.status} ${JSON.stringify([...response.headers])} ${text}`, input)
        }
    for (const [name, seen] of Object.entries(eyes)) {
      expect(seen.sightings, name).toEqual([])
      expect(seen.bytes, name).toBeGreaterThan(5_000)
    }
    expect(await keptRows(desk)).toEqual(before)
    expect([...answered]).toEqual(expect.arrayContaining(['manager', 'otherManager', 'otherAgent']))
    // The canaries are there, or all this would prove nothing.
    const known = JSON.stringify([
      await equipment.items({ limit: 200 }),
      await equipment.item({ itemId: main }),
      await equipment.objects({ companyId: acme }),
      await equipment.itemHistory({ itemId: main }),
      await equipment.object({ objectId }),
    ])
    for (const canary of [ACME, HOUSE, INTERNAL]) expect(known).toContain(canary)
    expect(JSON.stringify(await test.as('manager').equipment.items({ limit: 200 }))).toContain(ACME)
    await test.tick()
    expect((await test.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })

  it('answers for what is another company’s as for what is not there', async () => {
    const desk = await equipmentDesk(kind)
    const { test, keeper, acme, beta } = desk
    await test.desk.system('attacks').access.grant({
      personId: test.actors.otherAgent.id,
      roleId: 'equipment.keeper',
      scope: 'company',
      scopeId: beta,
    })
    const itemId = await desk.item({ companyId: acme })
    const { id: objectId } = await keeper.equipment.createObject({ companyId: acme, name: 'Hall' })
    const { id: meterId } = await keeper.equipment.createMeter({ itemId, name: 'Hours' })
    const { label } = await keeper.equipment.item({ itemId })
    const missing = test.ids.missing(5)
    const targets = (item: string, object: string, meter: string, code: string): [string, object?][] => [
      [`GET /api/equipment/items/${item}`],
      [`GET /api/equipment/items/${item}/history`],
      [`GET /api/equipment/items/${item}/files`],
      [`GET /api/equipment/items/${item}/parts`],
      [`GET /api/equipment/items/${item}/dependencies`],
      [`GET /api/equipment/items/${item}/meters`],
      [`GET /api/equipment/meters/${meter}/readings`],
      [`GET /api/equipment/objects/${object}`],
      [`GET /api/equipment/objects/${object}/history`],
      [`GET /api/equipment/labels/${code}`],
      [`PATCH /api/equipment/items/${item}`, { name: 'x' }],
      [`POST /api/equipment/items/${item}/move`, { objectId: object }],
      [`DELETE /api/equipment/items/${item}`],
      [`POST /api/equipment/meters/${meter}/readings`, { value: 1 }],
      [`PATCH /api/equipment/objects/${object}`, { name: 'x' }],
      [`DELETE /api/equipment/objects/${object}`],
    ]
    const there = targets(itemId, objectId, meterId, label)
    const gone = targets(missing, missing, missing, '0000000000')
    for (const who of ['otherManager', 'otherAgent', 'otherCustomer'] as const)
      for (const [at, [target, body]] of there.entries()) {
        const plain = async ([path, given]: readonly [string, (object | undefined)?]): Promise<string> => {
          const response = await test.fetch(who, path, given)
          const text = await response.text()
          const own = [itemId, objectId, meterId, missing, label, '0000000000'].reduce((all, id) => all.replaceAll(id, 'ID'), text)
          return `${response.status} ${own.replaceAll(/"instance":"[^"]*"/g, '')}`
        }
        expect(await plain([target, body]), `${who} ${target}`).toBe(await plain(gone[at] ?? ['GET /']))
      }
  })
})

async function rowsOf({ test }: EquipmentDesk): Promise<[string, Record<string, unknown>][]> {
  const all: [string, Record<string, unknown>][] = []
  for (const table of tables) {
    const rows = await test.desk['~store'].read(({ db }) => db.selectFrom(table).selectAll().execute())
    all.push(...rows.map((row): [string, Record<string, unknown>] => [table, row]))
  }
  return all
}

/** What is ACME's and the house's: none of the callers may change it, but for tickets that ACME's own manager reports. */
async function keptRows(desk: EquipmentDesk): Promise<string[]> {
  const kept = (await rowsOf(desk)).filter(([table]) => table !== 'equipment_ticket_item' && table !== 'equipment_history')
  return kept
    .map(([table, row]) => `${table} ${JSON.stringify(row)}`)
    .filter((row) => [ACME, HOUSE].some((canary) => row.includes(canary)))
    .sort()
}

const poolsOf = (ids: readonly string[], people: readonly string[], companies: readonly string[]): Pools => ({
  ticket: ids,
  person: people,
  company: companies,
  team: companies,
  view: ids,
  rule: ids,
  bulk: ids,
  macro: ids,
  catalogue: ids,
  grant: ids,
  message: ids,
  link: ids,
  delivery: ids,
  approval: ids,
  checklist: ids,
  hashes: ['x'],
  roles: ['equipment.keeper'],
  types: ['question', 'incident'],
  commands: ['close'],
  permissions: ['equipment.change'],
  fields: ['x'],
  codes: ['in_stock', 'retired', 'kinds', ...ids.filter((id) => id.length === 10)],
})
