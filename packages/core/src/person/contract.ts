import Type, { type Static } from 'typebox'
import type { Bytes } from '../operation/operation.ts'
import type { CoreTables } from '../tables.ts'
import {
  about,
  Code,
  Currency,
  Email,
  ExpectedVersion,
  Id,
  Instant,
  Language,
  Line,
  Name,
  NextCursor,
  nullable,
  pageInput,
  staffOnly,
  Version,
} from '../value/schema.ts'

export const MembershipOfPerson = Type.Object(
  {
    company: about(Type.Object({ id: Id, name: about(Type.String(), 'As it is shown') }), 'Whose contact they are'),
    jobTitle: about(nullable(Type.String()), 'What they are there; null: not said'),
    approvalLimit: about(
      nullable(
        Type.Object({ minor: about(Type.Integer({ minimum: 0 }), 'In minor units of the currency, such as cents'), currency: Currency }),
      ),
      'What they may approve for it; null: nothing',
    ),
  },
  { title: 'PersonMembership' },
)
export interface MembershipOfPerson extends Static<typeof MembershipOfPerson> {}
export const PersonView = Type.Object(
  {
    id: Id,
    externalId: staffOnly(about(nullable(Type.String()), 'The host’s own id of them; null: they are not known there')),
    kind: about(Type.Union([Type.Literal('person'), Type.Literal('service')]), '`service`: a program with a key'),
    name: about(Type.String(), 'As it is shown'),
    email: about(nullable(Type.String()), 'Null: none is known'),
    language: about(nullable(Type.String()), 'BCP 47; null: not said'),
    isActive: about(Type.Boolean(), 'False: deactivated, so that they can no longer do anything'),
    memberships: about(Type.Array(MembershipOfPerson), 'Companies whose contact they are, as far as the reader may know'),
    version: Version,
    createdAt: Instant,
  },
  { title: 'Person' },
)
export interface PersonView extends Static<typeof PersonView> {}
export const MeView = Type.Object(
  {
    person: about(PersonView, 'The caller'),
    acting: about(Type.Union([Type.Literal('staff'), Type.Literal('customer')]), 'The capacity of this call'),
    companyId: about(nullable(Id), 'The company acted for, of a customer; null: for none'),
    grants: about(
      Type.Array(
        Type.Object({
          roleId: about(Type.String(), 'Code of the role'),
          scope: about(Type.String(), 'Where the role counts: everywhere, in a team, for a company, or for what is one’s own'),
          scopeId: about(nullable(Id), 'The team or the company; null where the scope is neither'),
          permissions: about(Type.Array(Type.String()), 'What it allows there'),
        }),
      ),
      'What the capacity’s grants allow, by scope',
    ),
  },
  { title: 'Me' },
)
export interface MeView extends Static<typeof MeView> {}
export const CreatePerson = Type.Object({
  name: about(Name, 'As it is shown'),
  email: Type.Optional(Email),
  externalId: Type.Optional(about(Line, 'The host’s own id of them: by it they are known when they sign in')),
  language: Type.Optional(about(Language, 'BCP 47')),
  kind: Type.Optional(
    about(Type.Union([Type.Literal('person'), Type.Literal('service')]), '`service`: a program with a key; `person` unless told'),
  ),
})
export interface CreatePerson extends Static<typeof CreatePerson> {}
export const UpdatePerson = Type.Object({
  personId: Id,
  name: Type.Optional(about(Name, 'As it is shown')),
  email: Type.Optional(about(nullable(Email), 'E-mail address; null: none')),
  language: Type.Optional(about(nullable(Language), 'BCP 47; null: not said')),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface UpdatePerson extends Static<typeof UpdatePerson> {}
export const UpdateMe = Type.Object({
  name: Type.Optional(about(Name, 'As it is shown')),
  language: Type.Optional(about(nullable(Language), 'BCP 47; null: not said')),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface UpdateMe extends Static<typeof UpdateMe> {}
export const PersonById = Type.Object({ personId: Id })
export interface PersonById extends Static<typeof PersonById> {}
export const DeactivatePerson = Type.Object({ personId: Id, reason: Type.Optional(about(Line, 'Kept in the history')) })
export interface DeactivatePerson extends Static<typeof DeactivatePerson> {}
export const ListPeople = Type.Object({
  ...pageInput,
  query: Type.Optional(about(Line, 'Beginning of the name or of the address, whatever the case')),
  companyId: Type.Optional(about(Id, 'Contacts of this company')),
  teamId: staffOnly(about(Id, 'Who has a role in this team')),
  isActive: staffOnly(about(Type.Boolean(), 'True: only active people; false: only the others; all of them unless told')),
})
export interface ListPeople extends Static<typeof ListPeople> {}
export const PersonPage = Type.Object(
  { items: about(Type.Array(PersonView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'PersonPage' },
)
export interface PersonPage extends Static<typeof PersonPage> {}

export const ErasureReport = Type.Object(
  {
    personId: Id,
    messages: about(Type.Integer({ minimum: 0 }), 'Messages whose words and files are gone'),
    tickets: about(Type.Integer({ minimum: 0 }), 'Requests of theirs whose texts are gone'),
    kept: about(
      Type.Array(
        Type.Object({
          owner: about(Code, '`core`, or the plugin that keeps it'),
          what: about(Code, 'What is kept'),
          count: about(Type.Integer({ minimum: 1 }), 'How many'),
          why: about(Code, 'Why, such as `written_by_others` or `accounting`'),
        }),
      ),
      'What stays of what was about them',
    ),
  },
  { title: 'ErasureReport' },
)
export interface ErasureReport extends Static<typeof ErasureReport> {}

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
  /** Takes out who somebody was and what they wrote, here and in every plugin, for good; says what stays and why. */
  erase(input: PersonById): Promise<ErasureReport>
  /**
   * What is held of somebody, here and in every plugin, as NDJSON: a line for each row, `{ owner, what, row }`. It goes by the same list as `erase`.
   * Bytes of files are asked for one by one.
   */
  export(input: PersonById): Promise<Bytes>
}
export interface PeopleContract {
  id: 'people'
  service: PeopleService
  permissions: 'person.read' | 'person.create' | 'person.update' | 'person.deactivate' | 'person.erase' | 'person.export'
  events: {
    'person.created': { personId: string }
    'person.updated': { personId: string; fields: readonly string[] }
    'person.deactivated': { personId: string }
    'person.reactivated': { personId: string }
    'person.erased': { personId: string }
  }
  tables: CoreTables
}
