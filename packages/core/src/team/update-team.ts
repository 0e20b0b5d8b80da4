import { mayInTeam } from '../access/actor-access.ts'
import { seeTeam } from '../access/see-team.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { fieldChanges, recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { type TeamsContract, TeamView, UpdateTeam } from './contract.ts'
import { lockTeam, type TeamRow, viewTeamById } from './team-view.ts'

const { command } = forContract<TeamsContract>()
const record = recorderFor<TeamsContract>()

export const update = command({
  route: 'PATCH /teams/:teamId',
  summary: 'Renames a team, or ends and resumes its service: an inactive team gets no more tickets and keeps those that it has.',
  permission: 'team.manage',
  audience: 'staff',
  input: UpdateTeam,
  output: TeamView,
  async run(work, { teamId, title, isActive, expectedVersion }) {
    const context = contextOf(work)
    const { unit } = context
    await expectMayManage(context, teamId)
    const before = await lockTeam(context, teamId, expectedVersion)
    const patch = { ...(title === undefined ? {} : { title: title.trim() }), ...(isActive === undefined ? {} : { is_active: isActive }) }
    if (before.is_active && isActive === false) refuseIfDefault(context, before)
    const changes = fieldChanges(before, { ...before, ...patch }, ['title', 'is_active'])
    if (changes.length)
      await record(
        context,
        'team.updated',
        { teamId, fields: changes.map(({ field }) => (field === 'is_active' ? 'isActive' : field)) },
        () =>
          unit.db
            .updateTable('team')
            .set({ ...patch, version: before.version + 1, updated_at: unit.now })
            .where('id', '=', teamId)
            .execute(),
        changes.map((change) => (change.field === 'is_active' ? { ...change, field: 'isActive' } : change)),
      )
    return viewTeamById(context, teamId)
  },
})

/** A team that the actor knows of and may manage. Throws `team.not_found`, `access.denied`. */
export async function expectMayManage({ unit, actor }: CallContext, teamId: string): Promise<void> {
  await seeTeam(unit, actor, teamId)
  if (!mayInTeam(actor, unit.runtime.composition.permissions.bit('team.manage'), teamId))
    throw coreError('access.denied', { permission: 'team.manage' })
}

/** New tickets of a type must have somewhere to go; the intake gets those of every type whose own team is not there. */
function refuseIfDefault({ unit }: CallContext, { key }: TeamRow): void {
  const { all } = unit.runtime.composition.machines
  const types = key === 'intake' ? all : all.filter((machine) => machine.defaultTeam === key)
  if (types.length || key === 'intake') throw coreError('team.in_use', { key, types: types.map((machine) => machine.typeId).join(', ') })
}
