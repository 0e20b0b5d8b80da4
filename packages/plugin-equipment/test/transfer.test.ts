import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import jsQR from 'jsqr'
import { encode } from 'uqr'
import { expect, it } from 'vitest'
import { labelSheet } from '../src/label/sheet.ts'
import { codeOf, type EquipmentDesk, equipmentDesk } from './equipment-desk.ts'

const stage = async ({ keeper }: EquipmentDesk, text: string | Uint8Array): Promise<string> =>
  (await keeper.files.stage({ name: 'items.csv', body: typeof text === 'string' ? new TextEncoder().encode(text) : text })).id

const run = async (desk: EquipmentDesk, text: string | Uint8Array, isDryRun = false) => {
  const { equipment } = desk.keeper
  const { id: importId } = await equipment.startImport({ fileId: await stage(desk, text), isDryRun })
  for (let n = 0; n < 3; n += 1) await desk.test.tick()
  const faults = (await equipment.importFaults({ importId, limit: 200 })).items
  return { importId, ...(await equipment.importState({ importId })), faults }
}
const read = async (bytes: { body: AsyncIterable<string | Uint8Array> }): Promise<string> => {
  const decoder = new TextDecoder()
  let text = ''
  for await (const chunk of bytes.body) text += typeof chunk === 'string' ? chunk : decoder.decode(chunk, { stream: true })
  return text + decoder.decode()
}

