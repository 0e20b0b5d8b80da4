import type { Selectable } from 'kysely'
import { coreError } from '../error/core-errors.ts'
import { refuseIfVetoed } from '../operation/bound-work.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext, UnitOfWork } from '../operation/unit-of-work.ts'
import type { ChecklistItemTable, ChecklistTable } from './tables.ts'

export type ChecklistRow = Selectable<ChecklistTable>
export type ItemRow = Selectable<ChecklistItemTable>

export interface LockedChecklist {
  readonly checklist: ChecklistRow
  /** In order. */
  readonly items: readonly ItemRow[]
  readonly ticket: TicketState
}

const find = ({ db }: UnitOfWork, checklistId: string): Promise<ChecklistRow | undefined> =>
  db.selectFrom('checklist').selectAll().where('id', '=', checklistId).executeTakeFirst()

export const itemsOf = ({ db }: UnitOfWork, checklistIds: readonly string[]): Promise<ItemRow[]> =>
  db
    .selectFrom('checklist_item')
    .selectAll()
    .where('checklist_id', 'in', [...checklistIds])
    .orderBy('position')
    .orderBy('id')
    .execute()

/**
 * A checklist of a ticket that the actor sees and holds `permission` for. The ticket's row is the lock of its checklists: of two who check
 * the same at once, the second finds it done.
 */
export async function lockChecklist(context: CallContext, checklistId: string, permission: string): Promise<LockedChecklist> {
  const { unit, actor } = context
  const found = await find(unit, checklistId)
  const ticket = found && (await unit.tickets.follow(actor, found.ticket_id))
  const { permissions } = unit.runtime.composition
  const checklist = ticket && unit.tickets.can(actor, permissions.bit('ticket.read'), ticket) ? await find(unit, checklistId) : undefined
  if (!ticket || !checklist || (!checklist.is_public && actor.capacity.acting === 'customer'))
    throw coreError('checklist.not_found', { checklistId })
  if (!unit.tickets.can(actor, permissions.bit(permission), ticket)) throw coreError('access.denied', { permission })
  await refuseIfVetoed(context, permission, ticket.row)
  expectNotClosed(ticket)
  return { checklist, items: await itemsOf(unit, [checklistId]), ticket }
}

/** What was done on a ticket that is closed stays as it was. */
export function expectNotClosed({ row }: TicketState): void {
  if (row.category === 'closed') throw coreError('ticket.closed', { number: row.number })
}

export function itemOf({ items }: LockedChecklist, itemId: string): ItemRow {
  const item = items.find(({ id }) => id === itemId)
  if (!item) throw coreError('checklist.item_not_found', { itemId })
  return item
}
