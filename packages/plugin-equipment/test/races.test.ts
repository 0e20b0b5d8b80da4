import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { codeOf, equipmentDesk } from './equipment-desk.ts'
import { planDesk } from './plan-desk.ts'

const ROUNDS = 8

describeOnBothDatabases('two at once', (database) => {
  it('who move one item: one after the other, and of two who had read it first one wins', async () => {
    const { keeper, item, acme } = await equipmentDesk(database)
    const { equipment } = keeper
    const places = await Promise.all(['A', 'B'].map(async (name) => (await equipment.createObject({ companyId: acme, name })).id))
    const itemId = await item()
    for (let round = 0; round < ROUNDS; round += 1) {
      const { version } = await equipment.item({ itemId })
      const codes = await Promise.all(
        places.map((objectId) => codeOf(equipment.moveItem({ itemId, objectId, place: `Room ${round}`, expectedVersion: version }))),
      )
      expect(codes.toSorted()).toEqual(['equipment.version_stale', undefined])
      const free = await Promise.all(places.map((objectId) => codeOf(equipment.moveItem({ itemId, objectId, place: `Hall ${round}` }))))
      expect(free).toEqual([undefined, undefined])
    }
    // Each way begins where the one before it ended.
    const moves = (await equipment.itemHistory({ itemId, limit: 200 })).items.filter(({ kind }) => kind === 'moved').toReversed()
    const now = await equipment.item({ itemId })
    expect(moves).toHaveLength(now.version - 1)
    let at: readonly unknown[] = [null, null]
    for (const { details } of moves) {
      expect([details.fromObjectId, details.fromPlace]).toEqual(at)
      at = [details.objectId, details.place]
    }
    expect(at).toEqual([now.object?.id, now.place])
  })

  it('who merge rows of a directory: against each other one wins, into one row both do, and no item is lost', async () => {
    const { keeper, item, kind } = await equipmentDesk(database)
    const { equipment } = keeper
    const { id: manufacturerId } = await equipment.createManufacturer({ name: 'Maker' })
    const kindId = await kind()
    for (let round = 0; round < ROUNDS; round += 1) {
      const [a = '', b = '', c = ''] = await Promise.all(
        ['A', 'B', 'C'].map(async (name) => (await equipment.createModel({ name: `${name} ${round}`, kindId, manufacturerId })).id),
      )
      const items = await Promise.all([a, b, c].map((modelId) => item({ modelId })))
      const merge = (rowId: string, intoId: string) => codeOf(equipment.mergeRows({ directory: 'models', rowId, intoId }))
      const opposite = await Promise.all([merge(a, b), merge(b, a)])
      expect(opposite.toSorted()).toEqual(['equipment.model_not_found', undefined])
      const left = opposite[0] === undefined ? b : a
      // Into one that is merged away at the same moment: what it had went along, or it is missing in words.
      const chained = await Promise.all([merge(left, c), merge(c, left)])
      expect(chained.toSorted()).toEqual(['equipment.model_not_found', undefined])
      const last = chained[0] === undefined ? c : left
      const models = await Promise.all(items.map(async (itemId) => (await equipment.item({ itemId })).model?.id))
      expect(models).toEqual([last, last, last])
    }
  })
})

describeOnBothDatabases('a plan that is changed while it is due', (database) => {
  it('makes each occurrence at most once, by what it was or by what it is, and stays changed', async () => {
    const t = await planDesk(database)
    const planIds = await Promise.all(Array.from({ length: 4 }, () => t.plan()))
    for (let round = 1; round <= ROUNDS; round += 1) {
      t.clock.advance('1d')
      const rule = { unit: 'day', every: 1 + (round % 2) } as const
      const runs = planIds.flatMap((planId) => [
        codeOf(t.keeper.equipment.updatePlan({ planId, name: `Round ${round}`, subjects: { en: `Round ${round}` }, rule })),
        codeOf(t.desk.system('tests').equipment.runPlan({ planId })),
      ])
      const codes = await Promise.all([...runs, t.work()])
      for (const [index] of planIds.entries()) expect(codes[index * 2]).toBeUndefined()
      await t.work()
      // The tickets of this round are done, as a plan with an open one skips.
      for (const { id } of await t.tickets()) await codeOf(t.keeper.tickets.resolve({ ticketId: id, resolution: 'solved', text: 'Done' }))
    }
    const tickets = await t.tickets()
    let made = 0
    for (const planId of planIds) {
      const history = await t.history(planId)
      const done = history.filter((line) => /^(created|skipped|missed) /.test(line))
      expect(new Set(done.map((line) => line.split(' ')[1])).size).toBe(done.length)
      expect(history.filter((line) => line.startsWith('failed'))).toEqual([])
      made += done.filter((line) => line.startsWith('created')).length
      expect(await t.keeper.equipment.plan({ planId })).toMatchObject({ name: `Round ${ROUNDS}`, trouble: null })
    }
    expect(tickets).toHaveLength(made)
    expect(made).toBeGreaterThan(planIds.length)
    for (const { subject } of tickets) expect(subject).toMatch(/^(Round|Maintenance) \d+$/)
  })
})
