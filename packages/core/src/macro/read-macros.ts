import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { forContract } from '../plugin/kit.ts'
import { ListMacros, MacroById, MacroPage, type MacrosContract, MacroView, Placeholders } from './contract.ts'
import { seeMacro, teamsOf, viewMacro } from './macro-row.ts'
import { knownPlaceholders } from './placeholders.ts'

const { query } = forContract<MacrosContract>()

export const list = query({
  route: 'GET /macros',
  summary: 'One’s own macros, those of one’s teams and those of the desk, in their order.',
  permission: 'anyone',
  audience: 'staff',
  input: ListMacros,
  output: MacroPage,
  async run(work, input) {
    const context = contextOf(work)
    const { unit, actor } = context
    const page = new Page(context, 'macros.list', input)
    const teams = teamsOf(context)
    let rows = unit.db
      .selectFrom('macro')
      .selectAll()
      .where((where) =>
        where.or([
          where('shared', '=', 'desk'),
          ...(actor.personId === null ? [] : [where('person_id', '=', actor.personId)]),
          ...(teams === null ? [where('shared', '=', 'team')] : teams.length ? [where('team_id', 'in', [...teams])] : []),
        ]),
      )
    if (!input.withInactive) rows = rows.where('is_active', '=', true)
    const { after } = page
    if (after)
      rows = rows.where((where) =>
        where.or([
          where('position', '>', Number(after[0])),
          where.and([where('position', '=', Number(after[0])), where('id', '>', String(after[1]))]),
        ]),
      )
    const found = await rows.orderBy('position').orderBy('id').limit(page.take).execute()
    return page.of(
      found,
      ({ position, id }) => [position, id],
      found.map((row) => viewMacro(context, row)),
    )
  },
})

export const get = query({
  route: 'GET /macros/:macroId',
  summary: 'One macro, with its texts in every language.',
  permission: 'anyone',
  audience: 'staff',
  input: MacroById,
  output: MacroView,
  async run(work, { macroId }) {
    const context = contextOf(work)
    return viewMacro(context, await seeMacro(context, macroId))
  },
})

export const placeholders = query({
  route: 'GET /macros/placeholders',
  summary: 'What the texts of macros can name.',
  permission: 'anyone',
  audience: 'staff',
  output: Placeholders,
  run(work) {
    const machines = contextOf(work).unit.runtime.composition.machines.all
    return { public: [...knownPlaceholders(machines, 'public')], internal: [...knownPlaceholders(machines, 'internal')] }
  },
})