describeOnBothDatabases('import and export', (database) => {
  it('name every bad line, take over the others once, and change nothing in a dry run', async () => {
    const desk = await equipmentDesk(database)
    const { keeper, acme, kind } = desk
    await kind()
    await keeper.equipment.createKind({ name: 'PC', attributes: [{ key: 'memory', title: 'Memory', type: 'number', isRequired: true }] })
    await keeper.equipment.createObject({ companyId: acme, name: 'House' })
    const table = [
      '\ufeffInventory Number;Name;kind;company;object;purchased_on;price_minor;currency;attribute:memory;note',
      'A-1;Printer;printer;ACME;House;2025-01-01;100;EUR;;"two',
      'lines"',
      'A-2;PC;pc;ACME;;;;;8;',
      'A-3;PC;pc;ACME;;;;;much;',
      'A-4;Printer;Scanner;ACME;Nowhere;2025-02-30;;;;',
      'a-1;Printer;printer;;;;;;;',
      'A-6;Printer;printer',
      ';Printer;printer;;;;;;;',
      'A-8;Printer;printer;No Company;;;1.5;EUR;;',
      "A-9;'=1+1;printer;;;;;;;",
    ].join('\n')
    const dry = await run(desk, table, true)
    expect((await keeper.equipment.items({})).items).toEqual([])
    expect(dry).toMatchObject({ state: 'done', lines: 9, created: 3, faulty: 6 })
    const real = await run(desk, table)
    expect(real).toMatchObject({ state: 'done', lines: 9, created: 3, updated: 0, faulty: 6 })
    expect(real.faults).toEqual(dry.faults)
    expect(real.faults.map(({ line, column, code }) => [line, column, code])).toEqual([
      [5, '', 'equipment.attributes_invalid'],
      [6, 'kind', 'equipment.kind_not_found'],
      [6, 'object', 'equipment.object_not_found'],
      [7, '', 'equipment.line_invalid'],
      [8, '', 'equipment.line_invalid'],
      [9, 'inventory_number', 'input.invalid'],
      [10, 'company', 'company.not_found'],
    ])
    const { items } = await keeper.equipment.items({})
    expect(items.map(({ inventoryNumber, name }) => [inventoryNumber, name])).toEqual([
      ['A-9', '=1+1'],
      ['A-2', 'PC'],
      ['A-1', 'Printer'],
    ])
    expect(items[2]).toMatchObject({ note: 'two\nlines', object: { name: 'House' }, price: { minor: 100, currency: 'EUR' } })
    // What goes out comes in again, and says nothing new.
    const out = await read(await keeper.equipment.exportItems({}))
    expect(out).toContain("'=1+1")
    expect(out).not.toMatch(/(^|,)[=+@-]/m)
    expect(await run(desk, out)).toMatchObject({ state: 'done', lines: 3, created: 0, updated: 0, faulty: 0 })
    expect(await run(desk, out.replace('House', '').replace('A-2,PC,', 'A-2,Server,'))).toMatchObject({ updated: 1, faulty: 0 })
    expect((await keeper.equipment.itemHistory({ itemId: items[1]?.id ?? '' })).items.map(({ kind: of }) => of)).toEqual([
      'changed',
      'added',
    ])
  })

  it('say why a file cannot be read', async () => {
    const desk = await equipmentDesk(database)
    for (const [text, reason] of [
      ['\n\n', 'the file is empty'],
      ['name,kind\na,b', "no column 'inventory_number'"],
      ['inventory_number,name,kind,constructor\n', "unknown column 'constructor'"],
      [new Uint8Array([0x69, 0xff, 0xfe, 0x0a]), 'the file is not UTF-8'],
      ['inventory_number,name,kind\nA,"B,C\n', 'Quote Not Closed'],
      [`inventory_number,name,kind\nA,"${'x'.repeat(300_000)}",C\n`, 'Max Record Size'],
    ] as const) {
      const { state, reason: said } = await run(desk, text)
      expect([state, said]).toEqual(['failed', expect.stringContaining(reason)])
    }
  })

  it('goes on where it was interrupted, and two at once do each line once', async () => {
    const desk = await equipmentDesk(database)
    const { keeper, kind, test } = desk
    await kind()
    const lines = Array.from({ length: 450 }, (_, n) => `N-${n},Printer ${n},Printer`)
    const fileId = await stage(desk, ['inventory_number,name,kind', ...lines].join('\n'))
    const { id: importId } = await keeper.equipment.startImport({ fileId })
    const columns = ['inventory_number', 'name', 'kind']
    const rows = lines.slice(0, 200).map((line, n) => ({ line: n + 2, cells: line.split(',') }))
    const twice = await Promise.all(
      [1, 2].map(() => codeOf(keeper.equipment.importBatch({ importId, after: 0, columns, rows, isLast: false }))),
    )
    expect(twice).toContain(undefined)
    expect(await keeper.equipment.importState({ importId })).toMatchObject({ state: 'running', lines: 200, created: 200 })
    await keeper.equipment.resumeImport({ importId })
    for (let n = 0; n < 3; n += 1) await test.tick()
    expect(await keeper.equipment.importState({ importId })).toMatchObject({
      state: 'done',
      lines: 450,
      created: 450,
      updated: 0,
      faulty: 0,
    })
    expect(await codeOf(keeper.equipment.cancelImport({ importId }))).toBe('equipment.import_over')
  })

  it('that is cancelled leaves its file to nobody, and takes over no more lines', async () => {
    const desk = await equipmentDesk(database)
    const { keeper, kind, test } = desk
    await kind()
    const lines = Array.from({ length: 200 }, (_, n) => `C-${n},Printer ${n},Printer`)
    const text = ['inventory_number,name,kind', ...lines].join('\n')
    const { id: before } = await keeper.equipment.startImport({ fileId: await stage(desk, text) })
    expect(await keeper.equipment.cancelImport({ importId: before })).toMatchObject({ state: 'cancelled', lines: 0 })
    expect(await codeOf(keeper.equipment.importSource({ importId: before }).then(read))).toBe('file.not_found')
    expect(await codeOf(keeper.equipment.resumeImport({ importId: before }))).toBe('equipment.import_over')
    for (let n = 0; n < 3; n += 1) await test.tick()
    expect((await keeper.equipment.items({})).items).toEqual([])

    // While it runs: what is taken over stays, and is what the import says.
    const { id: importId } = await keeper.equipment.startImport({ fileId: await stage(desk, text) })
    const [, cancelled] = await Promise.all([test.tick(), codeOf(keeper.equipment.cancelImport({ importId }))])
    for (let n = 0; n < 3; n += 1) await test.tick()
    const { state, created, lines: done } = await keeper.equipment.importState({ importId })
    expect([state, created]).toEqual([cancelled === undefined ? 'cancelled' : 'done', done])
    expect((await keeper.equipment.items({ limit: 200 })).items).toHaveLength(created)
    expect(await codeOf(keeper.equipment.importSource({ importId }).then(read))).toBe('file.not_found')
  })

  it('begins the plans of a model with each item that is new, once, and none in a dry run', async () => {
    const desk = await equipmentDesk(database)
    const { keeper, kind, test } = desk
    const { equipment } = keeper
    const { id: manufacturerId } = await equipment.createManufacturer({ name: 'Maker' })
    const yearly = { name: 'Yearly', rule: { unit: 'year', every: 1 }, timeZone: 'UTC', subjects: { en: 'Yearly' } } as const
    await equipment.createModel({ kindId: await kind(), manufacturerId, name: 'M1', plans: [yearly] })
    const header = 'inventory_number,name,kind,manufacturer,model,company,installed_on,status'
    const line = (number: string, model: string, status = 'in_service') =>
      `${number},Printer,Printer,${model === '' ? '' : 'Maker'},${model},ACME,2025-02-28,${status}`
    const text = [header, line('M-1', 'M1'), line('M-2', 'M1'), line('M-3', ''), line('M-4', 'M1', 'retired'), line('M-5', 'M9')].join('\n')
    const plans = async () => (await equipment.plans({ limit: 200 })).items
    expect(await run(desk, text, true)).toMatchObject({ created: 4, faulty: 1 })
    expect(await plans()).toEqual([])
    expect(await run(desk, text)).toMatchObject({ created: 4, faulty: 1 })
    const numbers = new Map((await equipment.items({})).items.map(({ id, inventoryNumber }) => [id, inventoryNumber]))
    const begun = (await plans()).map(({ itemIds, anchorOn }) => [numbers.get(itemIds[0] ?? ''), anchorOn]).sort()
    expect(begun).toEqual([
      ['M-1', '2025-02-28'],
      ['M-2', '2025-02-28'],
    ])
    expect(await run(desk, text)).toMatchObject({ created: 0, updated: 0, faulty: 1 })
    // A batch that two processes do at once makes them once.
    const rows = [line('M-6', 'M1'), line('M-7', 'M1')].map((cells, n) => ({ line: n + 2, cells: cells.split(',') }))
    const { id: importId } = await equipment.startImport({ fileId: await stage(desk, 'x') })
    const batch = { importId, after: 0, columns: header.split(','), rows, isLast: true }
    await Promise.all([1, 2].map(() => codeOf(equipment.importBatch(batch))))
    await test.tick()
    expect(await plans()).toHaveLength(4)
  })

  it('is for those who may change equipment of the whole desk', async () => {
    const desk = await equipmentDesk(database)
    const { as, test, acme, keeper } = desk
    const system = test.desk.system('tests')
    await system.access.grant({ personId: test.actors.secondAgent.id, roleId: 'equipment.keeper', scope: 'company', scopeId: acme })
    const fileId = (await as('secondAgent').files.stage({ name: 'a.csv', body: new TextEncoder().encode('x') })).id
    expect(await codeOf(as('secondAgent').equipment.startImport({ fileId }))).toBe('equipment.not_allowed_there')
    const { id: importId } = await keeper.equipment.startImport({ fileId: await stage(desk, 'x') })
    expect(await codeOf(as('secondAgent').equipment.importState({ importId }))).toBe('equipment.not_allowed_there')
  })
})

