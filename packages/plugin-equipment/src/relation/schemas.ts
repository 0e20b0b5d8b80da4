import { Day, Id, nullable, optional, type Static, Type } from '../schemas.ts'

const ItemName = Type.Object({ id: Id, inventoryNumber: Type.String(), name: Type.String() }, { title: 'EquipmentItemName' })

export const Part = Type.Object(
  { ...ItemName.properties, since: Type.String(), until: nullable(Type.String()) },
  { title: 'EquipmentPart' },
)
export interface Part extends Static<typeof Part> {}
export const Parts = Type.Object(
  {
    /** What it is inside of on that day. */
    inside: nullable(Part),
    items: Type.Array(Part),
  },
  { title: 'EquipmentParts' },
)
export interface Parts extends Static<typeof Parts> {}
/** On a day: what was inside then. Today unless told. */
export const PartsOn = Type.Object({ itemId: Id, on: optional(Day) })
export interface PartsOn extends Static<typeof PartsOn> {}
export const PutPart = Type.Object({ itemId: Id, partId: Id, on: optional(Day) })
export interface PutPart extends Static<typeof PutPart> {}
export const ReplacePart = Type.Object({ itemId: Id, partId: Id, withId: Id, on: optional(Day) })
export interface ReplacePart extends Static<typeof ReplacePart> {}

const DependencyKind = Type.Union([Type.Literal('runs_on'), Type.Literal('connected_to'), Type.Literal('needed_by')])
export const Dependency = Type.Object({ id: Id, kind: DependencyKind, from: ItemName, to: ItemName }, { title: 'EquipmentDependency' })
export interface Dependency extends Static<typeof Dependency> {}
export const Dependencies = Type.Object({ items: Type.Array(Dependency) }, { title: 'EquipmentDependencies' })
export interface Dependencies extends Static<typeof Dependencies> {}
/** The item runs on the other one, is connected to it, or is needed by it. */
export const Depend = Type.Object({ itemId: Id, kind: DependencyKind, otherId: Id })
export interface Depend extends Static<typeof Depend> {}
export const DependencyById = Type.Object({ itemId: Id, dependencyId: Id })
export interface DependencyById extends Static<typeof DependencyById> {}

export const AffectedItem = Type.Object(
  { ...ItemName.properties, companyId: nullable(Id), /** Steps away. */ distance: Type.Integer() },
  { title: 'EquipmentAffectedItem' },
)
export interface AffectedItem extends Static<typeof AffectedItem> {}
export const Affected = Type.Object({ items: Type.Array(AffectedItem) }, { title: 'EquipmentAffected' })
export interface Affected extends Static<typeof Affected> {}
