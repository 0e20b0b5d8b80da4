import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { Currency, Email, Id, Instant, Language, Line, Name, NextCursor, nullable, pageInput, staffOnly, Version } from '../value/schema.ts'

export const MembershipOfPerson = Type.Object(
  {
    company: Type.Object({ id: Id, name: Type.String() }),
    jobTitle: nullable(Type.String()),
    approvalLimit: nullable(Type.Object({ minor: Type.Integer({ minimum: 0 }), currency: Currency })),
  },
  { title: 'PersonMembership' },
)
export interface MembershipOfPerson extends Static<typeof MembershipOfPerson> {}
export const PersonView = Type.Object(
  {
    id: Id,
    externalId: staffOnly(nullable(Type.String())),
    kind: Type.Union([Type.Literal('person'), Type.Literal('service')]),
    name: Type.String(),
    email: nullable(Type.String()),
    language: nullable(Type.String()),
    isActive: Type.Boolean(),
    memberships: Type.Array(MembershipOfPerson),
    version: Version,
    createdAt: Instant,
  },
  { title: 'Person' },
)
export interface PersonView extends Static<typeof PersonView> {}
export const MeView = Type.Object(
  {
    person: PersonView,
    /** The capacity of this call. */
    acting: Type.Union([Type.Literal('staff'), Type.Literal('customer')]),
    /** The company acted for, of a customer. */
    companyId: nullable(Id),
    /** What the capacity's grants allow, by scope. */
    grants: Type.Array(
      Type.Object({ roleId: Type.String(), scope: Type.String(), scopeId: nullable(Id), permissions: Type.Array(Type.String()) }),
    ),
  },
  { title: 'Me' },
)
export interface MeView extends Static<typeof MeView> {}
export const CreatePerson = Type.Object({
  name: Name,
  email: Type.Optional(Email),
  externalId: Type.Optional(Line),
  language: Type.Optional(Language),
  kind: Type.Optional(Type.Union([Type.Literal('person'), Type.Literal('service')])),
})
export interface CreatePerson extends Static<typeof CreatePerson> {}
export const UpdatePerson = Type.Object({
  personId: Id,
  name: Type.Optional(Name),
  email: Type.Optional(nullable(Email)),
  language: Type.Optional(nullable(Language)),
  expectedVersion: Type.Optional(Version),
})
export interface UpdatePerson extends Static<typeof UpdatePerson> {}
export const UpdateMe = Type.Object({
  name: Type.Optional(Name),
  language: Type.Optional(nullable(Language)),
  expectedVersion: Type.Optional(Version),
})
export interface UpdateMe extends Static<typeof UpdateMe> {}
export const PersonById = Type.Object({ personId: Id })
export interface PersonById extends Static<typeof PersonById> {}
export const DeactivatePerson = Type.Object({ personId: Id, reason: Type.Optional(Line) })
export interface DeactivatePerson extends Static<typeof DeactivatePerson> {}
export const ListPeople = Type.Object({
  ...pageInput,
  /** Beginning of the name or of the address, whatever the case. */
  query: Type.Optional(Line),
  companyId: Type.Optional(Id),
  teamId: staffOnly(Id),
  isActive: staffOnly(Type.Boolean()),
})
export interface ListPeople extends Static<typeof ListPeople> {}
export const PersonPage = Type.Object({ items: Type.Array(PersonView), nextCursor: NextCursor }, { title: 'PersonPage' })
export interface PersonPage extends Static<typeof PersonPage> {}

export interface PeopleService {
  /** Who the caller is, in which capacity, with which grants. */
  me(): Promise<MeView>
  updateMe(input: UpdateMe): Promise<PersonView>
  create(input: CreatePerson): Promise<PersonView>
  get(input: PersonById): Promise<PersonView>
  list(input: ListPeople): Promise<PersonPage>
  update(input: UpdatePerson): Promise<PersonView>
  /** Ends every access at once, on every process: roles are taken back, assignments fall back to the teams. The last administrator stays. */
  deactivate(input: DeactivatePerson): Promise<PersonView>
  /** Lets somebody in again, as the customer that everybody is; roles and assignments are given anew. */
  reactivate(input: PersonById): Promise<PersonView>
}
export interface PeopleContract {
  id: 'people'
  service: PeopleService
  permissions: 'person.read' | 'person.create' | 'person.update' | 'person.deactivate'
  events: {
    'person.created': { personId: string }
    'person.updated': { personId: string; fields: readonly string[] }
    'person.deactivated': { personId: string }
    'person.reactivated': { personId: string }
  }
  tables: CoreTables
}
