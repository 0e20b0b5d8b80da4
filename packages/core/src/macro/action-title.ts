import type { Machine } from '../machine/machine.ts'
import { titleIn } from '../machine/titles.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { FactTitles } from '../ticket/fact-titles.ts'
import type { MacroAction } from './contract.ts'

/** What an action does, in the reader's words. */
export async function actionTitle({ unit, actor }: CallContext, machine: Machine | undefined, action: MacroAction): Promise<string> {
  const { texts } = unit.runtime.composition
  const { languages } = actor
  const nameOf = async (table: 'person' | 'team', id: string): Promise<string> =>
    table === 'person'
      ? ((await unit.db.selectFrom('person').select('name').where('id', '=', id).executeTakeFirst())?.name ?? id)
      : ((await unit.db.selectFrom('team').select('title').where('id', '=', id).executeTakeFirst())?.title ?? id)
  const list = (parts: readonly string[]) => texts.formats(languages).list(parts)
  switch (action.do) {
    case 'reply':
      return texts.text('core.macro.reply', {}, languages)
    case 'note':
      return texts.text('core.macro.note', {}, languages)
    case 'take':
      return texts.text('core.macro.take', {}, languages)
    case 'assign':
      if (action.assigneeId !== null) return texts.text('core.macro.assign', { name: await nameOf('person', action.assigneeId) }, languages)
      return action.teamId === undefined
        ? texts.text('core.macro.assign_nobody', {}, languages)
        : texts.text('core.macro.team', { name: await nameOf('team', action.teamId) }, languages)
    case 'tag':
      return list([
        ...(action.add?.length ? [texts.text('core.macro.tag', { tags: list(action.add) }, languages)] : []),
        ...(action.remove?.length ? [texts.text('core.macro.untag', { tags: list(action.remove) }, languages)] : []),
      ])
    case 'set': {
      const titles = new FactTitles(machine, texts, languages, 'staff')
      const { fields = {}, teamId, ...values } = action.values
      const names = [
        ...Object.keys(values),
        ...(teamId === undefined ? [] : ['team']),
        ...Object.keys(fields).map((name) => `fields.${name}`),
      ]
      return texts.text('core.macro.set', { field: list(names.map((name) => titles.field(name))) }, languages)
    }
    case 'perform': {
      const title = machine?.command(action.command)?.title
      return texts.text('core.macro.perform', { command: title ? titleIn(title, languages) : action.command }, languages)
    }
  }
}
