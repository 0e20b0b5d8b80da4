import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { Currency, Id, Instant, Line, Name, NextCursor, nullable, pageInput, staffOnly, Version } from '../value/schema.ts'

export const CompanyView = Type.Object(
  {
    id: Id,
    externalId: staffOnly(nullable(Type.String())),
    name: Type.String(),
    isActive: Type.Boolean(),
    version: staffOnly(Version),
    createdAt: Instant,
  },
  { title: 'Company' },
)
export interface CompanyView extends Static<typeof CompanyView> {}
export const CreateCompany = Type.Object({ name: Name, externalId: Type.Optional(Line) })
export interface CreateCompany extends Static<typeof CreateCompany> {}
export const UpdateCompany = Type.Object({
  companyId: Id,
  name: Type.Optional(Name),
  externalId: Type.Optional(nullable(Line)),
  isActive: Type.Optional(Type.Boolean()),
  expectedVersion: Type.Optional(Version),
})
export interface UpdateCompany extends Static<typeof UpdateCompany> {}
export const CompanyById = Type.Object({ companyId: Id })
export interface CompanyById extends Static<typeof CompanyById> {}
export const ListCompanies = Type.Object({ ...pageInput, query: Type.Optional(Line) })
export interface ListCompanies extends Static<typeof ListCompanies> {}
export const CompanyPage = Type.Object({ items: Type.Array(CompanyView), nextCursor: NextCursor }, { title: 'CompanyPage' })
export interface CompanyPage extends Static<typeof CompanyPage> {}

/** What a contact may approve, in minor units. None set: nothing can be approved. */
export const ApprovalLimit = Type.Object({ minor: Type.Integer({ minimum: 0, maximum: 9_007_199_254_740_991 }), currency: Currency })
export interface ApprovalLimit extends Static<typeof ApprovalLimit> {}
export const MemberView = Type.Object(
  {
    person: Type.Object({ id: Id, name: Type.String(), email: nullable(Type.String()), isActive: Type.Boolean() }),
    jobTitle: nullable(Type.String()),
    approvalLimit: nullable(ApprovalLimit),
    addedAt: Instant,
  },
  { title: 'Member' },
)
export interface MemberView extends Static<typeof MemberView> {}
export const MemberPage = Type.Object({ items: Type.Array(MemberView), nextCursor: NextCursor }, { title: 'MemberPage' })
export interface MemberPage extends Static<typeof MemberPage> {}
export const MembersOf = Type.Object({ companyId: Id, ...pageInput })
export interface MembersOf extends Static<typeof MembersOf> {}
export const SaveMember = Type.Object({
  companyId: Id,
  personId: Id,
  jobTitle: Type.Optional(nullable(Line)),
  approvalLimit: Type.Optional(nullable(ApprovalLimit)),
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
