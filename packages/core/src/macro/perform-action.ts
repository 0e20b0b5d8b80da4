import type { SeenBy } from '../plugin/contract.ts'
import type { MacroAction, MacrosContract } from './contract.ts'

type Desk = SeenBy<MacrosContract>

/** One action as the operation that somebody would call by hand, with the rights of whoever applies the macro. */
export async function performAction(desk: Desk, ticketId: string, action: MacroAction, body: string): Promise<void> {
  const { tickets } = desk
  switch (action.do) {
    case 'reply':
      await tickets.reply({ ticketId, body, ...(action.perform && { perform: action.perform }) })
      return
    case 'note':
      await tickets.note({ ticketId, body })
      return
    case 'assign':
      await tickets.assign({ ticketId, assigneeId: action.assigneeId, ...(action.teamId !== undefined && { teamId: action.teamId }) })
      return
    case 'take':
      await tickets.take({ ticketId })
      return
    case 'tag':
      await tickets.tag({ ticketId, ...(action.add && { add: action.add }), ...(action.remove && { remove: action.remove }) })
      return
    case 'set':
      await tickets.update({ ticketId, ...action.values })
      return
    case 'perform':
      await tickets.perform({ ticketId, command: action.command, ...(action.input && { input: action.input }) })
  }
}
