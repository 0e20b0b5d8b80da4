import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { codeOf, equipmentDesk } from './equipment-desk.ts'

describeOnBothDatabases('equipment on tickets', (database) => {
  it('is of the ticket’s company or ours, one of it the main one, with the warranty of the day', async () => {
    const { test, keeper, as, item, kind, beta, acme } = await equipmentDesk(database)
    const { equipment } = keeper
    const hp = await equipment.createManufacturer({ name: 'HP' })
    const model = await equipment.createModel({ manufacturerId: hp.id, kindId: await kind(), name: 'M', warrantyMonths: 24 })
    // The clock stands at 5 January 2026.
    const inWarranty = await item({ modelId: model.id, purchasedOn: '2024-01-05' })
    const over = await item({ warrantyUntil: '2026-01-04' })
    const unknown = await item({ companyId: null })
    const foreign = await item({ companyId: beta })
    const create = (itemIds: string[], mainItemId?: string) =>
      keeper.tickets.create({
        subject: 'Smoke',
        requesterId: test.actors.customer.id,
        companyId: acme,
        teamId: test.places.teams.net,
        ext: { equipment: { itemIds, ...(mainItemId === undefined ? {} : { mainItemId }) } },
      })
    expect(await codeOf(create([foreign]))).toBe('equipment.other_company')
    expect(await codeOf(create([test.ids.missing()]))).toBe('equipment.item_not_found')
    expect(await codeOf(create([over], inWarranty))).toBe('equipment.main_not_on_ticket')
    const { id: ticketId, ext } = await create([over, inWarranty, unknown], inWarranty)
    const shown = ext.equipment.items.map(({ id, isMain, warranty }) => [id, isMain, warranty.verdict, warranty.until])
    expect(new Set(shown.map((one) => JSON.stringify(one)))).toEqual(
      new Set(
        [
          [over, false, 'out_of_warranty', '2026-01-04'],
          [inWarranty, true, 'in_warranty', '2026-01-05'],
          [unknown, false, 'unknown', null],
        ].map((one) => JSON.stringify(one)),
      ),
    )
    // The verdict stays, whatever is learnt later.
    await equipment.updateItem({ itemId: over, warrantyUntil: '2030-01-01' })
    const verdict = async (id: string) =>
      (await keeper.tickets.get({ ticketId })).ext.equipment.items.find((one) => one.id === id)?.warranty.verdict
    expect(await verdict(over)).toBe('out_of_warranty')
    // Whoever sees less takes nothing away of what they do not see.
    const forManager = (await as('manager').tickets.get({ ticketId })).ext.equipment
    expect(forManager.items.map(({ id }) => id).sort()).toEqual([over, inWarranty].sort())
    expect(forManager).not.toHaveProperty('affected')
    expect((await as('customer').tickets.get({ ticketId })).ext.equipment.items).toEqual([])
    // The main one goes, another takes its place; with none left there is none.
    const after = await keeper.tickets.update({ ticketId, ext: { equipment: { itemIds: [over, unknown] } } })
    expect(after.ext.equipment.items.filter(({ isMain }) => isMain)).toHaveLength(1)
    expect((await equipment.itemHistory({ itemId: inWarranty })).items.map(({ kind: of }) => of)).not.toContain('ticket')
    const { version } = after
    const same = await keeper.tickets.update({ ticketId, ext: { equipment: { itemIds: [over, unknown] } } })
    expect(same.version).toBe(version)
    expect((await keeper.tickets.update({ ticketId, ext: { equipment: { itemIds: [] } } })).ext.equipment.items).toEqual([])
  })

  it('is retired only by right', async () => {
    const { test, keeper, item, as, acme } = await equipmentDesk(database)
    const itemId = await item({ status: 'retired' })
    const base = { subject: 'x', requesterId: test.actors.customer.id, companyId: acme, teamId: test.places.teams.net }
    expect(await codeOf(as('agent').tickets.create({ ...base, ext: { equipment: { itemIds: [itemId] } } }))).toBe(
      'equipment.retired_on_ticket',
    )
    expect(await codeOf(as('manager').equipment.report({ itemId, subject: 'x' }))).toBe('equipment.retired_on_ticket')
    expect((await keeper.tickets.create({ ...base, ext: { equipment: { itemIds: [itemId] } } })).ext.equipment.items).toHaveLength(1)
  })

  it('is offered as far as it may be named, and a ticket can be opened from it', async () => {
    const { test, keeper, item, as, beta, acme } = await equipmentDesk(database)
    const [mine, house, foreign] = [
      await item({ contactId: test.actors.customer.id }),
      await item({ companyId: null }),
      await item({ companyId: beta }),
    ]
    const { ticketId } = await as('manager').equipment.report({ itemId: mine, subject: 'It smokes', body: 'Since noon.' })
    expect((await keeper.tickets.get({ ticketId })).ext.equipment.items).toMatchObject([{ id: mine, isMain: true }])
    expect((await keeper.equipment.items({ forTicketId: ticketId })).items.map(({ id }) => id)).toEqual([house, mine])
    expect((await as('manager').equipment.items({ forTicketId: ticketId })).items.map(({ id }) => id)).toEqual([mine])
    expect(await codeOf(as('otherManager').equipment.items({ forTicketId: ticketId }))).toBe('ticket.not_found')
    expect(await codeOf(as('manager').tickets.create({ subject: 'x', ext: { equipment: { itemIds: [foreign] } } }))).toBe(
      'equipment.item_not_found',
    )
    const repair = await keeper.equipment.report({ itemId: mine, subject: 'Repair', intoRepair: true })
    expect((await keeper.equipment.item({ itemId: mine })).status).toBe('in_repair')
    expect((await keeper.tickets.get({ ticketId: repair.ticketId })).company?.id).toBe(acme)
    // Whoever sees some of the tickets sees those in the history, and no others.
    const numbers = async (who: 'manager' | 'customer') =>
      (await as(who).equipment.itemHistory({ itemId: mine })).items.filter(({ kind }) => kind === 'ticket').map(({ ticketId: id }) => id)
    expect(await numbers('manager')).toEqual([repair.ticketId, ticketId])
    expect(await numbers('customer')).toEqual([repair.ticketId])
  })

  it('follows what happens to tickets: another company, merging and undoing it', async () => {
    const { test, keeper, item, acme, beta } = await equipmentDesk(database)
    const [one, two, house] = [await item(), await item(), await item({ companyId: null })]
    const open = (itemIds: string[]) =>
      keeper.tickets.create({
        subject: 'x',
        requesterId: test.actors.customer.id,
        companyId: acme,
        teamId: test.places.teams.net,
        ext: { equipment: { itemIds } },
      })
    const [a, b, c] = [await open([one]), await open([two]), await open([])]
    const ids = async (ticketId: string) => (await keeper.tickets.get({ ticketId })).ext.equipment.items.map(({ id }) => id).sort()
    await keeper.tickets.merge({ ticketId: a.id, intoId: b.id })
    expect(await ids(b.id)).toEqual([one, two].sort())
    await keeper.tickets.merge({ ticketId: b.id, intoId: c.id })
    expect(await ids(c.id)).toEqual([one, two].sort())
    expect((await keeper.tickets.get({ ticketId: c.id })).ext.equipment.items.map(({ ticketId }) => ticketId).sort()).toEqual(
      [a.id, b.id].sort(),
    )
    await keeper.tickets.unmerge({ ticketId: b.id })
    expect(await ids(c.id)).toEqual([])
    expect(await ids(b.id)).toEqual([one, two].sort())
    await keeper.tickets.unmerge({ ticketId: a.id })
    expect(await ids(b.id)).toEqual([two])
    // Another company: only what is ours stays, and becomes the main one.
    const moved = await open([one, house])
    await keeper.tickets.update({ ticketId: moved.id, companyId: beta, requesterId: test.actors.otherCustomer.id })
    expect((await keeper.tickets.get({ ticketId: moved.id })).ext.equipment.items).toMatchObject([{ id: house, isMain: true }])
    expect((await keeper.equipment.itemHistory({ itemId: one })).items.map(({ ticketId }) => ticketId)).not.toContain(moved.id)
  })
})

