import { expect, it, vi } from 'vitest'
import { type Afterthought, Afterwards } from './afterwards.ts'

const log = () => ({ debug: vi.fn(), info: vi.fn(), warn: vi.fn(), error: vi.fn() })

it('runs the same once, keeps to two hundred, and goes on after a failure', async () => {
  const ran: Afterthought[] = []
  const lines = log()
  const afterwards = new Afterwards(async (thought) => {
    if (thought.method === 'broken') throw new Error('no')
    ran.push(thought)
  }, lines)
  afterwards.add({ owner: 'kb', method: 'broken', input: {} })
  for (let count = 0; count < 3; count += 1) afterwards.add({ owner: 'kb', method: 'note', input: { question: 'same' } })
  for (let count = 0; count < 300; count += 1) afterwards.add({ owner: 'kb', method: 'note', input: { count } })
  await afterwards.flush()
  expect(ran).toHaveLength(199)
  expect(lines.error).toHaveBeenCalledTimes(1)
  expect(lines.warn).toHaveBeenCalledWith({ dropped: 102 }, expect.any(String))
  await afterwards.flush()
  expect(ran).toHaveLength(199)
})
