import { createServer } from 'node:http'
import type { AddressInfo } from 'node:net'
import { folderStorage } from '@deskwright/core'
import { nodeDesk } from '@deskwright/core/node'
import { benchDesk } from './bench-desk.ts'

/** A desk that takes in files, in a process of its own: what it says of its memory is its own and not the client's. */
const [database = '', folder = ''] = process.argv.slice(2)
const { desk } = await benchDesk(database, { storage: folderStorage(folder), maxBytes: 1 << 30, maxStagedBytes: 2 ** 40 })
const server = createServer(nodeDesk(desk))
server.listen(0, '127.0.0.1', () => process.send?.({ port: (server.address() as AddressInfo).port }))
let peak = 0
const watch = setInterval(() => {
  peak = Math.max(peak, process.memoryUsage().rss)
}, 10)
process.on('message', (said) => {
  if (said === 'rest') globalThis.gc?.()
  if (said === 'rest') peak = process.memoryUsage().rss
  process.send?.({ rss: peak })
  if (said !== 'end') return
  clearInterval(watch)
  server.closeAllConnections()
  server.close()
  void desk.close().then(() => process.disconnect())
})
