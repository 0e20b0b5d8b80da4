import { expect, it } from 'vitest'
import { Turns } from './turns.ts'

it('lets so many in at a time, in order, and goes on after one that failed', async () => {
  const turns = new Turns(2)
  const begun: number[] = []
  let [inside, most] = [0, 0]
  const run = (number: number) =>
    turns.take(async () => {
      begun.push(number)
      inside += 1
      most = Math.max(most, inside)
      await new Promise((resolve) => setTimeout(resolve, 5))
      inside -= 1
      if (number === 1) throw new Error('1')
      return number
    })
  const all = await Promise.allSettled([0, 1, 2, 3, 4].map(run))
  expect(all.map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'fulfilled', 'fulfilled'])
  expect([begun, most]).toEqual([[0, 1, 2, 3, 4], 2])
})
