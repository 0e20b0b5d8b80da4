import { equipmentError } from '../errors.ts'
import type { ItemStatus } from '../tables.ts'

/** What may follow what. */
const statusSteps: Readonly<Record<ItemStatus, readonly ItemStatus[]>> = {
  planned: ['in_stock', 'in_service', 'retired'],
  in_stock: ['in_service', 'in_repair', 'reserve', 'retired'],
  in_service: ['in_stock', 'in_repair', 'reserve', 'retired'],
  in_repair: ['in_service', 'in_stock', 'reserve', 'retired'],
  reserve: ['in_service', 'in_stock', 'in_repair', 'retired'],
  retired: ['in_stock'],
}

/** Throws `equipment.status_step`. */
export function expectStep(from: ItemStatus, to: ItemStatus): void {
  if (!statusSteps[from].includes(to)) throw equipmentError('equipment.status_step', { from, to, possible: statusSteps[from].join(', ') })
}
