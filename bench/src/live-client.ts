/** A process of its own with many open streams: says when they are open, and when each event came to each of them. */
import { request } from 'node:http'

const [port = '0', count = '0'] = process.argv.slice(2)
let open = 0
let arrivals: number[] = []

for (let n = 0; n < Number(count); n += 1)
  request({ port: Number(port), path: '/api/stream', headers: { 'x-person': `agent ${n}` }, agent: false }, (response) => {
    if (response.statusCode !== 200) process.send?.({ refused: response.statusCode })
    let rest = ''
    let isOpen = false
    response.on('data', (bytes: Buffer) => {
      const now = Date.now()
      if (!isOpen) {
        isOpen = true
        open += 1
        if (open === Number(count)) process.send?.({ open })
      }
      rest += bytes.toString()
      const blocks = rest.split('\n\n')
      rest = blocks.pop() ?? ''
      for (const block of blocks) {
        const at = /"at":"([^"]+)"/.exec(block)?.[1]
        if (at) arrivals.push(now - Date.parse(at))
      }
    })
  })
    .on('error', (error) => process.send?.({ refused: error.message }))
    .end()

process.on('message', () => {
  process.send?.({ arrivals })
  arrivals = []
})
