import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { Code, Id, Instant, Name, NextCursor, pageInput, Version } from '../value/schema.ts'

export const TeamView = Type.Object(
  {
    id: Id,
    key: Code,
    title: Type.String(),
    isActive: Type.Boolean(),
    version: Version,
    createdAt: Instant,
  },
  { title: 'Team' },
)
export interface TeamView extends Static<typeof TeamView> {}
export const CreateTeam = Type.Object({ key: Code, title: Name })
export interface CreateTeam extends Static<typeof CreateTeam> {}
export const UpdateTeam = Type.Object({
  teamId: Id,
  title: Type.Optional(Name),
  isActive: Type.Optional(Type.Boolean()),
  expectedVersion: Type.Optional(Version),
})
export interface UpdateTeam extends Static<typeof UpdateTeam> {}
export const TeamById = Type.Object({ teamId: Id })
export interface TeamById extends Static<typeof TeamById> {}
export const ListTeams = Type.Object({ ...pageInput })
export interface ListTeams extends Static<typeof ListTeams> {}
export const TeamPage = Type.Object({ items: Type.Array(TeamView), nextCursor: NextCursor }, { title: 'TeamPage' })
export interface TeamPage extends Static<typeof TeamPage> {}
export const TeamMembers = Type.Object(
  {
    items: Type.Array(
      Type.Object({ person: Type.Object({ id: Id, name: Type.String(), isActive: Type.Boolean() }), roles: Type.Array(Code) }),
    ),
  },
  { title: 'TeamMembers' },
)
export interface TeamMembers extends Static<typeof TeamMembers> {}
export const RemoveFromTeam = Type.Object({ teamId: Id, personId: Id })
export interface RemoveFromTeam extends Static<typeof RemoveFromTeam> {}

export interface TeamsService {
  create(input: CreateTeam): Promise<TeamView>
  get(input: TeamById): Promise<TeamView>
  list(input: ListTeams): Promise<TeamPage>
  update(input: UpdateTeam): Promise<TeamView>
  /** Who is in the team: everybody with a grant in its scope. */
  members(input: TeamById): Promise<TeamMembers>
  /** Takes back every grant in the team and drops the assignments; the tickets stay with the team. */
  removeMember(input: RemoveFromTeam): Promise<TeamMembers>
}
export interface TeamsContract {
  id: 'teams'
  service: TeamsService
  permissions: 'team.read' | 'team.manage'
  events: {
    'team.created': { teamId: string }
    'team.updated': { teamId: string; fields: readonly string[] }
    'team.member_removed': { teamId: string; personId: string }
  }
  tables: CoreTables
}
