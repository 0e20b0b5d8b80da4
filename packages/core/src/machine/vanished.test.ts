import { describe, expect, it } from 'vitest'
import { isDeskError } from '../error/desk-error.ts'
import { question } from './default-types/question.ts'
import { buildMachines } from './machines.ts'
import { findVanished, resolveMapping } from './vanished.ts'

const permissions = new Set(Object.values(question.commands).map((command) => command.permission))
const machines = buildMachines([{ owner: 'core', spec: question }], { permissions })
const counts = [
  { type: 'question', status: 'open', count: 5 },
  { type: 'question', status: 'spam', count: 5 },
  { type: 'question', status: 'awaiting_estimate', count: 3 },
  { type: 'question', status: 'long_gone', count: 0 },
  { type: 'repair', status: 'open', count: 2 },
]
const faultsOf = (mapping: Record<string, string>) => {
  try {
    return resolveMapping(machines, mapping)
  } catch (error) {
    if (!isDeskError(error)) throw error
    return [error.code, (error.details as { code: string }[]).map(({ code }) => code)]
  }
}

describe('statuses that vanished with a plugin', () => {
  it('are found and counted', () => {
    const found = findVanished(machines, counts)
    expect(found.map(({ code, type, status, count }) => [code, type, status, count])).toEqual([
      ['machine.vanished_status', 'question', 'awaiting_estimate', 3],
      ['machine.vanished_type', 'repair', 'open', 2],
    ])
    expect(found[0]?.message).toContain("3 tickets are in the status 'awaiting_estimate' of 'question'")
  })

  it('are taken care of by a mapping', () => {
    const mapping = { 'question/awaiting_estimate': 'open', 'repair/open': 'question/closed' }
    expect(findVanished(machines, counts, mapping)).toEqual([])
    expect([...resolveMapping(machines, mapping)]).toEqual([
      ['question/awaiting_estimate', { type: 'question', status: 'open', category: 'open' }],
      ['repair/open', { type: 'question', status: 'closed', category: 'closed' }],
    ])
  })

  it('are not mapped to nowhere, back to new, or while they exist', () => {
    expect(
      faultsOf({
        'question/gone': 'nowhere',
        'question/lost': 'new',
        'question/open': 'closed',
        'repair/open': 'open',
        'a/b/c': 'question/open',
      }),
    ).toEqual([
      'machine.bad_mapping',
      ['machine.mapping_target', 'machine.mapping_target', 'machine.mapping_needless', 'machine.mapping_target', 'machine.mapping_key'],
    ])
    expect(faultsOf({ question: 'closed' })).toEqual(['machine.bad_mapping', ['machine.mapping_key']])
    expect(faultsOf({ 'question/gone': 'question/open/x' })).toEqual(['machine.bad_mapping', ['machine.mapping_target']])
  })
})
