import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { CompaniesContract, CompaniesService } from './contract.ts'
import { create } from './create-company.ts'
import { get } from './get-company.ts'
import { list } from './list-companies.ts'
import { members } from './list-members.ts'
import { removeMember } from './remove-member.ts'
import { saveMember } from './save-member.ts'
import { update } from './update-company.ts'

export const companyOperations = { create, get, list, update, members, saveMember, removeMember } satisfies OperationsOf<CompaniesService>

const subject = 'companyId'
export const companyEvents = {
  'company.created': { subject, audience: 'staff', title: 'Company added' },
  'company.updated': { subject, audience: 'staff', title: 'Company changed' },
  'company.member_added': { subject, audience: 'staff', title: 'Contact added' },
  'company.member_changed': { subject, audience: 'staff', title: 'Contact changed' },
  'company.member_removed': { subject, audience: 'staff', title: 'Contact removed' },
} as const satisfies { readonly [E in keyof CompaniesContract['events']]: EventSpec<CompaniesContract['events'][E]> }
