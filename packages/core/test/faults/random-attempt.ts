import type { Command, Machine } from '../../src/machine/machine.ts'
import type { DeskServices } from '../../src/plugin/contract.ts'
import type { Ticket } from '../../src/ticket/contract.ts'

type Services = DeskServices<never>

export interface Attempt {
  readonly what: string
  readonly ticketId: string
  readonly before: number
  readonly isExpected: boolean
  run(): Promise<{ readonly version: number; readonly messageId?: string }>
}

const oneOf = <T>(items: readonly T[]): T => {
  const item = items[Math.floor(Math.random() * items.length)]
  if (item === undefined) throw new TypeError('nothing to choose from')
  return item
}

/** The machine's commands to try: mostly those that lead somewhere from here, sometimes any at all. */
export function attemptsOf(machines: readonly Machine[], { type, status }: Pick<Ticket, 'type' | 'status'>): readonly Command[] {
  const machine = machines.find(({ typeId }) => typeId === type)
  if (!machine) throw new TypeError(`there is no type ${type}`)
  const possible = machine.commandsFrom(status ?? '').filter(({ command }) => command.audience !== 'customer')
  return Math.random() < 0.9 && possible.length ? possible.map(({ command }) => command) : machine.commands
}

const inputOf = ({ name, requiresReason }: Command): object => {
  if (name === 'wait') return { on: 'third_party' }
  if (name === 'resolve') return { resolution: 'solved', text: 'Done.' }
  return requiresReason ? { reason: 'Because.' } : {}
}

/** One random command on the ticket as it was read: transitions, messages, assignments; with and without the version expected. */
export function attemptOn(commands: readonly Command[], me: Services, { id: ticketId, version: before }: Ticket): Attempt {
  const isExpected = Math.random() < 0.7
  const request = { ticketId, ...(isExpected ? { expectedVersion: before } : {}) }
  const attempt = (what: string, run: Attempt['run']): Attempt => ({ what, ticketId, before, isExpected, run })
  const command = oneOf(commands)
  const performing = { command: command.name, input: inputOf(command) }
  const dice = Math.random()
  if (dice < 0.5) return attempt(command.name, () => me.tickets.perform({ ...request, ...performing }))
  if (dice < 0.6)
    return attempt(`reply and ${command.name}`, async () => {
      const { ticket, message } = await me.tickets.reply({ ...request, body: 'And now?', perform: performing })
      return { version: ticket.version, messageId: message.id }
    })
  if (dice < 0.75)
    return attempt('reply', async () => {
      const { ticket, message } = await me.tickets.reply({ ...request, body: 'We are on it.' })
      return { version: ticket.version, messageId: message.id }
    })
  if (dice < 0.85)
    return attempt('note', async () => {
      const { ticket, message } = await me.tickets.note({ ...request, body: 'Look at the log.' })
      return { version: ticket.version, messageId: message.id }
    })
  // These may find that there is nothing to do, and then the version in the answer is somebody else's: so they always say what they have read.
  const sure = { ticketId, expectedVersion: before }
  const sureOf = (what: string, run: Attempt['run']): Attempt => ({ what, ticketId, before, isExpected: true, run })
  if (dice < 0.95) return sureOf('take', () => me.tickets.take(sure))
  return sureOf('give back', () => me.tickets.assign({ ...sure, assigneeId: null }))
}
