import { Currency, staffOnly } from '@deskwright/core'
import {
  AttributeInput,
  about,
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
const Price = Type.Object({
  minor: about(Type.Integer({ minimum: 0, maximum: 1_000_000_000_000 }), 'In the smallest unit of the currency, such as cents'),
  currency: Currency,
})

/** A value with what the kind says about it. `fits: false`: the kind has changed since, and the value stays readable. */
export const AttributeValue = Type.Object(
  {
    key: Code,
    title: about(Type.String(), 'What people call it'),
    unit: about(nullable(Type.String()), 'Of a number, such as `GB`; null: none'),
    value: about(Type.Union([Type.String(), Type.Number(), Type.Boolean()]), 'What it says, of the type that the kind asks for'),
    fits: about(Type.Boolean(), 'False: the kind has changed since, and the value stays readable'),
  },
  { title: 'EquipmentAttributeValue' },
)
export interface AttributeValue extends Static<typeof AttributeValue> {}

export const Item = Type.Object(
  {
    id: Id,
    inventoryNumber: about(Type.String(), 'What people call it by; taken once'),
    label: about(Type.String(), 'What its label says: opens it with `scan`, and never changes'),
    name: about(Type.String(), 'As it is shown'),
    serial: about(nullable(Type.String()), 'Serial number; null: not known'),
    kind: about(Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }), 'What kind of thing it is'),
    model: about(
      nullable(
        Type.Object({
          id: Id,
          name: about(Type.String(), 'As it is shown'),
          manufacturer: about(Type.String(), 'Name of the manufacturer'),
        }),
      ),
      'Which model; null: not known',
    ),
    companyId: about(nullable(Id), 'Whose it is; null: the house’s own'),
    object: about(nullable(Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') })), 'The place where it is; null: not said'),
    place: about(nullable(Type.String()), 'Where in the place, in words; null: not said'),
    contactId: about(nullable(Id), 'Who has it or answers for it; null: nobody'),
    status: about(Status, 'Where it is in its life'),
    statusTitle: about(Type.String(), 'The same in the reader’s language'),
    installedOn: about(nullable(Type.String()), 'Day on which it was put into service; null: not known'),
    warranty: about(
      Type.Object({
        verdict: about(Verdict, 'Whether it is in warranty today'),
        until: about(nullable(Type.String()), 'Last day of the warranty: YYYY-MM-DD; null: not known'),
      }),
      'Today’s',
    ),
    attributes: about(Type.Array(AttributeValue), 'What its kind asks for, as far as it was entered'),
    purchasedOn: staffOnly(about(nullable(Type.String()), 'Day of purchase: YYYY-MM-DD; null: not known. For staff only')),
    price: staffOnly(about(nullable(Price), 'What it cost; null: not known. For staff only')),
    supplier: staffOnly(about(nullable(Type.String()), 'Who sold it; null: not known. For staff only')),
    warrantyUntil: staffOnly(
      about(
        nullable(Type.String()),
        'Last day of the warranty as it was typed in; null: it follows from the purchase and the model. For staff only',
      ),
    ),
    note: staffOnly(about(nullable(Type.String()), 'Words of the house; null: none. For staff only')),
    updatedAt: staffOnly(Instant),
    version: Version,
  },
  { title: 'EquipmentItem' },
)
export interface Item extends Static<typeof Item> {}
export const ItemPage = Type.Object(
  { items: about(Type.Array(Item), 'What is on this page'), nextCursor: NextCursor },
  { title: 'EquipmentItemPage' },
)
export interface ItemPage extends Static<typeof ItemPage> {}

export const ItemById = Type.Object({ itemId: Id })
export interface ItemById extends Static<typeof ItemById> {}
export const ListItems = Type.Object({
  companyId: optional(Id),
  objectId: optional(about(Id, 'There, and in the places inside')),
  kindId: optional(about(Id, 'Of the kind, and of those below it')),
  modelId: optional(Id),
  contactId: optional(Id),
  status: optional(about(Status, 'Where it is in its life')),
  find: optional(about(Short, 'The beginning of a name, of an inventory number or of a serial number, without case and spaces')),
  withRetired: optional(about(Type.Boolean(), 'Retired ones, too; not unless told, but for `status`')),
  forTicketId: optional(about(Id, 'Only what the ticket may name: of its company, or ours')),
  ...pageInput,
})
export interface ListItems extends Static<typeof ListItems> {}

const facts = {
  serial: about(Short, 'Serial number'),
  modelId: about(Id, 'Which model: its kind is the item’s, or one above it'),
  contactId: about(Id, 'Who has it or answers for it; one of the company sees it as their own'),
  purchasedOn: about(Day, 'Day of purchase: YYYY-MM-DD'),
  price: about(Price, 'What it cost'),
  supplier: about(Line, 'Who sold it'),
  installedOn: about(Day, 'Day on which it was put into service: YYYY-MM-DD'),
  warrantyUntil: about(Day, 'Last day of the warranty, where it does not follow from the purchase and the model'),
  note: about(Note, 'Words of the house, for staff only'),
} as const
export const CreateItem = Type.Object({
  inventoryNumber: about(Short, 'What people call it by; taken once, but for case and spaces'),
  name: Line,
  kindId: Id,
  companyId: optional(about(nullable(Id), 'Whose it is; null, and unless told: the house’s own')),
  objectId: optional(about(Id, 'The place where it is: of the same company, and in use')),
  place: optional(about(Line, 'Where in the place, in words')),
  status: optional(about(Status, 'Where it is in its life; `in_service` unless told')),
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
  inventoryNumber: optional(about(Short, 'What people call it by; taken once, but for case and spaces')),
  name: optional(Line),
  kindId: optional(Id),
  serial: optional(about(nullable(facts.serial), 'Serial number; null: not known')),
  modelId: optional(about(nullable(facts.modelId), 'Which model: its kind is the item’s, or one above it; null: not known')),
  contactId: optional(
    about(nullable(facts.contactId), 'Who has it or answers for it; one of the company sees it as their own; null: nobody'),
  ),
  purchasedOn: optional(about(nullable(facts.purchasedOn), 'Day of purchase: YYYY-MM-DD; null: not known')),
  price: optional(about(nullable(facts.price), 'What it cost; null: not known')),
  supplier: optional(about(nullable(facts.supplier), 'Who sold it; null: not known')),
  installedOn: optional(about(nullable(facts.installedOn), 'Day on which it was put into service: YYYY-MM-DD; null: not known')),
  warrantyUntil: optional(
    about(nullable(facts.warrantyUntil), 'Last day of the warranty; null: it follows from the purchase and the model'),
  ),
  note: optional(about(nullable(facts.note), 'Words of the house, for staff only; null takes them away')),
  attributes: optional(about(AttributeInput, 'Only those that change, by key; null takes one away')),
  expectedVersion: optional(Version),
})
export interface UpdateItem extends Static<typeof UpdateItem> {}
export const MoveItem = Type.Object({
  itemId: Id,
  companyId: optional(about(nullable(Id), 'Whose it is now; null: back to us. The place and the contact of the company that it leaves go')),
  objectId: optional(about(nullable(Id), 'The place where it is now, which is in use; null: none')),
  place: optional(about(nullable(Line), 'Where in the place, in words; null: not said')),
  expectedVersion: optional(Version),
})
export interface MoveItem extends Static<typeof MoveItem> {}
export const ChangeStatus = Type.Object({
  itemId: Id,
  status: about(Status, 'The next one in its life'),
  reason: optional(about(Line, 'Why; for staff only')),
  expectedVersion: optional(Version),
})
export interface ChangeStatus extends Static<typeof ChangeStatus> {}
export const ScanLabel = Type.Object({
  label: about(Type.String({ pattern: '^[0-9A-Za-z]{10}$' }), 'What the label says: ten letters and digits'),
})
export interface ScanLabel extends Static<typeof ScanLabel> {}

export const ItemFile = Type.Object(
  {
    id: Id,
    name: about(Type.String(), 'As it was uploaded'),
    contentType: about(Type.String(), 'Media type'),
    sizeBytes: about(Type.Integer(), 'In bytes'),
    isInternal: staffOnly(about(Type.Boolean(), 'Only staff get it; for staff only')),
    addedAt: Instant,
  },
  { title: 'EquipmentFile' },
)
export interface ItemFile extends Static<typeof ItemFile> {}
export const ItemFiles = Type.Object(
  { items: about(Type.Array(ItemFile), 'The files of the item that the reader may have') },
  { title: 'EquipmentFiles' },
)
export interface ItemFiles extends Static<typeof ItemFiles> {}
export const AddFile = Type.Object({
  itemId: Id,
  fileId: about(Id, 'What was uploaded'),
  isInternal: optional(about(Type.Boolean(), 'Only staff get it; not unless told')),
})
export interface AddFile extends Static<typeof AddFile> {}
export const FileById = Type.Object({ itemId: Id, itemFileId: Id })
export interface FileById extends Static<typeof FileById> {}
