import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { codeOf, equipmentDesk } from './equipment-desk.ts'

describeOnBothDatabases('directories', (database) => {
  it('have names that are unique but for case and spaces, and rows that become one with their equipment', async () => {
    const { keeper, kind, item } = await equipmentDesk(database)
    const { equipment } = keeper
    const hp = await equipment.createManufacturer({ name: 'HP' })
    expect(await codeOf(equipment.createManufacturer({ name: ' h P' }))).toBe('equipment.name_taken')
    const other = await equipment.createManufacturer({ name: 'Hewlett Packard' })
    expect(await codeOf(equipment.updateManufacturer({ manufacturerId: other.id, name: 'hp' }))).toBe('equipment.name_taken')
    const kindId = await kind()
    const model = await equipment.createModel({ manufacturerId: hp.id, kindId, name: 'LaserJet 4' })
    const same = await equipment.createModel({ manufacturerId: other.id, kindId, name: 'laserjet4' })
    const rare = await equipment.createModel({ manufacturerId: other.id, kindId, name: 'OfficeJet' })
    const itemId = await item({ modelId: same.id })
    expect(await codeOf(equipment.mergeRows({ directory: 'manufacturers', rowId: hp.id, intoId: hp.id }))).toBe('equipment.merge_itself')
    expect(await equipment.mergeRows({ directory: 'manufacturers', rowId: other.id, intoId: hp.id })).toEqual({
      id: hp.id,
      items: 1,
      models: 2,
      kinds: 0,
    })
    expect((await equipment.item({ itemId })).model).toEqual({ id: model.id, name: 'LaserJet 4', manufacturer: 'HP' })
    expect((await equipment.models({ manufacturerId: hp.id })).items.map(({ id }) => id)).toEqual([model.id, rare.id])
    expect((await equipment.manufacturers({ find: 'hew' })).items).toEqual([])
    expect(await codeOf(equipment.removeRow({ directory: 'models', rowId: model.id }))).toBe('equipment.in_use')
    await equipment.removeRow({ directory: 'models', rowId: rare.id })
    expect(await codeOf(equipment.removeRow({ directory: 'kinds', rowId: kindId }))).toBe('equipment.in_use')
  })

  it('keep kinds as a tree whose attributes are inherited, each with one meaning', async () => {
    const { keeper, item } = await equipmentDesk(database)
    const { equipment } = keeper
    const device = await equipment.createKind({ name: 'Device', attributes: [{ key: 'ip', title: 'Address', type: 'text' }] })
    const computer = await equipment.createKind({
      name: 'Computer',
      parentId: device.id,
      attributes: [
        { key: 'memory', title: 'Memory', type: 'number', unit: 'GB', min: 1, max: 4096, isRequired: true },
        { key: 'system', title: 'System', type: 'choice', choices: ['Linux', 'Windows'] },
        { key: 'bought_new', title: 'New', type: 'boolean' },
        { key: 'checked', title: 'Checked', type: 'date' },
      ],
    })
    expect((await equipment.kind({ kindId: computer.id })).schema.map(({ key }) => key)).toEqual([
      'ip',
      'memory',
      'system',
      'bought_new',
      'checked',
    ])
    const clash = { name: 'Server', parentId: computer.id, attributes: [{ key: 'ip', title: 'Other', type: 'number' as const }] }
    expect(await codeOf(equipment.createKind(clash))).toBe('equipment.attributes_clash')
    expect(await codeOf(equipment.updateKind({ kindId: device.id, parentId: computer.id }))).toBe('equipment.circle')
    expect(await codeOf(equipment.updateKind({ kindId: device.id, attributes: [{ key: 'memory', title: 'M', type: 'text' }] }))).toBe(
      'equipment.attributes_clash',
    )
    for (const attributes of [
      {},
      { memory: '8' },
      { memory: 0 },
      { memory: 8, system: 'BeOS' },
      { memory: 8, bought_new: 1 },
      { memory: 8, checked: '2025-02-29' },
      { memory: 8, ip: 'a\nb' },
      { memory: 8, colour: 'red' },
      { memory: 8, constructor: 'x' },
      JSON.parse('{"memory":8,"__proto__":"x"}'),
      { memory: Number.MAX_VALUE },
      { memory: { toString: 'x' } },
    ])
      expect(await codeOf(item({ kindId: computer.id, attributes })), JSON.stringify(attributes)).toBe('equipment.attributes_invalid')
    const good = { memory: 8, system: 'Linux', bought_new: false, checked: '2024-02-29', ip: '10.0.0.1' }
    const itemId = await item({ kindId: computer.id, attributes: good })
    expect(Object.fromEntries((await equipment.item({ itemId })).attributes.map(({ key, value }) => [key, value]))).toEqual(good)
    expect(await codeOf(equipment.updateItem({ itemId, attributes: { memory: null } }))).toBe('equipment.attributes_invalid')
    await equipment.updateItem({ itemId, attributes: { memory: 16, checked: null } })
    // The kind changes, and what fits no more stays readable.
    await equipment.updateKind({ kindId: computer.id, attributes: [{ key: 'memory', title: 'Memory', type: 'number', max: 4 }] })
    expect((await equipment.item({ itemId })).attributes.map(({ key, value, fits }) => [key, value, fits])).toEqual([
      ['ip', '10.0.0.1', true],
      ['memory', 16, false],
      ['system', 'Linux', false],
      ['bought_new', false, false],
    ])
  })

  it('merge kinds without making circles, and children and items follow', async () => {
    const { keeper, item } = await equipmentDesk(database)
    const { equipment } = keeper
    const top = await equipment.createKind({ name: 'Top', attributes: [{ key: 'a', title: 'A', type: 'text' }] })
    const below = await equipment.createKind({ name: 'Below', parentId: top.id, attributes: [{ key: 'b', title: 'B', type: 'text' }] })
    const other = await equipment.createKind({ name: 'Other', attributes: [{ key: 'b', title: 'B', type: 'number' }] })
    const itemId = await item({ kindId: top.id, attributes: { a: 'x' } })
    expect(await codeOf(equipment.mergeRows({ directory: 'kinds', rowId: top.id, intoId: below.id }))).toBe('equipment.circle')
    expect(await codeOf(equipment.mergeRows({ directory: 'kinds', rowId: top.id, intoId: other.id }))).toBe('equipment.attributes_clash')
    expect((await equipment.item({ itemId })).kind.id).toBe(top.id)
    await equipment.updateKind({ kindId: other.id, attributes: [] })
    expect(await equipment.mergeRows({ directory: 'kinds', rowId: top.id, intoId: other.id })).toMatchObject({ items: 1, kinds: 1 })
    expect((await equipment.kind({ kindId: below.id })).path).toEqual(['Other', 'Below'])
    expect((await equipment.item({ itemId })).attributes).toEqual([{ key: 'a', title: 'a', unit: null, value: 'x', fits: false }])
  })

  it('let one of many take a name', async () => {
    const { keeper, item, kind } = await equipmentDesk(database)
    await kind()
    const codes = await Promise.all(
      Array.from({ length: 8 }, (_, n) => codeOf(keeper.equipment.createKind({ name: n % 2 ? 'Router' : 'ROUTER ' }))),
    )
    expect(codes.filter((code) => code === undefined)).toHaveLength(1)
    expect(codes.filter((code) => code === 'equipment.name_taken')).toHaveLength(7)
    const numbers = await Promise.all(Array.from({ length: 8 }, () => codeOf(item({ inventoryNumber: 'A 1' }))))
    expect(numbers.filter((code) => code === undefined)).toHaveLength(1)
    expect(numbers.filter((code) => code === 'equipment.number_taken')).toHaveLength(7)
  })
})

