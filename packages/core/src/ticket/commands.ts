import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import { openIncidents } from '../link/open-incidents.ts'
import { isAtWork } from '../machine/category.ts'
import { describeCommands } from '../machine/describe-commands.ts'
import { titleIn } from '../machine/titles.ts'
import { contextOf } from '../operation/context-of.ts'
import { plainSchema } from '../operation/plain-schema.ts'
import { forContract } from '../plugin/kit.ts'
import { AvailableCommands } from './command-schemas.ts'
import type { TicketsContract } from './contract.ts'
import { codesOf, gateFailures, inTheWay, mayOverrideGates, shownFailures } from './gates.ts'
import { readerLanguage } from './reader-language.ts'
import { factsOf } from './row-facts.ts'
import { TicketById } from './schemas.ts'
import { attemptOf } from './transition.ts'

const { query } = forContract<TicketsContract>()

export const commands = query({
  route: 'GET /tickets/:ticketId/commands',
  summary: 'What the caller may do with the ticket now, and why not where not.',
  permission: 'ticket.read',
  audience: 'both',
  input: TicketById,
  output: AvailableCommands,
  async run(work, { ticketId }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const { unit, actor } = context
    const { acting } = actor.capacity
    const { machines, permissions, texts } = unit.runtime.composition
    const state = await unit.tickets.see(actor, ticketId)
    const machine = machines.get(state.row.type)
    const facts = { ...factsOf(state.row), status: state.row.status }
    const described = describeCommands(machine, facts, await attemptOf(context, machine))
    const items: AvailableCommands['items'] = []
    const languages = readerLanguage(actor, state.row)
    // Whoever solves the cause is asked about what it caused.
    const incidents = acting === 'staff' && isAtWork(state.row.category) ? await openIncidents(context, ticketId) : 0
    for (const { command, to, toCategory, refusal } of described) {
      const permitted = unit.tickets.can(actor, permissions.bit(command.permission), state)
      const impossible: DeskError | null = permitted ? refusal : coreError('access.denied', { permission: command.permission })
      const transition = impossible ? undefined : machine.transition(state.row.status, command.name)
      const failures = transition ? await gateFailures(context, state, machine, transition, {}) : []
      const gates = shownFailures(context, failures)
      const isHeld = transition !== undefined && inTheWay(failures, transition).length > 0
      const refused = isHeld ? coreError('ticket.gates_failed', { command: command.name, codes: codesOf(gates).join(', ') }) : impossible
      items.push({
        command: command.name,
        title: titleIn(acting === 'staff' ? command.title : command.customerTitle, languages),
        to,
        category: toCategory,
        isAllowed: refused === null,
        ...(refused ? { reason: { code: refused.code, message: texts.error(refused, languages).text } } : {}),
        ...(gates.length ? { gates: [...gates], mayOverride: mayOverrideGates(context, state) } : {}),
        ...(incidents > 0 && toCategory === 'resolved' ? { openIncidents: incidents } : {}),
        input: { ...plainSchema(command.input, acting) },
      })
    }
    return { items }
  },
})
