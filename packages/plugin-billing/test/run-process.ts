import { createDesk } from '@deskwright/core'
import { readyToGo } from '../../core/test/faults/forked.ts'
import { billing } from '../src/index.ts'

// A process that is killed in the middle of a run of invoices.
const [database = '', schema = '', runId = ''] = process.argv.slice(2)
const desk = createDesk({
  database,
  store: { schema, poolSize: 2, readers: 1 },
  plugins: [billing({ currency: 'EUR', timeZone: 'Europe/Zurich' })],
  admins: ['admin'],
  worker: false,
  identify: () => null,
  log: { error: () => {}, warn: () => {}, info: () => {} },
})
await desk.ready()
await readyToGo()
try {
  const system = desk.system('run')
  while ((await system.billing.advanceInvoiceRun({ runId, most: 2 })).state === 'running');
} catch (error) {
  process.send?.(String(error))
}
await desk.close()
process.disconnect()
