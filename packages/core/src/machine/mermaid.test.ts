import { expect, it } from 'vitest'
import { buildMachines } from './machines.ts'
import { defineTicketType } from './ticket-type.ts'

const spec = defineTicketType({
  id: 'loan',
  title: 'Loan',
  statuses: {
    new: { category: 'new', title: { en: 'New', he: 'חדשה' } },
    end: { category: 'closed', title: 'The "end";\n#1: {over} [*] --> x' },
  },
  commands: {
    note: { from: ['new'], to: 'end', permission: 'a.b', audience: 'staff', title: { en: 'Note: done, Direction LR', he: 'סיום' } },
  },
})
const machine = buildMachines([{ owner: 'host', spec }], { permissions: new Set(['a.b']) }).get('loan')

it('draws a state diagram in which no title and no name is read as syntax', () => {
  expect(machine.toMermaid()).toBe(`stateDiagram-v2
  state "New" as s_new
  state "The #34;end#34;#59; #35;1#58; #123;over#125; #91;*#93; --#62; x" as s_end
  [*] --> s_new
  s_new --> s_end : Note#58; done, #68;irection LR
  s_end --> [*]
`)
})

it('draws in the language asked for, and falls back to English', () => {
  expect(machine.toMermaid('he-IL')).toContain('s_new --> s_end : סיום')
  expect(machine.toMermaid('fa')).toContain('state "New" as s_new')
})
