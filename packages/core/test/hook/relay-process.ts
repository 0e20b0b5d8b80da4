import { appendFileSync } from 'node:fs'
import type { Delivered } from '../../src/plugin/context.ts'
import { deliveryDesk, openPlace, pause, probeHandler } from './delivery-desk.ts'

// A worker in a process of its own, to be killed. What its handlers do is one line in a file each.
const [database = '', schema = '', sink = '', leaseMs = ''] = process.argv.slice(2)
process.on('disconnect', () => process.exit())

const record = (handler: string, { id, position, subject, payload }: Delivered<string, { n: number }>): void =>
  appendFileSync(sink, `${JSON.stringify({ handler, id, position, subject: subject.id, n: payload.n })}\n`)

const store = openPlace({ database, schema }, { poolSize: 3, readers: 1 })
const { worker } = deliveryDesk(store, {
  handlers: [
    probeHandler('fast', (event) => record('fast', event)),
    probeHandler('slow', async (event) => {
      await pause(1 + (event.position % 4))
      record('slow', event)
    }),
  ],
  options: { leaseMs: Number(leaseMs) },
})
await worker.register()
worker.start({ intervalMs: 50 })
process.send?.('ready')
