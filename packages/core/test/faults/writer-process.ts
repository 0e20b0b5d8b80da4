import { setTimeout as sleep } from 'node:timers/promises'
import { isDeskError } from '../../src/error/desk-error.ts'
import { acknowledge } from './acknowledged.ts'
import { readyToGo } from './forked.ts'
import { type Attempt, attemptOn, attemptsOf } from './random-attempt.ts'
import { writingDesk } from './writing-desk.ts'

// A writer in a process of its own: random commands on tickets that others fight over too, each answer put down before the next command.
const [database = '', schema = '', sink = '', writer = '', count = 'Infinity', survives = ''] = process.argv.slice(2)
// With a number of commands nobody kills it: then it need not wait for the disk, which other tests keep busy.
const isKilled = count === 'Infinity'
const desk = writingDesk({ database, schema }, { poolSize: 2, readers: 1, synchronous: isKilled ? 'full' : 'normal' })
await desk.ready()
const me = desk.as({ externalId: writer })
const { items } = await me.tickets.list({ limit: 50 })
const ticketIds = items.map(({ id }) => id)
const tell = (fault: string): void => void process.send?.(fault)
process.on('unhandledRejection', (reason) => tell(`unhandledRejection: ${String(reason)}`))

/** What a command may be answered with besides success: the machine says no, somebody was faster, or the database is down (where that is so). */
const isExpected = (error: unknown): boolean =>
  isDeskError(error) && (error.status === 409 || (survives === 'outages' && error.status === 503 && error.code.startsWith('store.')))

async function perform({ run, ...told }: Attempt): Promise<void> {
  try {
    const { version, messageId } = await run()
    if (version === told.before) return // nothing was to be changed
    acknowledge(sink, { writer, ...told, version, ...(messageId === undefined ? {} : { messageId }), at: Date.now() })
  } catch (error) {
    if (!isExpected(error))
      tell(
        `${told.what}: ${isDeskError(error) ? error.code : ''} ${String(error)} ${error instanceof Error ? String(error.cause ?? '') : ''}`,
      )
    else if (isDeskError(error) && error.status === 503) await sleep(20)
  }
}

await readyToGo()
for (let n = 0; n < Number(count); n += 1) {
  const ticketId = ticketIds[Math.floor(Math.random() * ticketIds.length)] ?? ''
  try {
    const ticket = await me.tickets.get({ ticketId })
    await perform(attemptOn(attemptsOf(desk.machines, ticket), me, ticket))
  } catch (error) {
    if (!isExpected(error)) tell(`get: ${String(error)}`)
    await sleep(20)
  }
}
await desk.close()
process.disconnect()
