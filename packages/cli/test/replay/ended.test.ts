import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import type { Desk } from '@deskwright/core'
import { expect, it } from 'vitest'
import { ownDatabase, temporaryFolder } from '../own-database.ts'
import { madeLog } from './made-log.ts'
import { dump, openDesk, replay } from './replayed-desk.ts'

const isFull = process.env['DESK_FULL'] === '1'

class Ended extends Error {}

/** Throws once the desk has done so many commands for people; `steps` are the keys of those that it did. */
function endedAfter(desk: Desk, commands: number): { desk: Desk; steps: string[] } {
  const steps: string[] = []
  const counted = (part: unknown, step: string): unknown =>
    typeof part === 'function'
      ? (...given: unknown[]) => {
          if (steps.length >= commands) throw new Ended()
          steps.push(step)
          return Reflect.apply(part, undefined, given)
        }
      : Object.fromEntries(Object.entries(Object(part)).map(([name, inner]) => [name, counted(inner, step)]))
  const as = (...[person, options]: Parameters<Desk['as']>) =>
    counted(desk.as(person, options), options?.idempotencyKey ?? '') as ReturnType<Desk['as']>
  return { desk: { ...desk, as }, steps }
}

/** Replays up to a command, once more to the end, and says what is in the desk then. */
async function replayEnded(path: string, commands: number): Promise<{ found: unknown; steps: string[] }> {
  const { url, drop } = await ownDatabase('sqlite')
  const opened = await openDesk(url)
  const { desk, steps } = endedAfter(opened.desk, commands)
  try {
    await replay({ ...opened, desk }, path)
  } catch (error) {
    if (!(error instanceof Ended)) throw error
    await replay(opened, path)
  }
  const found = await dump(opened.desk)
  await opened.close()
  await drop()
  return { found, steps }
}

it('goes on from between any two commands as if it had not been ended', { timeout: isFull ? 900_000 : 240_000 }, async () => {
  const folder = await temporaryFolder()
  const path = join(folder.path, 'log.csv')
  await writeFile(path, madeLog({ incidents: 2, seed: 32, isStrange: true }))
  const whole = await replayEnded(path, Number.POSITIVE_INFINITY)
  expect(whole.steps.length).toBeGreaterThan(40)
  // In the short form: where a row has changed something and goes on, and now and then.
  const places = whole.steps.flatMap((step, index) => {
    const isWithin = /:(?:update|tag-\w+)$/.test(step) && rowIn(step) === rowIn(whole.steps[index + 1] ?? '')
    return isFull || isWithin || index % 10 === 0 ? [index + 1] : []
  })
  for (const commands of places) {
    const { found } = await replayEnded(path, commands)
    expect(found, `ended after ${whole.steps[commands - 1]}`).toEqual(whole.found)
  }
  await folder.remove()
})

/** The key without its step. */
const rowIn = (key: string): string => key.slice(0, key.lastIndexOf(':'))
