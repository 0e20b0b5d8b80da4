import { contextOf } from '../operation/context-of.ts'
import type { Reading } from '../operation/work.ts'
import { forContract } from '../plugin/kit.ts'
import { CloseTicket, PerformCommand, ResolveTicket, StartTicket, WaitTicket, WithReason } from './command-schemas.ts'
import type { TicketsContract } from './contract.ts'
import { expectVersion } from './expected-version.ts'
import { TicketView } from './schemas.ts'
import { viewTicket } from './view.ts'

const { command } = forContract<TicketsContract>()

interface Request {
  readonly ticketId: string
  readonly expectedVersion?: number
  readonly overrideReason?: string
}

async function performOn(work: Reading<TicketsContract, string>, name: string, input: object, request: Request) {
  const context = contextOf(work)
  const { unit, actor } = context
  const state = await unit.tickets.see(actor, request.ticketId)
  await expectVersion(context, state, request.expectedVersion)
  const options = request.overrideReason === undefined ? {} : { overrideReason: request.overrideReason }
  await unit.runtime.performTransition(context, state, name, input, options)
  return viewTicket(context, request.ticketId)
}

/** `ticket.read` is what it takes to try; the command's own permission is in the machine. */
export const perform = command({
  route: 'POST /tickets/:ticketId/commands/:command',
  summary: 'Performs a command of the ticket’s type.',
  permission: 'ticket.read',
  audience: 'both',
  input: PerformCommand,
  output: TicketView,
  run: (work, { command: name, input, ...request }) => performOn(work, name, input ?? {}, request),
})

export const start = command({
  route: null,
  permission: 'ticket.start',
  audience: 'both',
  input: StartTicket,
  output: TicketView,
  /** Work begins, or goes on after waiting. */
  async run(work, request) {
    const { unit, actor } = contextOf(work)
    const { row } = await unit.tickets.see(actor, request.ticketId)
    const { transition } = unit.runtime.composition.machines.get(row.type)
    const goesOn = row.category === 'waiting' && !transition(row.status, 'start') && transition(row.status, 'resume')
    return performOn(work, goesOn ? 'resume' : 'start', {}, request)
  },
})
export const wait = command({
  route: null,
  permission: 'ticket.wait',
  audience: 'both',
  input: WaitTicket,
  output: TicketView,
  run: (work, { ticketId, expectedVersion, overrideReason, ...input }) =>
    performOn(work, 'wait', input, request(ticketId, expectedVersion, overrideReason)),
})
export const resolve = command({
  route: null,
  permission: 'ticket.resolve',
  audience: 'both',
  input: ResolveTicket,
  output: TicketView,
  run: (work, { ticketId, expectedVersion, overrideReason, ...input }) =>
    performOn(work, 'resolve', input, request(ticketId, expectedVersion, overrideReason)),
})
export const close = command({
  route: null,
  permission: 'ticket.close',
  audience: 'both',
  input: CloseTicket,
  output: TicketView,
  run: (work, request) => performOn(work, 'close', {}, request),
})
export const reopen = command({
  route: null,
  permission: 'ticket.reopen',
  audience: 'both',
  input: WithReason,
  output: TicketView,
  run: (work, { reason, ...request }) => performOn(work, 'reopen', { reason }, request),
})
export const cancel = command({
  route: null,
  permission: 'ticket.cancel',
  audience: 'both',
  input: WithReason,
  output: TicketView,
  run: (work, { reason, ...request }) => performOn(work, 'cancel', { reason }, request),
})

const request = (ticketId: string, expectedVersion: number | undefined, overrideReason: string | undefined): Request => ({
  ticketId,
  ...(expectedVersion === undefined ? {} : { expectedVersion }),
  ...(overrideReason === undefined ? {} : { overrideReason }),
})
