import { createDesk } from '@deskwright/core'
import { readyToGo } from '../../core/test/faults/forked.ts'
import { equipment } from '../src/index.ts'

// A process that opens maintenance tickets until it is killed: as the desk's worker, or as one that has lost its lease and does not know it.
const [database = '', schema = '', now = '', way = ''] = process.argv.slice(2)
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined }
const desk = createDesk({
  database,
  store: { schema },
  plugins: [equipment()],
  clock: () => Date.parse(now),
  log: quiet,
  worker: false,
  identify: () => null,
})
await desk.ready()
await readyToGo()
try {
  if (way === 'worker') await desk.tick({ maxMs: 600_000 })
  else {
    const service = desk.system('a worker without a lease').equipment
    for (let shard = 0; shard < 4; shard += 1)
      for (let found = 1; found > 0; ) {
        const { items } = await service.duePlans({ shard })
        found = items.length
        for (const { planId } of items) await service.runPlan({ planId })
      }
  }
} catch (error) {
  process.send?.(String(error))
}
await desk.close()
process.disconnect()
