import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { TeamsContract, TeamsService } from './contract.ts'
import { create } from './create-team.ts'
import { get } from './get-team.ts'
import { list } from './list-teams.ts'
import { members } from './members.ts'
import { removeMember } from './remove-member.ts'
import { update } from './update-team.ts'

export const teamOperations = { create, get, list, update, members, removeMember } satisfies OperationsOf<TeamsService>

const subject = 'teamId'
export const teamEvents = {
  'team.created': { subject, audience: 'staff', title: 'Team made' },
  'team.updated': { subject, audience: 'staff', title: 'Team changed' },
  'team.member_removed': { subject, audience: 'staff', title: 'Removed from the team' },
} as const satisfies { readonly [E in keyof TeamsContract['events']]: EventSpec<TeamsContract['events'][E]> }
