import { once } from 'node:events'
import { createServer } from 'node:http'
import { type AddressInfo, connect } from 'node:net'
import { expect, it } from 'vitest'
import { drain } from './drain.ts'

const head = 'POST / HTTP/1.1\r\nHost: localhost\r\nContent-Length: 100000\r\n\r\n'

it.each([
  ['ends the connection of a client that never stops sending', 99_999, 'closed'],
  ['keeps the connection of one that has sent everything', 100_000, 'open'],
])('%s', async (_, sent, expected) => {
  const server = createServer((incoming, outgoing) => {
    incoming.once('data', () => {
      incoming.pause()
      outgoing.once('finish', () => drain(incoming, 50))
      outgoing.writeHead(413).end()
    })
  })
  server.listen(0, '127.0.0.1')
  await once(server, 'listening')
  const { port } = server.address() as AddressInfo
  const socket = connect(port, '127.0.0.1', () => socket.write(`${head}${'x'.repeat(sent)}`))
  let state = 'open'
  socket.resume().on('error', () => {})
  socket.on('close', () => {
    state = 'closed'
  })
  await new Promise((resolve) => setTimeout(resolve, 300))
  for (let waited = 0; state !== expected && waited < 5000; waited += 20) await new Promise((resolve) => setTimeout(resolve, 20))
  expect(state).toBe(expected)
  socket.destroy()
  await new Promise((resolve) => server.close(resolve))
})