describeOnBothDatabases('places', (database) => {
  it('are a tree inside one company, with contacts, hours, and notes that customers never see', async () => {
    const { test, keeper, as, acme, beta } = await equipmentDesk(database)
    const { equipment } = keeper
    const house = await equipment.createObject({
      companyId: acme,
      name: 'House',
      accessNotes: 'CANARY key under the mat',
      hours: { monday: [{ from: '08:00', to: '12:00' }] },
      contacts: [{ personId: test.actors.customer.id, role: 'Caretaker' }],
    })
    const room = await equipment.createObject({ companyId: acme, parentId: house.id, name: 'Room' })
    expect(await codeOf(equipment.createObject({ companyId: acme, parentId: house.id, name: 'r o o m' }))).toBe('equipment.name_taken')
    expect(await codeOf(equipment.createObject({ companyId: beta, parentId: house.id, name: 'Room' }))).toBe('equipment.other_company')
    expect(await codeOf(equipment.updateObject({ objectId: house.id, parentId: room.id }))).toBe('equipment.circle')
    expect(await codeOf(equipment.updateObject({ objectId: house.id, hours: { monday: [{ from: '12:00', to: '08:00' }] } }))).toBe(
      'equipment.hours_invalid',
    )
    const seen = await as('manager').equipment.object({ objectId: room.id })
    expect(seen.path).toEqual(['House', 'Room'])
    expect(JSON.stringify(await as('manager').equipment.objects({}))).not.toContain('CANARY')
    expect(await codeOf(as('otherManager').equipment.object({ objectId: room.id }))).toBe('equipment.object_not_found')
    expect((await as('otherManager').equipment.objects({})).items).toEqual([])
    expect(await codeOf(as('otherManager').equipment.objects({ companyId: acme }))).toBe('company.not_found')
    expect(await codeOf(as('agent').equipment.createObject({ companyId: acme, name: 'X' }))).toBe('access.denied')
    await equipment.updateObject({ objectId: house.id, accessNotes: 'CANARY again' })
    expect((await equipment.objectHistory({ objectId: house.id })).items).toHaveLength(2)
    expect((await as('manager').equipment.objectHistory({ objectId: house.id })).items).toHaveLength(1)
    expect(await codeOf(equipment.removeObject({ objectId: house.id }))).toBe('equipment.in_use')
    await equipment.removeObject({ objectId: room.id })
  })
})

