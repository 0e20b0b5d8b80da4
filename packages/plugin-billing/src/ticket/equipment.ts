import type { AnyReading } from '../kit.ts'

export interface EquipmentOnTicket {
  readonly itemId: string
  /** The place that it stands at, and those that this one is inside of: who covers a building covers its rooms. */
  readonly objectIds: readonly string[]
  readonly isMain: boolean
  readonly isInWarranty: boolean
}

/**
 * The equipment of a ticket where that plugin is installed, read as the plugin: by which contract work is charged must not hang on who enters it.
 */
export async function equipmentOn(work: AnyReading, ticketId: string): Promise<readonly EquipmentOnTicket[]> {
  const { equipment } = work.asPlugin
  if (!equipment) return []
  const { ext }: { ext?: object } = await work.asPlugin.tickets.get({ ticketId })
  const found: EquipmentOnTicket[] = []
  for (const { id, isMain, isInWarranty } of itemsIn(ext)) {
    const { object } = await equipment.item({ itemId: id })
    const objectIds: string[] = []
    for (let at = object?.id ?? null; at !== null && !objectIds.includes(at); at = (await equipment.object({ objectId: at })).parentId)
      objectIds.push(at)
    found.push({ itemId: id, objectIds, isMain, isInWarranty })
  }
  return found
}

/** A plugin that is only used has no part of the ticket in our types: it is looked at as what it is, data. */
function itemsIn(ext: unknown): readonly { id: string; isMain: boolean; isInWarranty: boolean }[] {
  const items = at(at(ext, 'equipment'), 'items')
  if (!Array.isArray(items)) return []
  return items.flatMap((item: unknown) => {
    const id = at(item, 'id')
    if (typeof id !== 'string') return []
    return [{ id, isMain: at(item, 'isMain') === true, isInWarranty: at(at(item, 'warranty'), 'verdict') === 'in_warranty' }]
  })
}

const at = (value: unknown, key: string): unknown =>
  typeof value === 'object' && value !== null ? new Map<string, unknown>(Object.entries(value)).get(key) : undefined
