import { ModelPlan, ModelPlanView } from '../plan/schemas.ts'
import { about, Code, Id, Line, limits, NextCursor, nullable, optional, pageInput, Short, type Static, Type, Version } from '../schemas.ts'

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
    title: about(Short, 'What people call it'),
    type: about(AttributeType, 'What its values are'),
    unit: optional(about(Short, 'Of a number, such as `GB`')),
    min: optional(about(Type.Number(), 'Of a number: the least')),
    max: optional(about(Type.Number(), 'Of a number: the most')),
    choices: optional(
      about(Type.Array(Short, { minItems: 1, maxItems: limits.choices, uniqueItems: true }), 'Of a choice: what there is to choose from'),
    ),
    isRequired: optional(about(Type.Boolean(), 'An item of the kind must have it; not unless told')),
  },
  { title: 'EquipmentAttribute' },
)
export interface Attribute extends Static<typeof Attribute> {}

const Attributes = Type.Array(Attribute, { maxItems: limits.attributes })
export const Kind = Type.Object(
  {
    id: Id,
    parentId: about(nullable(Id), 'The kind above it; null: it is at the top'),
    name: about(Type.String(), 'As it is shown'),
    attributes: about(Type.Array(Attribute), 'Its own, without those of the kinds above'),
    version: Version,
  },
  { title: 'EquipmentKind' },
)
export interface Kind extends Static<typeof Kind> {}
/** With the attributes of the kinds above, theirs first: what an item of it has. */
export const KindWithSchema = Type.Object(
  {
    ...Kind.properties,
    schema: about(Type.Array(Attribute), 'What an item of it has: the attributes of the kinds above first, then its own'),
    path: about(Type.Array(Type.String()), 'Names of the kinds from the top down to it'),
  },
  { title: 'EquipmentKindWithSchema' },
)
export interface KindWithSchema extends Static<typeof KindWithSchema> {}
export const KindById = Type.Object({ kindId: Id })
export interface KindById extends Static<typeof KindById> {}
export const ListDirectory = Type.Object({
  find: optional(about(Short, 'The beginning of the name, without case and spaces')),
  ...pageInput,
})
export interface ListDirectory extends Static<typeof ListDirectory> {}
export const KindPage = Type.Object(
  { items: about(Type.Array(Kind), 'What is on this page'), nextCursor: NextCursor },
  { title: 'EquipmentKindPage' },
)
export interface KindPage extends Static<typeof KindPage> {}
export const CreateKind = Type.Object({
  name: about(Line, 'As it is shown; taken once, but for case and spaces'),
  parentId: optional(about(Id, 'The kind above it; at the top unless told')),
  attributes: optional(about(Attributes, 'Its own, besides those of the kinds above')),
})
export interface CreateKind extends Static<typeof CreateKind> {}
export const UpdateKind = Type.Object({
  kindId: Id,
  name: optional(Line),
  parentId: optional(about(nullable(Id), 'The kind above it; null: to the top')),
  attributes: optional(about(Attributes, 'All of its own, in their order: what is not named goes')),
  expectedVersion: optional(Version),
})
export interface UpdateKind extends Static<typeof UpdateKind> {}

const Website = Type.String({ maxLength: 500, pattern: '^https?://[^\\s<>"\\\\]+$' })
export const Manufacturer = Type.Object(
  {
    id: Id,
    name: about(Type.String(), 'As it is shown'),
    website: about(nullable(Type.String()), 'Address of its website; null: not known'),
    version: Version,
  },
  { title: 'EquipmentManufacturer' },
)
export interface Manufacturer extends Static<typeof Manufacturer> {}
export const ManufacturerPage = Type.Object(
  { items: about(Type.Array(Manufacturer), 'What is on this page'), nextCursor: NextCursor },
  { title: 'EquipmentManufacturerPage' },
)
export interface ManufacturerPage extends Static<typeof ManufacturerPage> {}
export const CreateManufacturer = Type.Object({
  name: Line,
  website: optional(about(Website, 'Address of its website, with `https://` or `http://`')),
})
export interface CreateManufacturer extends Static<typeof CreateManufacturer> {}
export const UpdateManufacturer = Type.Object({
  manufacturerId: Id,
  name: optional(Line),
  website: optional(about(nullable(Website), 'Address of its website; null takes it away')),
  expectedVersion: optional(Version),
})
export interface UpdateManufacturer extends Static<typeof UpdateManufacturer> {}

const Months = Type.Integer({ minimum: 0, maximum: 1200 })
const ModelPlans = Type.Array(ModelPlan, { maxItems: 10 })
export const Model = Type.Object(
  {
    id: Id,
    manufacturerId: Id,
    manufacturer: about(Type.String(), 'Name of the manufacturer'),
    kindId: Id,
    name: about(Type.String(), 'As it is shown'),
    warrantyMonths: about(
      nullable(Type.Integer()),
      'Months of warranty from the day of purchase, where an item says nothing else; null: not known',
    ),
    plans: about(Type.Array(ModelPlanView), 'Maintenance plans that its new items begin with: each gets copies'),
    version: Version,
  },
  { title: 'EquipmentModel' },
)
export interface Model extends Static<typeof Model> {}
export const ModelPage = Type.Object(
  { items: about(Type.Array(Model), 'What is on this page'), nextCursor: NextCursor },
  { title: 'EquipmentModelPage' },
)
export interface ModelPage extends Static<typeof ModelPage> {}
export const ListModels = Type.Object({
  find: optional(about(Short, 'The beginning of the name, without case and spaces')),
  manufacturerId: optional(Id),
  kindId: optional(Id),
  ...pageInput,
})
export interface ListModels extends Static<typeof ListModels> {}
export const CreateModel = Type.Object({
  manufacturerId: Id,
  kindId: Id,
  name: Line,
  warrantyMonths: optional(about(Months, 'Months of warranty from the day of purchase, where an item says nothing else')),
  plans: optional(about(ModelPlans, 'Maintenance plans that its new items begin with; takes the right to manage plans as well')),
})
export interface CreateModel extends Static<typeof CreateModel> {}
export const UpdateModel = Type.Object({
  modelId: Id,
  kindId: optional(Id),
  name: optional(Line),
  warrantyMonths: optional(about(nullable(Months), 'Months of warranty from the day of purchase; null: not known')),
  plans: optional(about(ModelPlans, 'All of them, in place of those that there are; items that are there keep theirs')),
  expectedVersion: optional(Version),
})
export interface UpdateModel extends Static<typeof UpdateModel> {}

export const Directory = Type.Union([Type.Literal('kinds'), Type.Literal('manufacturers'), Type.Literal('models')])
export type Directory = Static<typeof Directory>
export const MergeRows = Type.Object({
  directory: about(Directory, 'Which list both rows are of'),
  rowId: about(Id, 'The row that goes'),
  intoId: about(Id, 'The row that stays'),
})
export interface MergeRows extends Static<typeof MergeRows> {}
/** What followed: how many items, models and kinds belong to the other row now. */
export const MergedRows = Type.Object(
  {
    id: about(Id, 'The row that stayed'),
    items: about(Type.Integer(), 'How many items belong to it now that were of the other row'),
    models: about(Type.Integer(), 'How many models did'),
    kinds: about(Type.Integer(), 'How many kinds did'),
  },
  { title: 'EquipmentMergedRows' },
)
export interface MergedRows extends Static<typeof MergedRows> {}
export const DirectoryRow = Type.Object({ directory: about(Directory, 'Which list the row is of'), rowId: Id })
export interface DirectoryRow extends Static<typeof DirectoryRow> {}