describeOnBothDatabases('what happened at a place', (database) => {
  it('names the tickets about what stood there, as far as the reader sees them, and forgets those that are about something else', async () => {
    const { test, keeper, as, item, acme, beta } = await equipmentDesk(database)
    const { equipment } = keeper
    const house = await equipment.createObject({ companyId: acme, name: 'House' })
    const room = await equipment.createObject({ companyId: acme, parentId: house.id, name: 'Room' })
    const other = await equipment.createObject({ companyId: acme, name: 'Other' })
    const [lift, pump] = [await item({ objectId: room.id }), await item({ objectId: room.id })]
    const open = (itemIds: string[]) =>
      keeper.tickets.create({
        subject: 'It stands still',
        requesterId: test.actors.customer.id,
        companyId: acme,
        teamId: test.places.teams.net,
        ext: { equipment: { itemIds } },
      })
    const [one, both] = [await open([lift]), await open([lift, pump])]
    const ticketsAt = async (objectId: string, who: Pick<typeof keeper, 'equipment'> = keeper, withInside = false) => {
      const { items } = await who.equipment.objectHistory({ objectId, withInside })
      return items.flatMap(({ kind, ticketId, details }) => (kind === 'ticket' ? [`${ticketId} ${details.itemId}`] : [])).sort()
    }
    const all = [`${one.id} ${lift}`, `${both.id} ${lift}`, `${both.id} ${pump}`].sort()
    expect(await ticketsAt(room.id)).toEqual(all)
    expect(await ticketsAt(house.id)).toEqual([])
    expect(await ticketsAt(house.id, keeper, true)).toEqual(all)
    expect((await equipment.objectHistory({ objectId: house.id, withInside: true })).items.map(({ kind }) => kind)).toContain('arrived')
    expect(await ticketsAt(room.id, as('manager'))).toEqual(all)
    // A viewer of equipment without a team of these tickets sees the place, and none of them.
    await test.desk.system('tests').access.grant({ personId: test.actors.otherAgent.id, roleId: 'equipment.viewer', scope: 'all' })
    expect(await ticketsAt(room.id, as('otherAgent'))).toEqual([])
    // It stays where it was when the ticket was opened.
    await equipment.moveItem({ itemId: lift, objectId: other.id })
    expect([await ticketsAt(room.id), await ticketsAt(other.id)]).toEqual([all, []])
    await keeper.tickets.update({ ticketId: both.id, ext: { equipment: { itemIds: [pump] } } })
    expect(await ticketsAt(room.id)).toEqual([`${one.id} ${lift}`, `${both.id} ${pump}`].sort())
    await keeper.tickets.update({ ticketId: one.id, companyId: beta, requesterId: test.actors.otherCustomer.id })
    expect(await ticketsAt(room.id)).toEqual([`${both.id} ${pump}`])
    expect(await codeOf(as('otherManager').equipment.objectHistory({ objectId: room.id, withInside: true }))).toBe(
      'equipment.object_not_found',
    )
  })

  it('goes on until it is closed: then nothing comes there, and what is there stays', async () => {
    const { keeper, item, acme } = await equipmentDesk(database)
    const { equipment } = keeper
    const hall = await equipment.createObject({ companyId: acme, name: 'Hall' })
    const stays = await item({ objectId: hall.id })
    const elsewhere = await item()
    await equipment.updateObject({ objectId: hall.id, isActive: false })
    expect(await codeOf(item({ objectId: hall.id }))).toBe('equipment.object_closed')
    expect(await codeOf(equipment.moveItem({ itemId: elsewhere, objectId: hall.id }))).toBe('equipment.object_closed')
    expect((await equipment.updateItem({ itemId: stays, name: 'Old pump' })).object?.id).toBe(hall.id)
    expect((await equipment.moveItem({ itemId: stays, place: 'Left corner' })).place).toBe('Left corner')
    await equipment.updateObject({ objectId: hall.id, isActive: true })
    expect(await codeOf(equipment.moveItem({ itemId: elsewhere, objectId: hall.id }))).toBeUndefined()
  })
})

