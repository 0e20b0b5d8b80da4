import { staffOnly } from '@deskwright/core'
import { Id, Instant, NextCursor, nullable, optional, pageInput, type Static, Type } from '../schemas.ts'

const Value = nullable(Type.Union([Type.String(), Type.Number(), Type.Boolean()]))
/** Ids, codes and values: of what it is about, and nothing else. */
const Details = Type.Object(
  {
    /** Of a status. */
    from: optional(Type.String()),
    to: optional(Type.String()),
    reason: staffOnly(Type.String()),
    /** Of facts that changed. */
    changes: optional(Type.Array(Type.Object({ field: Type.String(), from: Value, to: Value }))),
    fields: optional(Type.Array(Type.String())),
    /** Of a way; null where another company has the other end. */
    fromObjectId: optional(nullable(Id)),
    fromPlace: optional(nullable(Type.String())),
    objectId: optional(nullable(Id)),
    place: optional(nullable(Type.String())),
    /** The other item, and the day. */
    itemId: optional(Id),
    on: optional(Type.String()),
    /** Of a file. */
    itemFileId: optional(Id),
    name: optional(Type.String()),
    /** Of a dependency. */
    kind: optional(Type.String()),
    fromId: optional(Id),
    toId: optional(Id),
  },
  { title: 'EquipmentHistoryDetails' },
)
export interface HistoryDetails extends Static<typeof Details> {}

export const HistoryEntry = Type.Object(
  {
    id: Id,
    at: Instant,
    /** `ticket`, `moved`, `status`, `changed`, … */
    kind: Type.String(),
    /** In the reader's words. */
    title: Type.String(),
    ticketId: nullable(Id),
    ticketNumber: nullable(Type.Integer()),
    actor: staffOnly(Type.Object({ kind: Type.String(), id: Type.String() })),
    details: Details,
  },
  { title: 'EquipmentHistoryEntry' },
)
export interface HistoryEntry extends Static<typeof HistoryEntry> {}
export const HistoryPage = Type.Object({ items: Type.Array(HistoryEntry), nextCursor: NextCursor }, { title: 'EquipmentHistoryPage' })
export interface HistoryPage extends Static<typeof HistoryPage> {}
export const ItemHistory = Type.Object({ itemId: Id, ...pageInput })
export interface ItemHistory extends Static<typeof ItemHistory> {}
export const ObjectHistory = Type.Object({ objectId: Id, ...pageInput })
export interface ObjectHistory extends Static<typeof ObjectHistory> {}
