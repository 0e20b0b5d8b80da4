import { staffOnly } from '@deskwright/core'
import { about, Id, Line, limits, NextCursor, Note, nullable, optional, pageInput, Short, type Static, Type, Version } from '../schemas.ts'

const Time = Type.String({ pattern: '^(?:[01]\\d|2[0-3]):[0-5]\\d$|^24:00$', description: 'HH:MM' })
const Window = Type.Object({
  from: about(Time, 'HH:MM, by the clock of the place'),
  to: about(Time, 'HH:MM, by the clock of the place; 24:00 is the end of the day'),
})
const windows = () => optional(Type.Array(Window, { maxItems: 6 }))
/** When somebody is there, by the clock of the place. A day that is not named is closed. */
export const OpeningHours = Type.Object(
  {
    monday: about(windows(), 'When somebody is there on that day, at most six spans; none: closed'),
    tuesday: about(windows(), 'When somebody is there on that day, at most six spans; none: closed'),
    wednesday: about(windows(), 'When somebody is there on that day, at most six spans; none: closed'),
    thursday: about(windows(), 'When somebody is there on that day, at most six spans; none: closed'),
    friday: about(windows(), 'When somebody is there on that day, at most six spans; none: closed'),
    saturday: about(windows(), 'When somebody is there on that day, at most six spans; none: closed'),
    sunday: about(windows(), 'When somebody is there on that day, at most six spans; none: closed'),
    timeZone: optional(about(Short, 'IANA, such as `Asia/Jerusalem`; the desk’s unless told')),
  },
  { title: 'EquipmentOpeningHours' },
)
export interface OpeningHours extends Static<typeof OpeningHours> {}
const Contacts = Type.Array(Type.Object({ personId: Id, role: optional(about(Short, 'What they are there, in words')) }), {
  maxItems: limits.contacts,
})

export const ServiceObject = Type.Object(
  {
    id: Id,
    companyId: Id,
    parentId: about(nullable(Id), 'The place that it is inside of; null: it is at the top'),
    name: about(Type.String(), 'As it is shown'),
    address: about(nullable(Type.String()), 'Where it is, in words; null: not said'),
    hours: about(nullable(OpeningHours), 'When somebody is there; null: not said'),
    contacts: about(
      Type.Array(Type.Object({ personId: Id, role: about(nullable(Type.String()), 'What they are there, in words; null: not said') })),
      'People to ask for there, in their order',
    ),
    accessNotes: staffOnly(about(nullable(Type.String()), 'Keys, codes, dogs; null: none. For staff only')),
    isActive: about(Type.Boolean(), 'False: it is closed, and listed only where asked for'),
    version: Version,
  },
  { title: 'EquipmentObject' },
)
export interface ServiceObject extends Static<typeof ServiceObject> {}
/** With the names from the top down to it. */
export const ServiceObjectWithPath = Type.Object(
  { ...ServiceObject.properties, path: about(Type.Array(Type.String()), 'Names from the top down to it') },
  { title: 'EquipmentObjectWithPath' },
)
export interface ServiceObjectWithPath extends Static<typeof ServiceObjectWithPath> {}
export const ServiceObjectPage = Type.Object(
  { items: about(Type.Array(ServiceObject), 'What is on this page'), nextCursor: NextCursor },
  { title: 'EquipmentObjectPage' },
)
export interface ServiceObjectPage extends Static<typeof ServiceObjectPage> {}
export const ObjectById = Type.Object({ objectId: Id })
export interface ObjectById extends Static<typeof ObjectById> {}
export const ListObjects = Type.Object({
  companyId: optional(Id),
  parentId: optional(about(Id, 'Those directly inside')),
  top: optional(about(Type.Boolean(), 'Those at the top only')),
  find: optional(about(Short, 'The beginning of the name, without case and spaces')),
  withInactive: optional(about(Type.Boolean(), 'Those that are not used any more, too; not unless told')),
  ...pageInput,
})
export interface ListObjects extends Static<typeof ListObjects> {}
export const CreateObject = Type.Object({
  companyId: Id,
  parentId: optional(about(Id, 'The place that it is inside of: of the same company; at the top unless told')),
  name: Line,
  address: optional(about(Note, 'Where it is, in words')),
  hours: optional(about(OpeningHours, 'When somebody is there')),
  contacts: optional(about(Contacts, 'People to ask for there, in their order')),
  accessNotes: optional(about(Note, 'Keys, codes, dogs: for staff only')),
})
export interface CreateObject extends Static<typeof CreateObject> {}
export const UpdateObject = Type.Object({
  objectId: Id,
  parentId: optional(about(nullable(Id), 'The place that it is inside of; null: to the top')),
  name: optional(Line),
  address: optional(about(nullable(Note), 'Where it is, in words; null takes it away')),
  hours: optional(about(nullable(OpeningHours), 'When somebody is there; null: not said')),
  contacts: optional(about(Contacts, 'All of them, in their order: who is not named goes')),
  accessNotes: optional(about(nullable(Note), 'Keys, codes, dogs: for staff only; null takes them away')),
  isActive: optional(about(Type.Boolean(), 'False: it is closed, and listed only where asked for')),
  expectedVersion: optional(Version),
})
export interface UpdateObject extends Static<typeof UpdateObject> {}
