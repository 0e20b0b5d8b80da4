import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import {
  about,
  Currency,
  ExpectedVersion,
  Id,
  Instant,
  Line,
  Name,
  NextCursor,
  nullable,
  pageInput,
  staffOnly,
  Version,
} from '../value/schema.ts'

export const CompanyView = Type.Object(
  {
    id: Id,
    externalId: staffOnly(about(nullable(Type.String()), 'The host’s own id of it; null: it has none there')),
    name: about(Type.String(), 'As it is shown'),
    isActive: about(Type.Boolean(), 'False: nobody can act for it, and its tickets stay'),
    version: staffOnly(Version),
    createdAt: Instant,
  },
  { title: 'Company' },
)
export interface CompanyView extends Static<typeof CompanyView> {}
export const CreateCompany = Type.Object({
  name: about(Name, 'As it is shown'),
  externalId: Type.Optional(about(Line, 'The host’s own id of it')),
})
export interface CreateCompany extends Static<typeof CreateCompany> {}
export const UpdateCompany = Type.Object({
  companyId: Id,
  name: Type.Optional(about(Name, 'As it is shown')),
  externalId: Type.Optional(about(nullable(Line), 'The host’s own id of it; null: none')),
  isActive: Type.Optional(about(Type.Boolean(), 'False: nobody can act for it, and its tickets stay')),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface UpdateCompany extends Static<typeof UpdateCompany> {}
export const CompanyById = Type.Object({ companyId: Id })
export interface CompanyById extends Static<typeof CompanyById> {}
export const ListCompanies = Type.Object({ ...pageInput, query: Type.Optional(about(Line, 'Beginning of the name, whatever the case')) })
export interface ListCompanies extends Static<typeof ListCompanies> {}
export const CompanyPage = Type.Object(
  { items: about(Type.Array(CompanyView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'CompanyPage' },
)
export interface CompanyPage extends Static<typeof CompanyPage> {}

/** What a contact may approve, in minor units. None set: nothing can be approved. */
export const ApprovalLimit = Type.Object({
  minor: about(Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 }), 'In minor units of the currency, such as cents'),
  currency: Currency,
})
export interface ApprovalLimit extends Static<typeof ApprovalLimit> {}
export const MemberView = Type.Object(
  {
    person: about(
      Type.Object({
        id: Id,
        name: about(Type.String(), 'As it is shown'),
        email: about(nullable(Type.String()), 'Null: none is known'),
        isActive: about(Type.Boolean(), 'False: deactivated, so that they can no longer do anything'),
      }),
      'The contact',
    ),
    jobTitle: about(nullable(Type.String()), 'What they are there; null: not said'),
    approvalLimit: about(nullable(ApprovalLimit), 'What they may approve for it; null: nothing'),
    addedAt: about(Instant, 'Since when they are a contact of it'),
  },
  { title: 'Member' },
)
export interface MemberView extends Static<typeof MemberView> {}
export const MemberPage = Type.Object(
  { items: about(Type.Array(MemberView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'MemberPage' },
)
export interface MemberPage extends Static<typeof MemberPage> {}
export const MembersOf = Type.Object({ companyId: Id, ...pageInput })
export interface MembersOf extends Static<typeof MembersOf> {}
export const SaveMember = Type.Object({
  companyId: Id,
  personId: Id,
  jobTitle: Type.Optional(about(nullable(Line), 'What they are there; null: not said')),
  approvalLimit: Type.Optional(about(nullable(ApprovalLimit), 'What they may approve for it; null: nothing')),
})
export interface SaveMember extends Static<typeof SaveMember> {}
export const RemoveMember = Type.Object({ companyId: Id, personId: Id })
export interface RemoveMember extends Static<typeof RemoveMember> {}

export interface CompaniesService {
  create(input: CreateCompany): Promise<CompanyView>
  get(input: CompanyById): Promise<CompanyView>
  list(input: ListCompanies): Promise<CompanyPage>
  update(input: UpdateCompany): Promise<CompanyView>
  members(input: MembersOf): Promise<MemberPage>
  /** Makes somebody a contact of the company, or changes position and approval limit. What they may do there is a grant. */
  saveMember(input: SaveMember): Promise<MemberView>
  /** Ends the membership with the customer roles and CC that hang on it, at once. */
  removeMember(input: RemoveMember): Promise<CompanyView>
}
export interface CompaniesContract {
  id: 'companies'
  service: CompaniesService
  permissions: 'company.read' | 'company.create' | 'company.update' | 'company.manage_members'
  events: {
    'company.created': { companyId: string }
    'company.updated': { companyId: string; fields: readonly string[] }
    'company.member_added': { companyId: string; personId: string }
    'company.member_changed': { companyId: string; personId: string }
    'company.member_removed': { companyId: string; personId: string }
  }
  tables: CoreTables
}
