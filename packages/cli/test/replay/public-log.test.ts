import { readFile } from 'node:fs/promises'
import { expect, it, vi } from 'vitest'
import { printSummary } from '../../src/replay/print-summary.ts'
import { ownDatabase } from '../own-database.ts'
import { plainCounts } from './plain-counts.ts'
import { describeOnPublicLog } from './public-log.ts'
import { openDesk, replay } from './replayed-desk.ts'

vi.setConfig({ testTimeout: 300_000 })

describeOnPublicLog('the public log', (path) => {
  it('is replayed whole, and the desk agrees with what its columns say', async () => {
    const plain = plainCounts(await readFile(path, 'utf8'))
    const database = await ownDatabase('sqlite')
    const desk = await openDesk(database.url)
    const { summary, run } = await replay(desk, path)
    const lines: string[] = []
    printSummary(summary, run, (line) => lines.push(line))
    console.log(lines.join('\n'))

    expect(summary).toMatchObject({ tickets: plain.incidents, rows: plain.rows })
    expect(summary.madeSla).toEqual({ desk: plain.madeSla, log: plain.madeSla, differing: [] })
    expect(summary.reopened).toMatchObject({ desk: Object.values(plain.reopenCount).reduce((sum, count) => sum + count, 0), differing: [] })
    expect(summary.reassigned).toMatchObject({
      desk: Object.values(plain.groupChanges).reduce((sum, count) => sum + count, 0),
      differing: [],
    })
    // Whatever is refused is the data's fault: no process of the public log lacks a command, and nobody lacks a right.
    expect(summary.refusals.filter(({ wrong }) => wrong !== 'data')).toEqual([])
    if (!summary.refusals.length) {
      expect(summary.transitions).toEqual({ desk: plain.stateChanges, log: plain.stateChanges, differing: [] })
      expect(Object.fromEntries([...summary.states].map(([status, { desk: count }]) => [status, count]))).toEqual(
        Object.fromEntries(Object.entries(plain.states).map(([state, count]) => [state.toLowerCase().replaceAll(' ', '_'), count])),
      )
    }
    expect(await desk.desk.doctor()).toEqual({ healthy: true, findings: [] })
    await desk.close()
    await database.drop()
  })
})
