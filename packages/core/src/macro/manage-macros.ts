import { seeTeam } from '../access/see-team.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { inputInvalid } from '../operation/input-check.ts'
import { fieldChanges, recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { Removed } from '../value/schema.ts'
import { CreateMacro, MacroById, type MacrosContract, MacroView, UpdateMacro } from './contract.ts'
import { expectActions } from './expect-actions.ts'
import { expectMayChange, type MacroRow, seeMacro, viewMacro } from './macro-row.ts'

const { command } = forContract<MacrosContract>()
const record = recorderFor<MacrosContract>()

export const create = command({
  route: 'POST /macros',
  summary: 'Makes a macro: one’s own, or with the right to manage macros there a team’s or the desk’s.',
  permission: 'anyone',
  audience: 'staff',
  input: CreateMacro,
  output: MacroView,
  async run(work, { titles, shared, teamId, actions, position = 0 }) {
    const context = contextOf(work)
    const { unit, actor } = context
    const owner = { shared, person_id: shared === 'nobody' ? actor.personId : null, team_id: shared === 'team' ? (teamId ?? null) : null }
    if ((shared === 'team') !== (teamId !== undefined))
      throw inputInvalid([
        { pointer: '/teamId', code: shared === 'team' ? 'required' : 'unknown_key', message: 'belongs to what is shared with a team' },
      ])
    if (shared === 'nobody' && actor.personId === null) throw coreError('person.none')
    if (owner.team_id !== null) await seeTeam(unit, actor, owner.team_id)
    expectMayChange(context, owner)
    await expectActions(context, actions)
    const row: MacroRow = {
      id: work.newId(),
      ...owner,
      titles_json: titles,
      actions_json: actions,
      is_active: true,
      position,
      version: 1,
      created_by: actor.id,
      created_at: unit.now,
      updated_at: unit.now,
    }
    await record(context, 'macro.created', { macroId: row.id }, () => unit.db.insertInto('macro').values(row).execute())
    return viewMacro(context, row)
  },
})

export const update = command({
  route: 'PATCH /macros/:macroId',
  summary: 'Changes titles, actions, order, or whether a macro is offered.',
  permission: 'anyone',
  audience: 'staff',
  input: UpdateMacro,
  output: MacroView,
  async run(work, { macroId, titles, actions, isActive, position, expectedVersion }) {
    const context = contextOf(work)
    const { unit } = context
    const before = await changeable(context, macroId)
    if (expectedVersion !== undefined && before.version !== expectedVersion)
      throw coreError('macro.conflict', { version: before.version }, { details: { currentVersion: before.version } })
    if (actions) await expectActions(context, actions)
    const patch = {
      ...(titles && { titles_json: titles }),
      ...(actions && { actions_json: actions }),
      ...(isActive === undefined ? {} : { is_active: isActive }),
      ...(position === undefined ? {} : { position }),
    }
    const after = { ...before, ...patch, version: before.version + 1, updated_at: unit.now }
    const changes = fieldChanges(shown(before), shown(after), ['titles', 'actions', 'isActive', 'position'])
    if (!changes.length) return viewMacro(context, before)
    await record(
      context,
      'macro.updated',
      { macroId, fields: changes.map(({ field }) => field) },
      () =>
        unit.db
          .updateTable('macro')
          .set({ ...patch, version: after.version, updated_at: unit.now })
          .where('id', '=', macroId)
          .execute(),
      changes,
    )
    return viewMacro(context, after)
  },
})

export const remove = command({
  route: 'DELETE /macros/:macroId',
  summary: 'Takes a macro away. What was done with it stays.',
  permission: 'anyone',
  audience: 'staff',
  input: MacroById,
  output: Removed,
  async run(work, { macroId }) {
    const context = contextOf(work)
    await changeable(context, macroId)
    await record(context, 'macro.removed', { macroId }, () => context.unit.db.deleteFrom('macro').where('id', '=', macroId).execute())
    return { id: macroId }
  },
})

async function changeable(context: CallContext, macroId: string): Promise<MacroRow> {
  const row = await seeMacro(context, macroId, true)
  expectMayChange(context, row)
  return row
}

/** As the history keeps it. Keys in one order: PostgreSQL's jsonb has its own. */
const shown = ({ titles_json, actions_json, is_active, position }: MacroRow) => ({
  titles: inOrder(titles_json),
  actions: inOrder(actions_json),
  isActive: is_active,
  position: String(position),
})
const inOrder = (value: unknown): string =>
  JSON.stringify(value, (_key, part: unknown) =>
    typeof part === 'object' && part !== null && !Array.isArray(part)
      ? Object.fromEntries(Object.entries(part).sort(([a], [b]) => (a < b ? -1 : 1)))
      : part,
  )
