import { staffOnly } from '@deskwright/core'
import { Id, Line, limits, NextCursor, Note, nullable, optional, pageInput, Short, type Static, Type, Version } from '../schemas.ts'

const Time = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$', description: 'HH:MM' })
const Window = Type.Object({ from: Time, to: Time })
const windows = () => optional(Type.Array(Window, { maxItems: 6 }))
/** When somebody is there, by the clock of the place. A day that is not named is closed. */
export const OpeningHours = Type.Object(
  {
    monday: windows(),
    tuesday: windows(),
    wednesday: windows(),
    thursday: windows(),
    friday: windows(),
    saturday: windows(),
    sunday: windows(),
    /** IANA, such as `Asia/Jerusalem`; the desk's unless told. */
    timeZone: optional(Short),
  },
  { title: 'EquipmentOpeningHours' },
)
export interface OpeningHours extends Static<typeof OpeningHours> {}
const Contacts = Type.Array(Type.Object({ personId: Id, role: optional(Short) }), { maxItems: limits.contacts })

export const ServiceObject = Type.Object(
  {
    id: Id,
    companyId: Id,
    parentId: nullable(Id),
    name: Type.String(),
    address: nullable(Type.String()),
    hours: nullable(OpeningHours),
    contacts: Type.Array(Type.Object({ personId: Id, role: nullable(Type.String()) })),
    /** Keys, codes, dogs. */
    accessNotes: staffOnly(nullable(Type.String())),
    isActive: Type.Boolean(),
    version: Version,
  },
  { title: 'EquipmentObject' },
)
export interface ServiceObject extends Static<typeof ServiceObject> {}
/** With the names from the top down to it. */
export const ServiceObjectWithPath = Type.Object(
  { ...ServiceObject.properties, path: Type.Array(Type.String()) },
  { title: 'EquipmentObjectWithPath' },
)
export interface ServiceObjectWithPath extends Static<typeof ServiceObjectWithPath> {}
export const ServiceObjectPage = Type.Object({ items: Type.Array(ServiceObject), nextCursor: NextCursor }, { title: 'EquipmentObjectPage' })
export interface ServiceObjectPage extends Static<typeof ServiceObjectPage> {}
export const ObjectById = Type.Object({ objectId: Id })
export interface ObjectById extends Static<typeof ObjectById> {}
export const ListObjects = Type.Object({
  companyId: optional(Id),
  /** Those directly inside. */
  parentId: optional(Id),
  /** Those at the top only. */
  top: optional(Type.Boolean()),
  find: optional(Short),
  withInactive: optional(Type.Boolean()),
  ...pageInput,
})
export interface ListObjects extends Static<typeof ListObjects> {}
export const CreateObject = Type.Object({
  companyId: Id,
  parentId: optional(Id),
  name: Line,
  address: optional(Note),
  hours: optional(OpeningHours),
  contacts: optional(Contacts),
  accessNotes: optional(Note),
})
export interface CreateObject extends Static<typeof CreateObject> {}
export const UpdateObject = Type.Object({
  objectId: Id,
  parentId: optional(nullable(Id)),
  name: optional(Line),
  address: optional(nullable(Note)),
  hours: optional(nullable(OpeningHours)),
  /** All of them, in their order. */
  contacts: optional(Contacts),
  accessNotes: optional(nullable(Note)),
  isActive: optional(Type.Boolean()),
  expectedVersion: optional(Version),
})
export interface UpdateObject extends Static<typeof UpdateObject> {}