describeOnBothDatabases('parts and dependencies', (database) => {
  it('tell what was inside on a day, and go where the whole goes', async () => {
    const { keeper, item, acme, beta, as } = await equipmentDesk(database)
    const { equipment } = keeper
    const house = await equipment.createObject({ companyId: acme, name: 'House' })
    const [server, disk, next, foreign] = [await item({ objectId: house.id }), await item(), await item(), await item({ companyId: beta })]
    await equipment.putPart({ itemId: server, partId: disk, on: '2025-03-01' })
    expect((await equipment.item({ itemId: disk })).object?.id).toBe(house.id)
    expect(await codeOf(equipment.putPart({ itemId: next, partId: disk }))).toBe('equipment.already_inside')
    expect(await codeOf(equipment.putPart({ itemId: disk, partId: server }))).toBe('equipment.circle')
    expect(await codeOf(equipment.putPart({ itemId: server, partId: server }))).toBe('equipment.circle')
    expect(await codeOf(equipment.putPart({ itemId: server, partId: foreign }))).toBe('equipment.other_company')
    expect(await codeOf(equipment.putPart({ itemId: server, partId: next, on: '2026-01-06' }))).toBe('equipment.dates_order')
    expect(await codeOf(equipment.moveItem({ itemId: disk, companyId: beta }))).toBe('equipment.already_inside')
    await equipment.replacePart({ itemId: server, partId: disk, withId: next, on: '2025-06-01' })
    const on = async (day: string) => (await equipment.parts({ itemId: server, on: day })).items.map(({ id }) => id)
    expect([await on('2025-02-28'), await on('2025-03-01'), await on('2025-05-31'), await on('2025-06-01')]).toEqual([
      [],
      [disk],
      [disk],
      [next],
    ])
    expect((await equipment.parts({ itemId: next })).inside?.id).toBe(server)
    expect(await codeOf(equipment.putPart({ itemId: server, partId: disk, on: '2025-05-01' }))).toBe('equipment.component_order')
    await equipment.moveItem({ itemId: server, companyId: beta })
    expect((await as('otherManager').equipment.parts({ itemId: server })).items.map(({ id }) => id)).toEqual([next])
    expect((await equipment.item({ itemId: next })).companyId).toBe(beta)
    expect((await equipment.item({ itemId: disk })).companyId).toBe(acme)
  })

  it('have no circles of one kind, also not by many at once, and tell what is affected', async () => {
    const { keeper, item, as, test, acme } = await equipmentDesk(database)
    const { equipment } = keeper
    const [host, vm, app, rack] = [await item({ companyId: null }), await item(), await item(), await item()]
    await equipment.addDependency({ itemId: vm, kind: 'runs_on', otherId: host })
    await equipment.addDependency({ itemId: vm, kind: 'needed_by', otherId: app })
    await equipment.putPart({ itemId: rack, partId: vm })
    expect(await codeOf(equipment.addDependency({ itemId: vm, kind: 'runs_on', otherId: host }))).toBe('equipment.dependency_exists')
    expect(await codeOf(equipment.addDependency({ itemId: host, kind: 'runs_on', otherId: vm }))).toBe('equipment.circle')
    expect((await equipment.affected({ itemId: host })).items.map(({ id, distance }) => [id, distance])).toEqual([
      [vm, 1],
      [app, 2],
      [rack, 2],
    ])
    const ticket = await keeper.tickets.create({
      subject: 'x',
      requesterId: test.actors.customer.id,
      companyId: acme,
      teamId: test.places.teams.net,
      ext: { equipment: { itemIds: [vm] } },
    })
    expect(ticket.ext.equipment.affected?.map(({ id }) => id)).toEqual([app, rack])
    const ring = await Promise.all(Array.from({ length: 6 }, () => item()))
    const codes = await Promise.all(
      ring.map((itemId, n) => codeOf(equipment.addDependency({ itemId, kind: 'connected_to', otherId: ring[(n + 1) % 6] ?? '' }))),
    )
    expect(codes.filter((code) => code === undefined)).toHaveLength(5)
    expect(codes.filter((code) => code === 'equipment.circle')).toHaveLength(1)
    const nested = await Promise.all(ring.map((itemId, n) => codeOf(equipment.putPart({ itemId, partId: ring[(n + 1) % 6] ?? '' }))))
    expect(nested.filter((code) => code === undefined)).toHaveLength(5)
    expect((await as('agent').equipment.dependencies({ itemId: vm })).items).toHaveLength(2)
  })
})
