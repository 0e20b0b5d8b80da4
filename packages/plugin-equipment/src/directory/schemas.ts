import { Code, Id, Line, limits, NextCursor, nullable, optional, pageInput, Short, type Static, Type, Version } from '../schemas.ts'

const AttributeType = Type.Union([
  Type.Literal('text'),
  Type.Literal('number'),
  Type.Literal('date'),
  Type.Literal('boolean'),
  Type.Literal('choice'),
])
/** One attribute that items of a kind have. */
export const Attribute = Type.Object(
  {
    key: Code,
    title: Short,
    type: AttributeType,
    /** Of a number, such as `GB`. */
    unit: optional(Short),
    min: optional(Type.Number()),
    max: optional(Type.Number()),
    /** Of a choice. */
    choices: optional(Type.Array(Short, { minItems: 1, maxItems: limits.choices, uniqueItems: true })),
    isRequired: optional(Type.Boolean()),
  },
  { title: 'EquipmentAttribute' },
)
export interface Attribute extends Static<typeof Attribute> {}

const Attributes = Type.Array(Attribute, { maxItems: limits.attributes })
export const Kind = Type.Object(
  {
    id: Id,
    parentId: nullable(Id),
    name: Type.String(),
    /** Its own. */
    attributes: Type.Array(Attribute),
    version: Version,
  },
  { title: 'EquipmentKind' },
)
export interface Kind extends Static<typeof Kind> {}
/** With the attributes of the kinds above, theirs first: what an item of it has. */
export const KindWithSchema = Type.Object(
  { ...Kind.properties, schema: Type.Array(Attribute), path: Type.Array(Type.String()) },
  { title: 'EquipmentKindWithSchema' },
)
export interface KindWithSchema extends Static<typeof KindWithSchema> {}
export const KindById = Type.Object({ kindId: Id })
export interface KindById extends Static<typeof KindById> {}
export const ListDirectory = Type.Object({ find: optional(Short), ...pageInput })
export interface ListDirectory extends Static<typeof ListDirectory> {}
export const KindPage = Type.Object({ items: Type.Array(Kind), nextCursor: NextCursor }, { title: 'EquipmentKindPage' })
export interface KindPage extends Static<typeof KindPage> {}
export const CreateKind = Type.Object({ name: Line, parentId: optional(Id), attributes: optional(Attributes) })
export interface CreateKind extends Static<typeof CreateKind> {}
export const UpdateKind = Type.Object({
  kindId: Id,
  name: optional(Line),
  parentId: optional(nullable(Id)),
  attributes: optional(Attributes),
  expectedVersion: optional(Version),
})
export interface UpdateKind extends Static<typeof UpdateKind> {}

const Website = Type.String({ maxLength: 500, pattern: '^https?://[^\\s<>"\\\\]+$' })
export const Manufacturer = Type.Object(
  { id: Id, name: Type.String(), website: nullable(Type.String()), version: Version },
  { title: 'EquipmentManufacturer' },
)
export interface Manufacturer extends Static<typeof Manufacturer> {}
export const ManufacturerPage = Type.Object(
  { items: Type.Array(Manufacturer), nextCursor: NextCursor },
  { title: 'EquipmentManufacturerPage' },
)
export interface ManufacturerPage extends Static<typeof ManufacturerPage> {}
export const CreateManufacturer = Type.Object({ name: Line, website: optional(Website) })
export interface CreateManufacturer extends Static<typeof CreateManufacturer> {}
export const UpdateManufacturer = Type.Object({
  manufacturerId: Id,
  name: optional(Line),
  website: optional(nullable(Website)),
  expectedVersion: optional(Version),
})
export interface UpdateManufacturer extends Static<typeof UpdateManufacturer> {}

const Months = Type.Integer({ minimum: 0, maximum: 1200 })
export const Model = Type.Object(
  {
    id: Id,
    manufacturerId: Id,
    manufacturer: Type.String(),
    kindId: Id,
    name: Type.String(),
    /** From the day of purchase, where an item says nothing else. */
    warrantyMonths: nullable(Type.Integer()),
    version: Version,
  },
  { title: 'EquipmentModel' },
)
export interface Model extends Static<typeof Model> {}
export const ModelPage = Type.Object({ items: Type.Array(Model), nextCursor: NextCursor }, { title: 'EquipmentModelPage' })
export interface ModelPage extends Static<typeof ModelPage> {}
export const ListModels = Type.Object({ find: optional(Short), manufacturerId: optional(Id), kindId: optional(Id), ...pageInput })
export interface ListModels extends Static<typeof ListModels> {}
export const CreateModel = Type.Object({ manufacturerId: Id, kindId: Id, name: Line, warrantyMonths: optional(Months) })
export interface CreateModel extends Static<typeof CreateModel> {}
export const UpdateModel = Type.Object({
  modelId: Id,
  kindId: optional(Id),
  name: optional(Line),
  warrantyMonths: optional(nullable(Months)),
  expectedVersion: optional(Version),
})
export interface UpdateModel extends Static<typeof UpdateModel> {}

export const Directory = Type.Union([Type.Literal('kinds'), Type.Literal('manufacturers'), Type.Literal('models')])
export type Directory = Static<typeof Directory>
export const MergeRows = Type.Object({ directory: Directory, rowId: Id, intoId: Id })
export interface MergeRows extends Static<typeof MergeRows> {}
/** What followed: how many items, models and kinds belong to the other row now. */
export const MergedRows = Type.Object(
  { id: Id, items: Type.Integer(), models: Type.Integer(), kinds: Type.Integer() },
  { title: 'EquipmentMergedRows' },
)
export interface MergedRows extends Static<typeof MergedRows> {}
export const DirectoryRow = Type.Object({ directory: Directory, rowId: Id })
export interface DirectoryRow extends Static<typeof DirectoryRow> {}