describeOnBothDatabases('labels', (database) => {
  it('open their item, and hold nothing that runs', async () => {
    const { keeper, item, as } = await equipmentDesk(database, { itemUrl: 'https://desk.example/e/{label}' })
    const itemId = await item({ name: '<script>alert(1)</script>', inventoryNumber: `"&'\u202e` })
    const hebrew = await item({ name: 'מדפסת בקומה השנייה' })
    const sheet = await read(await keeper.equipment.labels({ itemIds: [itemId, hebrew] }))
    expect(sheet).not.toMatch(/<(script|a|image|use|foreignObject|style)|href|on\w+=|\u202e/i)
    expect(sheet).toContain('direction="rtl"')
    const { label } = await keeper.equipment.item({ itemId })
    expect(decoded(sheet)).toBe(`https://desk.example/e/${label}`)
    expect(
      await codeOf(
        as('manager')
          .equipment.labels({ itemIds: [itemId] })
          .then(read),
      ),
    ).toBe('access.wrong_capacity')
  })
})

/** The first code on a sheet, as a camera reads it. */
function decoded(sheet: string): string | undefined {
  const [, d = ''] = /<path [^>]*d="([^"]+)"/.exec(sheet) ?? []
  const dark = new Set([...d.matchAll(/M(\d+) (\d+)h1v1h-1z/g)].map(([, x, y]) => `${x} ${y}`))
  const { size } = encode(`https://desk.example/e/${'0'.repeat(10)}`, { ecc: 'Q', border: 4 })
  const scale = 4
  const pixels = new Uint8ClampedArray((size * scale) ** 2 * 4)
  for (let y = 0; y < size * scale; y += 1)
    for (let x = 0; x < size * scale; x += 1) {
      const isDark = dark.has(`${Math.floor(x / scale)} ${Math.floor(y / scale)}`)
      pixels.set([...Array<number>(3).fill(isDark ? 0 : 255), 255], (y * size * scale + x) * 4)
    }
  return jsQR.default(pixels, size * scale, size * scale)?.data
}

it('a sheet is well-formed whatever stands in names', () => {
  const svg = labelSheet([{ address: 'https://x.example/e/1', inventoryNumber: ']]>&<', name: '👩‍👩‍👧‍👦'.repeat(40), code: 'A' }])
  expect(svg).toContain(']]&gt;&amp;&lt;')
  expect(svg).not.toContain('\ufffd')
})
