import { expect, it } from 'vitest'
import { change } from './default-types/change.ts'
import { question } from './default-types/question.ts'
import { buildMachines } from './machines.ts'
import { openingRefusal } from './opening.ts'

const specs = [change, question].map((spec) => ({ owner: 'core', spec }))
const machines = buildMachines(specs, {
  permissions: new Set(Object.values(change.commands).map((command) => command.permission)).add('ticket.reopen'),
})
const code = (type: string, acting: 'staff' | 'customer', channel: string) =>
  openingRefusal(machines.get(type), { acting, channel })?.code ?? 'ok'

it('opens tickets by whom and through what the type allows', () => {
  expect(code('question', 'customer', 'mail')).toBe('ok')
  expect(code('change', 'staff', 'portal')).toBe('ok')
  expect(code('change', 'staff', 'constructor')).toBe('ok')
  expect(code('change', 'staff', 'mail')).toBe('machine.channel_refused')
  expect(code('change', 'customer', 'portal')).toBe('machine.not_for_customers')
})
