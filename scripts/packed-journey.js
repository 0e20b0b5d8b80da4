import assert from 'node:assert/strict'
import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'

// Runs where check-packages.js has put it: beside the README's server.js, with nothing installed but what the README says.
const port = await new Promise((resolve) => {
  const probe = createServer().listen(0, '127.0.0.1', () => {
    const { port } = probe.address()
    probe.close(() => resolve(port))
  })
})
const server = spawn(process.execPath, ['server.js'], {
  env: { ...process.env, PORT: String(port) },
  stdio: ['ignore', 'ignore', 'inherit'],
})
const support = `http://127.0.0.1:${port}/support`
const ask = async (user, path, json) => {
  const init = json ? { method: 'POST', body: JSON.stringify(json) } : {}
  return fetch(`${support}/api${path}`, { ...init, headers: { 'x-user': user, 'content-type': 'application/json' } })
}
try {
  for (let tries = 0; tries < 150; tries++) {
    if ((await fetch(`${support}/health/ready`).catch(() => undefined))?.ok) break
    await sleep(100)
  }
  const ticket = await (await ask('carl', '/tickets', { subject: 'Printer broken', body: 'It prints stripes' })).json()
  assert.equal((await ask('ada', `/tickets/${ticket.id}/replies`, { body: 'We come today' })).ok, true)
  const { items } = await (await ask('carl', `/tickets/${ticket.id}/messages`)).json()
  assert.deepEqual(
    items.map((message) => message.body),
    ['It prints stripes', 'We come today'],
  )
  assert.equal((await ask('eve', `/tickets/${ticket.id}`)).status, 404)
  assert.deepEqual((await (await ask('eve', '/tickets')).json()).items, [])
  console.log('A ticket went from a customer to an agent and back, from the packed package alone.')
} finally {
  server.kill()
}
