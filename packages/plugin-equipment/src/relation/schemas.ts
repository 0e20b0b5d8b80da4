import { about, Day, Id, nullable, optional, type Static, Type } from '../schemas.ts'

const ItemName = Type.Object(
  { id: Id, inventoryNumber: about(Type.String(), 'What people call it by'), name: about(Type.String(), 'As it is shown') },
  { title: 'EquipmentItemName' },
)

export const Part = Type.Object(
  {
    ...ItemName.properties,
    since: about(Type.String(), 'The day on which it went in: YYYY-MM-DD'),
    until: about(nullable(Type.String()), 'The day on which it came out; null: it is inside'),
  },
  { title: 'EquipmentPart' },
)
export interface Part extends Static<typeof Part> {}
export const Parts = Type.Object(
  {
    inside: about(nullable(Part), 'What it is inside of on that day; null: of nothing'),
    items: about(Type.Array(Part), 'What is inside of it on that day'),
  },
  { title: 'EquipmentParts' },
)
export interface Parts extends Static<typeof Parts> {}
/** On a day: what was inside then. Today unless told. */
export const PartsOn = Type.Object({ itemId: Id, on: optional(about(Day, 'What was inside on that day; today unless told')) })
export interface PartsOn extends Static<typeof PartsOn> {}
export const PutPart = Type.Object({
  itemId: Id,
  partId: about(Id, 'What goes in'),
  on: optional(about(Day, 'On which day; today unless told')),
})
export interface PutPart extends Static<typeof PutPart> {}
export const ReplacePart = Type.Object({
  itemId: Id,
  partId: about(Id, 'What comes out'),
  withId: about(Id, 'What goes in for it'),
  on: optional(about(Day, 'On which day; today unless told')),
})
export interface ReplacePart extends Static<typeof ReplacePart> {}

const DependencyKind = Type.Union([Type.Literal('runs_on'), Type.Literal('connected_to'), Type.Literal('needed_by')])
export const Dependency = Type.Object(
  {
    id: Id,
    kind: about(DependencyKind, 'What holds between the two'),
    from: about(ItemName, 'Which of them `kind` is said of'),
    to: about(ItemName, 'The other one'),
  },
  { title: 'EquipmentDependency' },
)
export interface Dependency extends Static<typeof Dependency> {}
export const Dependencies = Type.Object(
  { items: about(Type.Array(Dependency), 'Those of the item, in both directions') },
  { title: 'EquipmentDependencies' },
)
export interface Dependencies extends Static<typeof Dependencies> {}
/** The item runs on the other one, is connected to it, or is needed by it. */
export const Depend = Type.Object({
  itemId: Id,
  kind: about(DependencyKind, 'The item runs on the other one, is connected to it, or is needed by it'),
  otherId: about(Id, 'The other item'),
})
export interface Depend extends Static<typeof Depend> {}
export const DependencyById = Type.Object({ itemId: Id, dependencyId: Id })
export interface DependencyById extends Static<typeof DependencyById> {}

export const AffectedItem = Type.Object(
  {
    ...ItemName.properties,
    companyId: about(nullable(Id), 'Whose it is; null: the house’s own'),
    distance: about(Type.Integer(), 'Steps away from the item that fails'),
  },
  { title: 'EquipmentAffectedItem' },
)
export interface AffectedItem extends Static<typeof AffectedItem> {}
export const Affected = Type.Object(
  { items: about(Type.Array(AffectedItem), 'What fails with the item, the nearest first') },
  { title: 'EquipmentAffected' },
)
export interface Affected extends Static<typeof Affected> {}
