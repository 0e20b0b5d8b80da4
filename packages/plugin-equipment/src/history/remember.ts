import type { HistoryKind } from '../tables.ts'
import type { AnyWork, EquipmentWriter } from '../work.ts'
import type { HistoryDetails } from './schemas.ts'

export interface Memory {
  readonly of: { readonly itemId: string } | { readonly objectId: string }
  readonly kind: HistoryKind
  /** Whose it was then; null for the house's own. */
  readonly companyId: string | null
  /** Not for customers. */
  readonly isInternal?: boolean
  /** Ids, codes and values; nothing that customers must not see, unless it is internal. */
  readonly details?: HistoryDetails
  readonly ticket?: { readonly id: string; readonly number: number; readonly createdAt: string }
}

/** Writes down what happened, in the transaction in which it does. */
export async function remember(work: AnyWork, db: EquipmentWriter, memories: readonly Memory[]): Promise<void> {
  if (!memories.length) return
  const rows = memories.map(({ of, kind, companyId, isInternal = false, details = {}, ticket }) => ({
    id: work.newId(),
    item_id: 'itemId' in of ? of.itemId : null,
    object_id: 'objectId' in of ? of.objectId : null,
    // A ticket stands where it was opened, whenever the item was put on it.
    happened_at: ticket?.createdAt ?? work.now,
    kind,
    ticket_id: ticket?.id ?? null,
    ticket_number: ticket?.number ?? null,
    company_id: companyId,
    is_internal: isInternal,
    actor_kind: work.actor.kind,
    actor_id: work.actor.id,
    details_json: details,
  }))
  await db.insertInto('equipment_history').values(rows).execute()
}
