import { describe, expect, it } from 'vitest'
import type { LogRow } from './log-row.ts'
import { judge, noteOf, type Refusal, refusalError, refusalIn } from './refusal.ts'

const refusal = (from: string, to: string, code = 'machine.illegal_transition', what: Refusal['what'] = 'transition'): Refusal => ({
  row: 3,
  what,
  from,
  to,
  code,
})

describe('what the desk refuses', () => {
  it('is remembered in a note that can be read again', () => {
    const one = refusal('Active', 'New')
    expect(refusalIn(noteOf(one, { line: 12 } as LogRow, 'It can’t.\nReally.'))).toEqual(one)
    expect(refusalIn('Some other note')).toBeUndefined()
  })

  it.each([
    [refusal('Active', '-100'), { from: 'active', to: 'state_100' }, 'data'],
    [refusal('Active', 'Awaiting Change'), { from: 'active', to: 'awaiting_change' }, 'type'],
    [refusal('Active', 'New'), { from: 'active', to: 'new' }, 'data'],
    [refusal('Closed', 'Resolved'), { from: 'closed', to: 'resolved' }, 'data'],
    [refusal('New', 'Resolved'), { from: 'new', to: 'resolved' }, 'type'],
    [refusal('New', 'Resolved', 'ticket.not_found'), { from: 'new', to: 'resolved' }, 'replay'],
    [refusal('as it was', 'category', 'ticket.closed', 'change'), { from: 'as_it_was', to: 'category' }, 'data'],
    [refusal('a', 'b', 'ticket.assignee_not_entitled', 'assignment'), { from: 'a', to: 'b' }, 'replay'],
  ] as const)('%o is judged', (one, codes, wrong) => {
    expect(judge(one, codes)).toMatchObject({ wrong, why: expect.stringMatching(/\.$/) })
  })

  it('is nothing else than a refusal: what fails inside ends the replay', () => {
    const broken = new TypeError('broken')
    expect(() => refusalError(broken)).toThrow(broken)
    expect(() => refusalError({ '~desk': true, code: 'store.busy', status: 503, retryable: true, message: '' })).toThrow()
    expect(refusalError({ '~desk': true, code: 'ticket.closed', status: 409, retryable: false, message: '' }).code).toBe('ticket.closed')
  })
})
