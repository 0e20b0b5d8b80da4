import { appendFileSync } from 'node:fs'
import { createDesk } from '../../src/desk/create-desk.ts'
import { post } from './channel-plugin.ts'

// A worker in a process of its own, killed by itself: what its channel sends is one line in a file, and that is the last that it does.
const [database = '', schema = '', sink = '', moment = '', whenUnsure = ''] = process.argv.slice(2)
const end = (): void => process.kill(process.pid, 'SIGKILL') as unknown as undefined
const quiet = { error: () => undefined, warn: () => undefined, info: () => undefined }

const desk = createDesk({
  database,
  store: { schema },
  plugins: [
    post({
      timeout: 200,
      whenUnsure: whenUnsure === 'give_up' ? 'give_up' : 'once_more',
      send(delivery) {
        if (moment === 'before') end()
        appendFileSync(sink, `${delivery.id}\n`)
        if (moment === 'after') end()
      },
    }),
  ],
  log: quiet,
  worker: false,
  identify: () => null,
})
await desk.tick()
await desk.tick()
await desk.close()
