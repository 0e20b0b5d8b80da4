import { staffOnly } from '@deskwright/core'
import { Id, Instant, NextCursor, nullable, pageInput, type Static, Type } from '../schemas.ts'

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
    /** Ids, codes and values, by what it is about: `{ from, to }` of a status, the changed fields, … */
    details: Type.Unsafe<Readonly<Record<string, unknown>>>(Type.Object({}, { additionalProperties: true })),
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
