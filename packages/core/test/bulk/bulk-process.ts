import { readyToGo } from '../faults/forked.ts'
import { writers, writingDesk } from '../faults/writing-desk.ts'

// A process that is killed in the middle of a bulk: of its own call, or as the worker that goes on with somebody's.
const [database = '', schema = '', way = '', idempotencyKey = ''] = process.argv.slice(2)
const desk = writingDesk({ database, schema }, { poolSize: 2, readers: 1 })
await desk.ready()
await readyToGo()
try {
  if (way === 'worker') await desk.tick()
  else
    await desk
      .as({ externalId: writers[0] ?? '' }, { idempotencyKey })
      .bulk.run({ filter: { open: true }, command: 'note', input: { body: 'Once.' } })
} catch (error) {
  process.send?.(String(error))
}
await desk.close()
process.disconnect()
