import { createDesk } from '../../src/desk/create-desk.ts'
import { readyToGo } from '../faults/forked.ts'

/** Another process of the desk, without streams: writes notes and replies on a ticket for a while, and says which. */
const [database = '', schema = '', ticketId = '', count = '0', pauseMs = '0'] = process.argv.slice(2)
const quiet = { error: () => {}, warn: () => {}, info: () => {} }
const desk = createDesk({ database, store: { schema }, log: quiet, worker: false, identify: () => null })
const agent = desk.as({ externalId: 'n1' })
await agent.tickets.get({ ticketId })
await readyToGo()
const made: string[] = []
for (let n = 0; n < Number(count); n += 1) {
  const body = `from another process ${n}`
  made.push(
    n % 3 === 0 ? (await agent.tickets.reply({ ticketId, body })).message.id : (await agent.tickets.note({ ticketId, body })).message.id,
  )
  await new Promise((resolve) => setTimeout(resolve, Math.random() * Number(pauseMs)))
}
process.send?.({ made })
await desk.close()
process.disconnect()
