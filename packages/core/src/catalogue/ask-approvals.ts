import { systemActor } from '../access/load-actor.ts'
import { askApproval } from '../approval/ask.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { performForeseen } from '../ticket/transition.ts'
import { inLanguage } from '../value/texts-by-language.ts'
import type { FromEntry } from './from-entry.ts'
import { WAIT, waitInput } from './wait-for-approval.ts'

/** Asks for everything that the entry demands of a ticket that was just opened, and lets it wait for the answers. */
export async function askApprovals(context: CallContext, ticket: TicketState, { approval }: FromEntry): Promise<void> {
  if (!approval) return
  const { unit } = context
  const { language } = ticket.row
  const chain = unit.runtime.composition.texts.chain(language === null ? [] : [language])
  for (const { question, ...ask } of approval.asks)
    await askApproval(context, ticket, { ...ask, question: inLanguage(question, chain).text, isDemanded: true })
  // The requester could not do it, and nobody has to: the entry says so. Where the type has changed since, the gates hold it all the same.
  await performForeseen({ ...context, owner: 'core', actor: systemActor(unit.runtime, 'approval') }, ticket, WAIT, waitInput)
}
