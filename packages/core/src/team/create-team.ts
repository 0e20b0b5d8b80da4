import { mayEverywhere } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import { forContract } from '../plugin/kit.ts'
import { CreateTeam, type TeamsContract, TeamView } from './contract.ts'
import { viewTeamById } from './team-view.ts'

const { command } = forContract<TeamsContract>()
const record = recorderFor<TeamsContract>()

/** A new team is in nobody's scope yet, so the right to make one is the right over all. */
export const create = command({
  route: 'POST /teams',
  summary: 'Makes a team. Who is in it is said by roles that are given in its scope.',
  permission: 'team.manage',
  audience: 'staff',
  input: CreateTeam,
  output: TeamView,
  async run(work, { key, title }) {
    const context = contextOf(work)
    const { unit, actor } = context
    if (!mayEverywhere(actor, unit.runtime.composition.permissions.bit('team.manage')))
      throw coreError('access.denied', { permission: 'team.manage' })
    const id = work.newId()
    await record(context, 'team.created', { teamId: id }, async () => {
      try {
        await unit.db
          .insertInto('team')
          .values({ id, key, title: title.trim(), is_active: true, version: 1, created_at: unit.now, updated_at: unit.now })
          .execute()
      } catch (error) {
        if (!isDeskError(error) || error.code !== 'store.unique') throw error
        throw coreError('team.exists', { key }, { cause: error })
      }
    })
    return viewTeamById(context, id)
  },
})