describeOnBothDatabases('items', (database) => {
  it('move, and another company clears the place and never sees what was before', async () => {
    const { test, keeper, as, acme, beta, item } = await equipmentDesk(database)
    const { equipment } = keeper
    const house = await equipment.createObject({ companyId: acme, name: 'CANARY house' })
    const theirs = await equipment.createObject({ companyId: beta, name: 'Depot' })
    const itemId = await item({ objectId: house.id, place: 'CANARY second floor', contactId: test.actors.customer.id, note: 'CANARY' })
    expect(await codeOf(equipment.moveItem({ itemId, objectId: theirs.id }))).toBe('equipment.other_company')
    expect(await codeOf(as('otherManager').equipment.item({ itemId }))).toBe('equipment.item_not_found')
    const moved = await equipment.moveItem({ itemId, companyId: beta })
    expect(moved).toMatchObject({ companyId: beta, object: null, place: null, contactId: null })
    await equipment.moveItem({ itemId, objectId: theirs.id, place: 'Shelf' })
    await equipment.updateItem({ itemId, name: 'Renamed', note: null })
    const forBeta = await as('otherManager').equipment.itemHistory({ itemId })
    expect(forBeta.items.map(({ kind }) => kind)).toEqual(['changed', 'moved', 'moved'])
    expect(JSON.stringify([forBeta, await as('otherManager').equipment.item({ itemId })])).not.toMatch(
      new RegExp(`CANARY|${house.id}|${acme}`),
    )
    expect(await codeOf(as('manager').equipment.itemHistory({ itemId }))).toBe('equipment.item_not_found')
    const all = await equipment.itemHistory({ itemId })
    expect(all.items.map(({ kind }) => kind).sort()).toEqual(['added', 'changed', 'changed', 'moved', 'moved', 'moved'])
    expect((await equipment.objectHistory({ objectId: house.id })).items.map(({ kind }) => kind)).toEqual(['left', 'arrived', 'added'])
    const pages = []
    for (let cursor: string | undefined; ; ) {
      const page = await equipment.itemHistory({ itemId, limit: 2, ...(cursor === undefined ? {} : { cursor }) })
      pages.push(...page.items)
      if (page.nextCursor === null) break
      cursor = page.nextCursor
      expect(await codeOf(as('agent').equipment.itemHistory({ itemId, limit: 2, cursor }))).toBe('input.cursor_invalid')
    }
    expect(pages).toEqual(all.items)
  })

  it('go through their life by its steps, and are retired, not deleted', async () => {
    const { keeper, item, as } = await equipmentDesk(database)
    const { equipment } = keeper
    const itemId = await item({ status: 'planned' })
    expect(await codeOf(equipment.changeStatus({ itemId, status: 'in_repair' }))).toBe('equipment.status_step')
    const { version } = await equipment.changeStatus({ itemId, status: 'in_service' })
    expect(await codeOf(equipment.changeStatus({ itemId, status: 'retired', expectedVersion: version - 1 }))).toBe(
      'equipment.version_stale',
    )
    const codes = await Promise.all(
      (['in_repair', 'reserve', 'retired'] as const).map((status) =>
        codeOf(equipment.changeStatus({ itemId, status, expectedVersion: version })),
      ),
    )
    expect(codes.filter((code) => code === undefined)).toHaveLength(1)
    expect(codes.filter((code) => code === 'equipment.version_stale')).toHaveLength(2)
    const old = await item()
    await as('admin').tickets.create({ subject: 'It', ext: { equipment: { itemIds: [] } } })
    const { ticketId } = await as('manager').equipment.report({ itemId: old, subject: 'Smoke' })
    expect(ticketId).toBeTruthy()
    expect(await codeOf(equipment.removeItem({ itemId: old }))).toBe('equipment.in_use')
    await equipment.changeStatus({ itemId: old, status: 'retired' })
    expect((await equipment.items({})).items.map(({ id }) => id)).not.toContain(old)
    expect((await equipment.items({ withRetired: true })).items.map(({ id }) => id)).toContain(old)
  })

  it('are found by the beginning of number, serial number and name, and inside places and kinds', async () => {
    const { keeper, item, acme, kind } = await equipmentDesk(database)
    const { equipment } = keeper
    const house = await equipment.createObject({ companyId: acme, name: 'House' })
    const room = await equipment.createObject({ companyId: acme, parentId: house.id, name: 'Room' })
    const below = await equipment.createKind({ name: 'Laser', parentId: await kind() })
    const one = await item({ inventoryNumber: 'Ä-100%', serial: 'SN_1', name: 'מדפסת', objectId: room.id, kindId: below.id })
    for (const find of ['ä - 10', 'sn_', 'מד פסת'])
      expect(
        (await equipment.items({ find })).items.map(({ id }) => id),
        find,
      ).toEqual([one])
    for (const find of ['%', '_', 'N_1', "' or 1=1"]) expect((await equipment.items({ find })).items, find).toEqual([])
    expect((await equipment.items({ objectId: house.id })).items).toHaveLength(1)
    expect((await equipment.items({ kindId: await kind() })).items).toHaveLength(1)
    const { label } = await equipment.item({ itemId: one })
    expect(label).toMatch(/^[0-9A-HJKMNP-TV-Z]{10}$/)
    expect((await equipment.scan({ label: label.toLowerCase() })).id).toBe(one)
  })

  it('are seen by customers of their company, and by who answers for them', async () => {
    const { test, as, item, keeper } = await equipmentDesk(database)
    const mine = await item({
      contactId: test.actors.customer.id,
      note: 'CANARY',
      supplier: 'CANARY',
      price: { minor: 1, currency: 'EUR' },
    })
    const ours = await item()
    const house = await item({ companyId: null })
    const ids = async (who: 'customer' | 'manager' | 'otherManager' | 'agent') =>
      (await as(who).equipment.items({})).items.map(({ id }) => id)
    expect(await ids('customer')).toEqual([mine])
    expect(await ids('manager')).toEqual([ours, mine])
    expect(await ids('otherManager')).toEqual([])
    expect(await ids('agent')).toEqual([house, ours, mine])
    expect(await codeOf(as('secondCustomer').equipment.items({}))).toBe('access.denied')
    expect(JSON.stringify(await as('manager').equipment.item({ itemId: mine }))).not.toContain('CANARY')
    const { label } = await keeper.equipment.item({ itemId: mine })
    expect(await codeOf(as('otherManager').equipment.scan({ label }))).toBe('equipment.item_not_found')
    expect(await codeOf(as('otherManager').equipment.report({ itemId: mine, subject: 'x' }))).toBe('equipment.item_not_found')
  })
})
