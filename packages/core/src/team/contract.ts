import Type, { type Static } from 'typebox'
import type { CoreTables } from '../tables.ts'
import { about, Code, ExpectedVersion, Id, Instant, Name, NextCursor, pageInput, Version } from '../value/schema.ts'

export const TeamView = Type.Object(
  {
    id: Id,
    key: about(Code, 'Short name for programs, which never changes'),
    title: about(Type.String(), 'In the reader’s language, where it is there'),
    isActive: about(Type.Boolean(), 'False: it gets no more tickets and keeps those that it has'),
    version: Version,
    createdAt: Instant,
  },
  { title: 'Team' },
)
export interface TeamView extends Static<typeof TeamView> {}
export const CreateTeam = Type.Object({
  key: about(Code, 'Short name for programs, which never changes'),
  title: about(Name, 'As it is shown'),
})
export interface CreateTeam extends Static<typeof CreateTeam> {}
export const UpdateTeam = Type.Object({
  teamId: Id,
  title: Type.Optional(about(Name, 'As it is shown')),
  isActive: Type.Optional(about(Type.Boolean(), 'False: it gets no more tickets and keeps those that it has')),
  expectedVersion: Type.Optional(ExpectedVersion),
})
export interface UpdateTeam extends Static<typeof UpdateTeam> {}
export const TeamById = Type.Object({ teamId: Id })
export interface TeamById extends Static<typeof TeamById> {}
export const ListTeams = Type.Object({ ...pageInput })
export interface ListTeams extends Static<typeof ListTeams> {}
export const TeamPage = Type.Object(
  { items: about(Type.Array(TeamView), 'What is on this page'), nextCursor: NextCursor },
  { title: 'TeamPage' },
)
export interface TeamPage extends Static<typeof TeamPage> {}
export const TeamMembers = Type.Object(
  {
    items: about(
      Type.Array(
        Type.Object({
          person: about(
            Type.Object({
              id: Id,
              name: about(Type.String(), 'As it is shown'),
              isActive: about(Type.Boolean(), 'False: deactivated, so that they can no longer do anything'),
            }),
            'The member',
          ),
          roles: about(Type.Array(Code), 'Codes of the roles that they hold in it'),
        }),
      ),
      'Everybody with a role in it, by name',
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
