import { staffOnly } from '@deskwright/core'
import { Status, Verdict } from '../item/schemas.ts'
import { AffectedItem } from '../relation/schemas.ts'
import { Code, Id, Line, limits, nullable, optional, type Static, Text, Type } from '../schemas.ts'

/** `ticket.ext.equipment` as it goes in: all the items, of which one is the main one (the first unless told). */
export const EquipmentOnTicketInput = Type.Object({
  itemIds: optional(Type.Array(Id, { maxItems: limits.itemsOnTicket, uniqueItems: true })),
  mainItemId: optional(Id),
})
export interface EquipmentOnTicketInput extends Static<typeof EquipmentOnTicketInput> {}

export const TicketItem = Type.Object(
  {
    id: Id,
    inventoryNumber: Type.String(),
    name: Type.String(),
    status: Status,
    isMain: Type.Boolean(),
    /** As of the day on which the ticket was opened; it stays what it was then. */
    warranty: Type.Object({ verdict: Verdict, until: nullable(Type.String()), on: Type.String() }),
    /** The ticket that names it: another one where that was merged into this. */
    ticketId: Id,
  },
  { title: 'EquipmentOnTicketItem' },
)
export interface TicketItem extends Static<typeof TicketItem> {}
/** What of it the reader may see; with what else is affected, for staff. */
export const EquipmentOnTicket = Type.Object({ items: Type.Array(TicketItem), affected: optional(Type.Array(AffectedItem)) })
export interface EquipmentOnTicket extends Static<typeof EquipmentOnTicket> {}

export const ReportItem = Type.Object({
  itemId: Id,
  subject: Line,
  body: optional(Text),
  /** Type of the ticket; `incident` unless told. */
  type: optional(Code),
  requesterId: staffOnly(Id),
  teamId: staffOnly(Id),
  /** And the item goes into repair. */
  intoRepair: staffOnly(Type.Boolean()),
})
export interface ReportItem extends Static<typeof ReportItem> {}
export const ReportedTicket = Type.Object({ ticketId: Id, number: Type.Integer() }, { title: 'EquipmentReportedTicket' })
export interface ReportedTicket extends Static<typeof ReportedTicket> {}
