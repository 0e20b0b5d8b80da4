import { type TestDesk, testDesk } from '@deskwright/testing'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { portal } from '../src/index.ts'
import { Visitor, wordsOf } from './visitor.ts'

let test: TestDesk
beforeAll(async () => {
  test = (await testDesk({ plugins: [portal({ name: 'Help' })] })) as unknown as TestDesk
})
afterAll(() => test.close())

it('asks how good a solution was, once for each, and lets it be changed', async () => {
  const visitor = new Visitor(test, 'customer')
  const opened = await visitor.follow(await visitor.get('/new/type/question'), { subject: 'How do I print?', body: 'On both sides.' })
  const ticketId = /\/requests\/([0-9a-f-]{36})/.exec(opened.text)?.[1] ?? ''
  const path = `/requests/${ticketId}`
  expect(wordsOf(opened)).not.toContain('How did we do?')
  const agent = test.as('admin')
  await agent.tickets.resolve({ ticketId, resolution: 'solved', text: 'Choose “both sides”.' })
  const solved = await visitor.get(path)
  expect(wordsOf(solved)).toContain('How did we do?')

  // Without a choice, and with one that nobody offered: the form comes back with what was written.
  for (const values of [{ comment: 'So-so' }, { score: '9', comment: 'So-so' }, { score: 'x', comment: 'So-so' }]) {
    const back = await visitor.submit(solved, values as Record<string, string>, { has: 'rate' })
    expect(back.status).toBe(422)
    expect(back.text).toContain('f-score-fault')
    expect(back.text).toContain('So-so')
  }
  const rated = await visitor.follow(solved, { score: '2', comment: 'Slow <b>' }, { has: 'rate' })
  expect(wordsOf(rated)).toContain('Thank you for telling us.')
  expect(wordsOf(rated)).toContain('You said Bad')
  expect(rated.text).toContain('Slow &lt;b&gt;')
  const changed = await visitor.follow(rated, { score: '5', comment: '' }, { has: 'rate' })
  expect(wordsOf(changed)).toContain('You said Very good')
  expect((await agent.tickets.ratings({ ticketId })).items.map(({ score, comment }) => [score, comment])).toEqual([[5, null]])

  // The company's manager sees the request, and neither the question nor the answer.
  const manager = wordsOf(await new Visitor(test, 'manager').get(path))
  expect(manager).toContain('How do I print?')
  expect(manager).not.toContain('You said')
  expect(manager).not.toContain('How did we do?')

  const reopened = await visitor.follow(changed, { 'reopen.reason': 'It does not' })
  expect(reopened.text).not.toContain('name="score"')
  await agent.tickets.resolve({ ticketId, resolution: 'solved', text: 'Now it does.' })
  expect(wordsOf(await visitor.get(path))).toContain('How did we do?')
})
