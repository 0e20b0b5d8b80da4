import { staffOnly } from '@deskwright/core'
import { about, Id, Instant, NextCursor, nullable, optional, pageInput, type Static, Type } from '../schemas.ts'

const Value = nullable(Type.Union([Type.String(), Type.Number(), Type.Boolean()]))
/** Ids, codes and values: of what it is about, and nothing else. */
const Details = Type.Object(
  {
    from: optional(about(Type.String(), 'Status before; of a status')),
    to: optional(about(Type.String(), 'Status now; of a status')),
    reason: staffOnly(about(Type.String(), 'Why, as it was said; for staff only')),
    changes: optional(
      about(
        Type.Array(
          Type.Object({
            field: about(Type.String(), 'Name of the fact'),
            from: about(Value, 'What it was; null: nothing'),
            to: about(Value, 'What it is; null: nothing'),
          }),
        ),
        'Of an item: facts that changed, each with what it was and is',
      ),
    ),
    fields: optional(about(Type.Array(Type.String()), 'Of a place: names of facts that changed, without what they are')),
    fromObjectId: optional(about(nullable(Id), 'The place that it left; null: none, or one of another company')),
    fromPlace: optional(about(nullable(Type.String()), 'Where in that place, in words; null: not said, or of another company')),
    objectId: optional(about(nullable(Id), 'The place that it came to; null: none, or one of another company')),
    place: optional(about(nullable(Type.String()), 'Where in that place, in words; null: not said, or of another company')),
    itemId: optional(about(Id, 'The other item; of a place: which item it was')),
    on: optional(about(Type.String(), 'The day of it: YYYY-MM-DD')),
    itemFileId: optional(about(Id, 'The file')),
    name: optional(about(Type.String(), 'Name of the file')),
    kind: optional(about(Type.String(), 'Of a dependency: `runs_on`, `connected_to`, `needed_by`')),
    fromId: optional(about(Id, 'Of a dependency: which of the two its kind is said of')),
    toId: optional(about(Id, 'Of a dependency: the other one')),
  },
  { title: 'EquipmentHistoryDetails' },
)
export interface HistoryDetails extends Static<typeof Details> {}

export const HistoryEntry = Type.Object(
  {
    id: Id,
    at: Instant,
    kind: about(Type.String(), 'What happened: `ticket`, `moved`, `status`, `changed`, …'),
    title: about(Type.String(), 'The same in the reader’s language'),
    ticketId: about(nullable(Id), 'The ticket of it; null: none'),
    ticketNumber: about(nullable(Type.Integer()), 'Number of that ticket; null: none'),
    actor: staffOnly(
      about(
        Type.Object({
          kind: about(Type.String(), '`person`, `plugin` or `system`'),
          id: about(Type.String(), 'Id of the person or of the plugin'),
        }),
        'Who did it; for staff only',
      ),
    ),
    details: about(Details, 'Ids, codes and values of what happened'),
  },
  { title: 'EquipmentHistoryEntry' },
)
export interface HistoryEntry extends Static<typeof HistoryEntry> {}
export const HistoryPage = Type.Object(
  { items: about(Type.Array(HistoryEntry), 'What is on this page, newest first'), nextCursor: NextCursor },
  { title: 'EquipmentHistoryPage' },
)
export interface HistoryPage extends Static<typeof HistoryPage> {}
export const ItemHistory = Type.Object({ itemId: Id, ...pageInput })
export interface ItemHistory extends Static<typeof ItemHistory> {}
export const ObjectHistory = Type.Object({
  objectId: Id,
  withInside: optional(about(Type.Boolean(), 'Of the places inside, too; not unless told')),
  ...pageInput,
})
export interface ObjectHistory extends Static<typeof ObjectHistory> {}
