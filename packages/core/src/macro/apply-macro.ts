import { coreError } from '../error/core-errors.ts'
import { DeskError, isDeskError } from '../error/desk-error.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { expectVersion } from '../ticket/expected-version.ts'
import { viewTicket } from '../ticket/view.ts'
import { AppliedMacro, ApplyMacro, type MacrosContract } from './contract.ts'
import { actionsOf, seeMacro } from './macro-row.ts'
import { macroTexts } from './macro-texts.ts'
import { performAction } from './perform-action.ts'

const { command } = forContract<MacrosContract>()

export const apply = command({
  route: 'POST /macros/:macroId/apply',
  summary: 'Does everything that the macro says with one ticket, in one transaction and with the caller’s rights; or nothing.',
  permission: 'ticket.read',
  audience: 'staff',
  input: ApplyMacro,
  output: AppliedMacro,
  async run(work, { macroId, ticketId, language, edited = [], expectedVersion }) {
    const context = contextOf(work)
    const { unit, actor } = context
    await work.ticket(ticketId)
    await expectVersion(context, await unit.tickets.see(actor, ticketId), expectedVersion)
    const actions = actionsOf(await seeMacro(context, macroId))
    const texts = await macroTexts(context, ticketId, actions, language)
    for (const { action } of edited) if (!texts.has(action)) throw coreError('macro.edited_unknown', { action })
    await unit.change(context, 'macro.applied', { ticketId, macroId }, () => undefined)
    for (const [index, action] of actions.entries()) {
      const body = edited.find((one) => one.action === index)?.body ?? texts.get(index)?.body ?? ''
      try {
        await performAction(work.desk, ticketId, action, body)
      } catch (error) {
        throw isDeskError(error) ? ofAction(error, index) : error
      }
    }
    return { macroId, ticket: await viewTicket(context, ticketId) }
  },
})

/** The refusal as it is, with the action that met it. */
function ofAction(error: DeskError, action: number): DeskError {
  const details = typeof error.details === 'object' && error.details !== null && !Array.isArray(error.details) ? error.details : {}
  const { code, status, message, params, retryable } = error
  return new DeskError(code, status, message, params, { cause: error, retryable, details: { ...details, action } })
}
