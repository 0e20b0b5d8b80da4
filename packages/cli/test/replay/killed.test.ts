import { readFile, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, vi } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { ownDatabase, temporaryFolder } from '../own-database.ts'
import { startCli } from '../run-cli.ts'
import { madeLog } from './made-log.ts'
import { describeOnPublicLog } from './public-log.ts'
import { dump, openDesk } from './replayed-desk.ts'

vi.setConfig({ testTimeout: 400_000 })

/** When to kill: after that many lines of progress of a run, and a random moment more. */
const killsAfter = [1, 4, 8, 2, 2, 2, 2, 2, 2]
const AT_MOST_LATER_MS = 250

/** Replays with a `kill -9` in each run but the last, and gives what is in the desk then, how often it was killed, and what was printed last. */
async function replayKilled(kind: TestDatabase['kind'], path: string): Promise<{ found: unknown; kills: number; last: string }> {
  const database = await ownDatabase(kind)
  let [kills, last] = [0, '']
  for (const [index, lines] of [...killsAfter, Number.POSITIVE_INFINITY].entries()) {
    const run = startCli(['demo', '--replay', path, '--load-only'], { env: { DESK_DATABASE: database.url } })
    // The first three die among people, teams and companies; the others among rows.
    const label = index < 3 ? 'People, teams, companies' : 'Rows of the log'
    const reached = run.printed(new RegExp(`(?:${label}: .*\\n){${Number.isFinite(lines) ? lines : 1000}}`)).catch(() => '')
    await Promise.race([reached, run.ended])
    await sleep(Math.random() * AT_MOST_LATER_MS)
    run.child.kill('SIGKILL')
    const { signal, code, out, err } = await run.ended
    if (signal === 'SIGKILL') kills += 1
    else expect({ code, err }).toEqual({ code: 0, err: '' })
    last = out
    if (signal !== 'SIGKILL' && index >= killsAfter.length) break
  }
  return { found: await contents(database.url, database.drop), kills, last }
}

async function contents(url: string, drop: () => Promise<void>): Promise<unknown> {
  const desk = await openDesk(url)
  const found = await dump(desk.desk)
  await desk.desk.tick()
  expect(await desk.desk.doctor()).toEqual({ healthy: true, findings: [] })
  await desk.close()
  await drop()
  return found
}

async function replayWhole(kind: TestDatabase['kind'], path: string): Promise<unknown> {
  const database = await ownDatabase(kind)
  expect(await startCli(['demo', '--replay', path, '--load-only'], { env: { DESK_DATABASE: database.url } }).ended).toMatchObject({
    code: 0,
    err: '',
  })
  return contents(database.url, database.drop)
}

async function compare(kind: TestDatabase['kind'], csv: string): Promise<void> {
  const folder = await temporaryFolder()
  const path = join(folder.path, 'log.csv')
  await writeFile(path, csv)
  const { found, kills, last } = await replayKilled(kind, path)
  expect(kills).toBeGreaterThanOrEqual(5)
  expect(last).toMatch(/Went on after \d|Everything was in the desk already/)
  expect(found).toEqual(await replayWhole(kind, path))
  await folder.remove()
}

forEachDatabase(({ kind }) => {
  it('goes on where it was killed, and does nothing twice', () => compare(kind, madeLog({ incidents: 40, seed: 23, isStrange: true })))
})

describeOnPublicLog('a beginning of the public log', (path) => {
  it('goes on where it was killed, and does nothing twice', async () => {
    const lines = (await readFile(path, 'utf8')).split('\n')
    // 331 to 444 are those in which the clock and the count of changes contradict each other.
    await compare('sqlite', [...lines.slice(0, 150), ...lines.slice(328, 445)].join('\n'))
  })
})
