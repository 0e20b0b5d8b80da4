import { isDeskError } from '../error/desk-error.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { directionOf } from '../text/language.ts'
import { actionTitle } from './action-title.ts'
import { MacroPreview, type MacrosContract, PreviewMacro } from './contract.ts'
import { actionsOf, seeMacro } from './macro-row.ts'
import { macroTexts } from './macro-texts.ts'
import { performAction } from './perform-action.ts'

const { command } = forContract<MacrosContract>()
type Previewed = MacroPreview['actions'][number]

/** Carries what was found out past the undoing. */
class Rehearsed extends Error {
  readonly actions: readonly Previewed[]
  constructor(actions: readonly Previewed[]) {
    super('what was done to find out is undone')
    this.actions = actions
  }
}

/**
 * It is done and undone: whether the third action is possible depends on what the first did, on gates, guards and plugins, and nothing that
 * only looked would know. Hence a command; it saves nothing.
 */
export const preview = command({
  route: 'POST /macros/:macroId/preview',
  summary: 'What the macro would do with a ticket now: each action, the texts as they would be sent, and what refuses it. Saves nothing.',
  permission: 'ticket.read',
  audience: 'staff',
  input: PreviewMacro,
  output: MacroPreview,
  async run(work, { macroId, ticketId, language }) {
    const context = contextOf(work)
    const { unit, actor } = context
    await work.ticket(ticketId)
    const actions = actionsOf(await seeMacro(context, macroId))
    const texts = await macroTexts(context, ticketId, actions, language)
    const { machines } = unit.runtime.composition
    const machine = machines.find((await unit.tickets.see(actor, ticketId)).row.type)
    const rehearse = async (): Promise<never> => {
      const found: Previewed[] = []
      for (const [index, action] of actions.entries()) {
        const text = texts.get(index)
        const refused = await refusalOf(context, () => performAction(work.desk, ticketId, action, text?.body ?? ''))
        found.push({
          action: index,
          do: action.do,
          title: await actionTitle(context, machine, action),
          ...(text && { body: text.body, language: text.language, dir: directionOf(text.language) }),
          isAllowed: refused === undefined,
          ...(refused && { reason: refused }),
        })
      }
      throw new Rehearsed(found)
    }
    const found = await rehearsal(context, rehearse)
    return { macroId, ticketId, isAllowed: found.every(({ isAllowed }) => isAllowed), actions: [...found] }
  },
})

/** Each action is a savepoint of its own: one that is refused leaves nothing behind, and those after it are still tried. */
async function refusalOf({ unit, actor }: CallContext, run: () => Promise<void>): Promise<{ code: string; message: string } | undefined> {
  try {
    await run()
    return undefined
  } catch (error) {
    if (!isDeskError(error) || error.status >= 500) throw error
    return { code: error.code, message: unit.runtime.composition.texts.error(error, actor.languages).text }
  }
}

async function rehearsal({ unit, depth = 0 }: CallContext, run: () => Promise<never>): Promise<readonly Previewed[]> {
  const operation = unit.runtime.composition.groups.get('macros')?.get('apply')
  if (!operation) throw new TypeError('core has no operation macros.apply')
  try {
    return await unit.nested(operation, depth + 1, run)
  } catch (error) {
    if (error instanceof Rehearsed) return error.actions
    throw error
  }
}
