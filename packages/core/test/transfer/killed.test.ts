import { join } from 'node:path'
import { afterAll, beforeAll, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { refusal } from '../access/cast.ts'
import { type Bundled, bundled } from '../faults/bundled.ts'
import { Forked } from '../faults/forked.ts'
import { comparable, emptyDesk, filledDesk, folderOf } from './filled-desk.ts'

let program: Bundled
beforeAll(async () => {
  program = await bundled(new URL('./transfer-process.ts', import.meta.url))
})
afterAll(() => program.remove())

/** How it ended: `killed` at its step, or by itself. */
async function ended(args: readonly string[]): Promise<'killed' | 'done'> {
  const process = new Forked(program.script, args)
  await process.finished()
  if (process.child.signalCode === 'SIGKILL') return 'killed'
  expect(process.faults).toEqual([])
  return 'done'
}

forEachDatabase((kind) => {
  it('goes on after it was killed, at any step, in both directions', { timeout: 300_000 }, async () => {
    const { desk, database, storage } = await filledDesk(kind)
    const folder = await folderOf('export')
    const straight = join(folder, 'straight')
    await desk.export({ to: straight })
    const broken = join(folder, 'broken')
    const untouched = await emptyDesk(kind)
    let killed = 0
    for (let step = 1; ; step += 9) {
      const end = await ended(['export', database.database, database.schema, storage, broken, String(step)])
      if (end === 'done') break
      killed += 1
      expect(await refusal(untouched.desk.import({ from: broken }))).toBe('transfer.not_an_export')
    }
    expect(killed).toBeGreaterThanOrEqual(3)
    expect(await comparable(broken)).toEqual(await comparable(straight))

    const target = await emptyDesk(kind)
    let cut = 0
    for (;;) {
      const end = await ended(['import', target.database.database, target.database.schema, target.storage, straight, '4'])
      if (end === 'done') break
      cut += 1
    }
    expect(cut).toBeGreaterThanOrEqual(3)
    const late = await emptyDesk(kind)
    const arrive = (step: string) => ended(['import', late.database.database, late.database.schema, late.storage, straight, step])
    expect(await arrive('index')).toBe('killed')
    expect(await arrive('0')).toBe('done')
    expect((await late.another().system('test').search.find({ query: 'printer' })).items).not.toEqual([])
    const again = join(folder, 'again')
    const opened = target.another()
    await opened.export({ to: again })
    expect(await comparable(again)).toEqual(await comparable(straight))
    expect((await opened.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
})
