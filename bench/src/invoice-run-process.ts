import { createDesk } from '@deskwright/core'
import { billing } from '@deskwright/plugin-billing'

// A run of invoices in a process of its own, so that what it takes of memory is its own.
const [database = '', on = ''] = process.argv.slice(2)
const desk = createDesk({
  database,
  plugins: [billing({ currency: 'EUR', timeZone: 'Europe/Zurich' })],
  admins: ['admin'],
  worker: false,
  identify: () => null,
})
await desk.ready()
const system = desk.system('bench')
const before = process.memoryUsage().rss
const start = performance.now()
const { id: runId } = await system.billing.startInvoiceRun({ on })
let longest = 0
for (;;) {
  const begun = performance.now()
  const { state } = await system.billing.advanceInvoiceRun({ runId })
  longest = Math.max(longest, performance.now() - begun)
  if (state === 'done') break
}
const seconds = (performance.now() - start) / 1000
const { issued, blocked } = await system.billing.invoiceRun({ runId })
await desk.close()
const mb = (bytes: number): number => Math.round(bytes / 1_000_000)
console.log(JSON.stringify({ seconds, longest, before: mb(before), most: mb(process.resourceUsage().maxRSS * 1024), issued, blocked }))
