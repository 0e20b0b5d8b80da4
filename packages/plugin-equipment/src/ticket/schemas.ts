import { staffOnly } from '@deskwright/core'
import { Status, Verdict } from '../item/schemas.ts'
import { AffectedItem } from '../relation/schemas.ts'
import { about, Code, Id, Line, limits, nullable, optional, type Static, Text, Type } from '../schemas.ts'

/** `ticket.ext.equipment` as it goes in: all the items, of which one is the main one (the first unless told). */
export const EquipmentOnTicketInput = Type.Object(
  {
    itemIds: optional(about(Type.Array(Id, { maxItems: limits.itemsOnTicket, uniqueItems: true }), 'All the items that it is about')),
    mainItemId: optional(about(Id, 'Which of them it is about first; the first unless told')),
  },
  { description: 'Which equipment it is about' },
)
export interface EquipmentOnTicketInput extends Static<typeof EquipmentOnTicketInput> {}

export const TicketItem = Type.Object(
  {
    id: Id,
    inventoryNumber: about(Type.String(), 'What people call it by'),
    name: about(Type.String(), 'As it is shown'),
    status: about(Status, 'Where it is in its life today'),
    isMain: about(Type.Boolean(), 'The one that the ticket is about first'),
    warranty: about(
      Type.Object({
        verdict: about(Verdict, 'Whether it was in warranty'),
        until: about(nullable(Type.String()), 'Last day of the warranty: YYYY-MM-DD; null: not known'),
        on: about(Type.String(), 'The day of the verdict: YYYY-MM-DD'),
      }),
      'As of the day on which the ticket was opened; it stays what it was then',
    ),
    ticketId: about(Id, 'The ticket that names it: another one where that was merged into this'),
  },
  { title: 'EquipmentOnTicketItem' },
)
export interface TicketItem extends Static<typeof TicketItem> {}
/** What of it the reader may see; with what else is affected, for staff. */
export const EquipmentOnTicket = Type.Object(
  {
    items: about(Type.Array(TicketItem), 'Those that the reader may see'),
    affected: optional(about(Type.Array(AffectedItem), 'What else fails with them; for staff only')),
  },
  { description: 'Equipment that it is about' },
)
export interface EquipmentOnTicket extends Static<typeof EquipmentOnTicket> {}

export const ReportItem = Type.Object({
  itemId: Id,
  subject: Line,
  body: optional(Text),
  type: optional(about(Code, 'Type of the ticket; `incident` unless told')),
  requesterId: staffOnly(Id),
  teamId: staffOnly(Id),
  intoRepair: staffOnly(about(Type.Boolean(), 'And the item goes into repair')),
})
export interface ReportItem extends Static<typeof ReportItem> {}
export const ReportedTicket = Type.Object(
  { ticketId: Id, number: about(Type.Integer(), 'Its number') },
  { title: 'EquipmentReportedTicket' },
)
export interface ReportedTicket extends Static<typeof ReportedTicket> {}
