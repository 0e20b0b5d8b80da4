import { Currency, staffOnly } from '@deskwright/core'
import {
  AttributeInput,
  Code,
  Day,
  Id,
  Instant,
  Line,
  NextCursor,
  Note,
  nullable,
  optional,
  pageInput,
  Short,
  type Static,
  Type,
  Version,
} from '../schemas.ts'

export const Status = Type.Union([
  Type.Literal('planned'),
  Type.Literal('in_stock'),
  Type.Literal('in_service'),
  Type.Literal('in_repair'),
  Type.Literal('reserve'),
  Type.Literal('retired'),
])
export const Verdict = Type.Union([Type.Literal('in_warranty'), Type.Literal('out_of_warranty'), Type.Literal('unknown')])
const Price = Type.Object({ minor: Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }), currency: Currency })

/** A value with what the kind says about it. `fits: false`: the kind has changed since, and the value stays readable. */
export const AttributeValue = Type.Object(
  {
    key: Code,
    title: Type.String(),
    unit: nullable(Type.String()),
    value: Type.Union([Type.String(), Type.Number(), Type.Boolean()]),
    fits: Type.Boolean(),
  },
  { title: 'EquipmentAttributeValue' },
)
export interface AttributeValue extends Static<typeof AttributeValue> {}

export const Item = Type.Object(
  {
    id: Id,
    inventoryNumber: Type.String(),
    /** What its label says: opens it with `scan`, and never changes. */
    label: Type.String(),
    name: Type.String(),
    serial: nullable(Type.String()),
    kind: Type.Object({ id: Id, name: Type.String() }),
    model: nullable(Type.Object({ id: Id, name: Type.String(), manufacturer: Type.String() })),
    /** Null: the house's own. */
    companyId: nullable(Id),
    object: nullable(Type.Object({ id: Id, name: Type.String() })),
    place: nullable(Type.String()),
    contactId: nullable(Id),
    status: Status,
    statusTitle: Type.String(),
    installedOn: nullable(Type.String()),
    /** Today's. */
    warranty: Type.Object({ verdict: Verdict, until: nullable(Type.String()) }),
    attributes: Type.Array(AttributeValue),
    purchasedOn: staffOnly(nullable(Type.String())),
    price: staffOnly(nullable(Price)),
    supplier: staffOnly(nullable(Type.String())),
    /** As it was typed in; else the warranty follows from the purchase and the model. */
    warrantyUntil: staffOnly(nullable(Type.String())),
    note: staffOnly(nullable(Type.String())),
    updatedAt: staffOnly(Instant),
    version: Version,
  },
  { title: 'EquipmentItem' },
)
export interface Item extends Static<typeof Item> {}
export const ItemPage = Type.Object({ items: Type.Array(Item), nextCursor: NextCursor }, { title: 'EquipmentItemPage' })
export interface ItemPage extends Static<typeof ItemPage> {}

export const ItemById = Type.Object({ itemId: Id })
export interface ItemById extends Static<typeof ItemById> {}
export const ListItems = Type.Object({
  companyId: optional(Id),
  /** There, and in the places inside. */
  objectId: optional(Id),
  /** Of the kind, and of those below it. */
  kindId: optional(Id),
  modelId: optional(Id),
  contactId: optional(Id),
  status: optional(Status),
  /** The beginning of a name, of an inventory number or of a serial number, without case and spaces. */
  find: optional(Short),
  withRetired: optional(Type.Boolean()),
  /** Only what the ticket may name: of its company, or ours. */
  forTicketId: optional(Id),
  ...pageInput,
})
export interface ListItems extends Static<typeof ListItems> {}

const facts = {
  serial: Short,
  modelId: Id,
  contactId: Id,
  purchasedOn: Day,
  price: Price,
  supplier: Line,
  installedOn: Day,
  warrantyUntil: Day,
  note: Note,
} as const
export const CreateItem = Type.Object({
  inventoryNumber: Short,
  name: Line,
  kindId: Id,
  companyId: optional(nullable(Id)),
  objectId: optional(Id),
  place: optional(Line),
  status: optional(Status),
  serial: optional(facts.serial),
  modelId: optional(facts.modelId),
  contactId: optional(facts.contactId),
  purchasedOn: optional(facts.purchasedOn),
  price: optional(facts.price),
  supplier: optional(facts.supplier),
  installedOn: optional(facts.installedOn),
  warrantyUntil: optional(facts.warrantyUntil),
  note: optional(facts.note),
  attributes: optional(AttributeInput),
})
export interface CreateItem extends Static<typeof CreateItem> {}
export const UpdateItem = Type.Object({
  itemId: Id,
  inventoryNumber: optional(Short),
  name: optional(Line),
  kindId: optional(Id),
  serial: optional(nullable(facts.serial)),
  modelId: optional(nullable(facts.modelId)),
  contactId: optional(nullable(facts.contactId)),
  purchasedOn: optional(nullable(facts.purchasedOn)),
  price: optional(nullable(facts.price)),
  supplier: optional(nullable(facts.supplier)),
  installedOn: optional(nullable(facts.installedOn)),
  warrantyUntil: optional(nullable(facts.warrantyUntil)),
  note: optional(nullable(facts.note)),
  /** Only those that change. */
  attributes: optional(AttributeInput),
  expectedVersion: optional(Version),
})
export interface UpdateItem extends Static<typeof UpdateItem> {}
export const MoveItem = Type.Object({
  itemId: Id,
  /** Null: back to us. The place and the contact of the company that it leaves go. */
  companyId: optional(nullable(Id)),
  objectId: optional(nullable(Id)),
  place: optional(nullable(Line)),
  expectedVersion: optional(Version),
})
export interface MoveItem extends Static<typeof MoveItem> {}
export const ChangeStatus = Type.Object({ itemId: Id, status: Status, reason: optional(Line), expectedVersion: optional(Version) })
export interface ChangeStatus extends Static<typeof ChangeStatus> {}
export const ScanLabel = Type.Object({ label: Type.String({ pattern: '^[0-9A-Za-z]{10}$' }) })
export interface ScanLabel extends Static<typeof ScanLabel> {}

export const ItemFile = Type.Object(
  {
    id: Id,
    name: Type.String(),
    contentType: Type.String(),
    sizeBytes: Type.Integer(),
    isInternal: staffOnly(Type.Boolean()),
    addedAt: Instant,
  },
  { title: 'EquipmentFile' },
)
export interface ItemFile extends Static<typeof ItemFile> {}
export const ItemFiles = Type.Object({ items: Type.Array(ItemFile) }, { title: 'EquipmentFiles' })
export interface ItemFiles extends Static<typeof ItemFiles> {}
export const AddFile = Type.Object({ itemId: Id, fileId: Id, isInternal: optional(Type.Boolean()) })
export interface AddFile extends Static<typeof AddFile> {}
export const FileById = Type.Object({ itemId: Id, itemFileId: Id })
export interface FileById extends Static<typeof FileById> {}
