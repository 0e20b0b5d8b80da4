import { describe, expect, it } from 'vitest'
import { incident } from './default-types/incident.ts'
import { question } from './default-types/question.ts'
import { buildMachines } from './machines.ts'
import { derivePriority } from './priority.ts'

const permissions = new Set(Object.values(incident.commands).map((command) => command.permission))
const machines = buildMachines(
  [
    { owner: 'core', spec: incident },
    { owner: 'core', spec: question },
  ],
  { permissions },
)

describe('derivePriority', () => {
  it('reads the matrix as ITIL has it', () => {
    const levels = ['high', 'medium', 'low']
    expect(levels.map((impact) => levels.map((urgency) => derivePriority(machines.get('incident'), impact, urgency).priority))).toEqual([
      ['urgent', 'high', 'normal'],
      ['high', 'normal', 'low'],
      ['normal', 'low', 'low'],
    ])
    expect(derivePriority(machines.get('incident'), 'high', 'high').by).toBe('matrix')
  })

  it('falls back to the default of the type until both are known', () => {
    expect(derivePriority(machines.get('incident'), null, 'high')).toEqual({ priority: 'normal', by: 'default' })
    expect(derivePriority(machines.get('incident'), 'high', null)).toEqual({ priority: 'normal', by: 'default' })
    expect(derivePriority(machines.get('question'), null, null)).toEqual({ priority: 'normal', by: 'default' })
  })

  it('refuses levels that the type does not have', () => {
    expect(() => derivePriority(machines.get('incident'), 'constructor', null)).toThrow(
      "'constructor' is no impact of 'incident'. Use one of: high, medium, low.",
    )
    expect(() => derivePriority(machines.get('question'), null, 'high')).toThrow("'high' is no urgency of 'question'. Use one of: none.")
  })
})
