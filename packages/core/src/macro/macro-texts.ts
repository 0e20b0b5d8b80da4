import { coreError } from '../error/core-errors.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { ticketsOfNumbers } from '../ticket/named-rows.ts'
import { inLanguage } from '../value/texts-by-language.ts'
import type { MacroAction } from './contract.ts'
import { placeholderValue } from './placeholders.ts'
import { readTemplate, renderTemplate } from './template.ts'

export interface WrittenText {
  readonly body: string
  readonly language: string
}

/**
 * The texts of a macro for a ticket, by action: in the language asked for, else that of the ticket, else the requester's, else the desk's.
 * Made before anything is done, so that each says how the ticket was found.
 */
export async function macroTexts(
  context: CallContext,
  ticketId: string,
  actions: readonly MacroAction[],
  language: string | undefined,
): Promise<ReadonlyMap<number, WrittenText>> {
  const { unit, actor } = context
  const { machines, texts } = unit.runtime.composition
  const state = await unit.tickets.see(actor, ticketId)
  await unit.tickets.flush()
  const [row] = await ticketsOfNumbers(context, [state.row.number])
  if (!row) throw coreError('ticket.not_found', { ticketId })
  const requester = await unit.db.selectFrom('person').select('language').where('id', '=', row.requester_id).executeTakeFirst()
  const chain = texts.chain([language, row.language, requester?.language].flatMap((tag) => tag ?? []))
  const written = new Map<number, WrittenText>()
  for (const [index, action] of actions.entries()) {
    if (action.do !== 'reply' && action.do !== 'note') continue
    const chosen = inLanguage(action.body, action.do === 'note' && language === undefined ? actor.languages : chain)
    const readership = action.do === 'reply' ? 'public' : 'internal'
    const facts = {
      row,
      agentName: actor.name,
      now: unit.now,
      machine: machines.find(row.type),
      texts,
      languages: texts.chain([chosen.language]),
    }
    const body = renderTemplate(readTemplate(chosen.text).parts, (name) => placeholderValue(name, facts, readership), chosen.language)
    written.set(index, { body, language: chosen.language })
  }
  return written
}
