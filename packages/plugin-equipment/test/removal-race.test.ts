import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import { expect, it } from 'vitest'
import { codeOf, equipmentDesk } from './equipment-desk.ts'

const ROUNDS = 12

describeOnBothDatabases('what is deleted while an item that names it is entered', (database) => {
  it.each(['kinds', 'models', 'objects'] as const)('is kept, or missing in words: %s', async (what) => {
    const desk = await equipmentDesk(database)
    const { equipment } = desk.keeper
    const kindId = await desk.kind()
    const { id: manufacturerId } = await equipment.createManufacturer({ name: 'Maker' })
    const named = { kinds: 'kindId', models: 'modelId', objects: 'objectId' } as const
    const missing = { kinds: 'equipment.kind_not_found', models: 'equipment.model_not_found', objects: 'equipment.object_not_found' }
    const make = {
      kinds: (name: string) => equipment.createKind({ name }),
      models: (name: string) => equipment.createModel({ name, kindId, manufacturerId }),
      objects: (name: string) => equipment.createObject({ companyId: desk.acme, name }),
    }
    const moved = await desk.item()
    const changed = await desk.item()
    for (let round = 0; round < ROUNDS; round += 1) {
      const { id } = await make[what](`Row ${round}`)
      const other = await make[what](`Other ${round}`)
      const remove = (rowId: string) =>
        what === 'objects' ? equipment.removeObject({ objectId: rowId }) : equipment.removeRow({ directory: what, rowId })
      const [item, removed, change, removedOther] = await Promise.all([
        codeOf(desk.item({ [named[what]]: id })),
        codeOf(remove(id)),
        codeOf(
          what === 'objects'
            ? equipment.moveItem({ itemId: moved, objectId: other.id })
            : equipment.updateItem({ itemId: changed, [named[what]]: other.id }),
        ),
        codeOf(remove(other.id)),
      ])
      for (const [took, gone] of [
        [item, removed],
        [change, removedOther],
      ]) {
        // Exactly one of them has its way.
        expect([took ?? 'done', gone ?? 'done']).toEqual(gone === undefined ? [missing[what], 'done'] : ['done', 'equipment.in_use'])
      }
    }
  })
})
