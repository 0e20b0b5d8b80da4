import { describe, expect, it } from 'vitest'
import { problem } from './default-types/problem.ts'
import { failedGates } from './gates.ts'
import { buildMachines } from './machines.ts'
import { extendTicketType } from './ticket-type.ts'

const permissions = new Set(Object.values(problem.commands).map((command) => command.permission))
const again = extendTicketType(problem, {
  commands: { comment: { from: { category: ['resolved'] }, to: 'same', permission: 'ticket.close', audience: 'staff', title: 'Comment' } },
  gates: [{ gate: 'resolution_text' }, { gate: 'fields_filled', fields: ['workaround'], to: 'closed' }],
})
const machine = buildMachines(
  [
    { owner: 'core', spec: problem },
    { owner: 'acme', spec: again },
  ],
  { permissions },
).get('problem')
const failed = (status: string, command: string, resolutionText: string | null, fields: Record<string, unknown>) => {
  const transition = machine.transition(status, command)
  if (!transition) throw new Error(`${command} from ${status}`)
  return failedGates(machine, transition, { resolutionText, fields }).map(({ code, field }) => `${code} ${field}`)
}

describe('failedGates', () => {
  it('lists everything that is missing, once, with its place', () => {
    expect(failed('investigating', 'resolve', ' ', { root_cause: '\n' })).toEqual([
      'machine.resolution_text_missing /text',
      'machine.field_missing /fields/root_cause',
    ])
    expect(failed('investigating', 'resolve', null, { root_cause: [] })).toHaveLength(2)
  })

  it('is content with what is there, also with false and zero', () => {
    expect(failed('investigating', 'resolve', 'Replaced.', { root_cause: 'Heat' })).toEqual([])
    expect(failed('investigating', 'resolve', 'Replaced.', { root_cause: 0 })).toEqual([])
    expect(failed('investigating', 'resolve', 'Replaced.', { root_cause: false })).toEqual([])
  })

  it('guards its own category only', () => {
    expect(failed('new', 'start', null, {})).toEqual([])
    expect(failed('resolved', 'comment', null, {})).toEqual([])
    expect(failed('resolved', 'close', 'Replaced.', {})).toEqual(['machine.field_missing /fields/workaround'])
  })
})
