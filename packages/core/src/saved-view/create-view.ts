import { sql } from 'kysely'
import { seeTeam } from '../access/see-team.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { CreateView, SavedView, type ViewsContract } from './contract.ts'
import { defaultColumns } from './default-columns.ts'
import { expectFit } from './expect-fit.ts'
import { mayShare, rowById, viewOfRow } from './view-row.ts'

const { command } = forContract<ViewsContract>()
const record = recorderFor<ViewsContract>()

const MOST_OWN = 100

export const create = command({
  route: 'POST /views',
  summary: 'Saves a filter with its order and columns: for oneself, for a team, or for the desk.',
  permission: 'ticket.read',
  audience: 'both',
  input: CreateView,
  output: SavedView,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    const acting = input.audience ?? actor.capacity.acting
    const owner = await ownerOf(context, input)
    await expectFit(context, acting, input)
    const id = work.newId()
    await record(context, 'view.created', { viewId: id }, () =>
      unit.db
        .insertInto('saved_view')
        .values({
          ...owner,
          id,
          key: null,
          acting,
          titles_json: input.titles,
          filter_json: input.filter,
          sort: input.sort ?? 'created',
          direction: input.order ?? 'newest',
          columns_json: input.columns ?? defaultColumns[acting],
          position: sql<number>`(select coalesce(max(${sql.ref('position')}), 0) + 1 from ${sql.table('saved_view')})`,
          version: 1,
          created_by: actor.personId,
          created_at: unit.now,
          updated_at: unit.now,
        })
        .execute(),
    )
    return viewOfRow(context, await rowById(context, id))
  },
})

/** Whose it will be. Throws `access.denied` and what is wrong with the sharing. */
async function ownerOf(context: CallContext, { shared = 'nobody', teamId, audience }: CreateView) {
  const { unit, actor } = context
  if ((shared === 'team') !== (teamId !== undefined)) throw coreError('view.team_required')
  if (audience === 'customer' && shared !== 'desk') throw coreError('view.for_customers_only_by_desk')
  if (teamId !== undefined) await seeTeam(unit, actor, teamId)
  if (shared !== 'nobody') {
    if (!mayShare(context, teamId ?? null)) throw coreError('access.denied', { permission: 'view.share' })
    return { shared, person_id: null, team_id: teamId ?? null }
  }
  if (actor.personId === null) throw coreError('view.person_required')
  // The row of the person is held, so that of many at once none goes past the limit.
  await unit.db.selectFrom('person').select('id').where('id', '=', actor.personId).forNoKeyUpdate().execute()
  const { count } = await unit.db
    .selectFrom('saved_view')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('person_id', '=', actor.personId)
    .executeTakeFirstOrThrow()
  if (Number(count) >= MOST_OWN) throw coreError('view.too_many', { most: MOST_OWN })
  return { shared, person_id: actor.personId, team_id: null }
}
