import { spawn } from 'node:child_process'
import { createServer } from 'node:net'
import { setTimeout as sleep } from 'node:timers/promises'
import { expect, it, onTestFinished } from 'vitest'
import { blocksOf, writeBlocks } from './blocks.ts'

const freePort = (): Promise<number> =>
  new Promise((resolve) => {
    const probe = createServer().listen(0, '127.0.0.1', () => {
      const address = probe.address()
      probe.close(() => resolve(typeof address === 'object' && address ? address.port : 0))
    })
  })

it('the first embedding of the README is at most 20 lines, and a desk that answers', async () => {
  const blocks = await blocksOf('../README.md')
  const lines = blocks.get('server.ts')?.trim().split('\n') ?? []
  expect(lines.length).toBeGreaterThan(10)
  expect(lines.length).toBeLessThanOrEqual(20)

  const { folder, remove } = await writeBlocks(blocks)
  const port = await freePort()
  const server = spawn(process.execPath, ['--conditions=development', '--no-warnings', 'server.ts'], {
    cwd: folder,
    env: { ...process.env, PORT: String(port) },
    stdio: ['ignore', 'ignore', 'inherit'],
  })
  const ended = new Promise((resolve) => server.once('exit', resolve))
  onTestFinished(async () => {
    server.kill()
    await ended
    await remove()
  })
  const api = `http://127.0.0.1:${port}/support/api`
  for (let tries = 0; tries < 100; tries++) {
    const up = await fetch(`http://127.0.0.1:${port}/support/health/ready`).catch(() => undefined)
    if (up?.ok) break
    await sleep(100)
  }
  const as = (user: string, init: RequestInit = {}) =>
    fetch(`${api}/tickets`, { ...init, headers: { 'x-user': user, 'content-type': 'application/json' } })
  const opened = await as('carl', { method: 'POST', body: '{"subject":"The printer prints stripes"}' })
  expect(opened.ok).toBe(true)
  const seen = async (user: string) => ((await (await as(user)).json()) as { items: unknown[] }).items.length
  expect(await seen('ada')).toBe(1)
  expect(await seen('carl')).toBe(1)
  expect(await seen('eve')).toBe(0)
  expect((await fetch(`${api}/tickets`)).status).toBe(401)
})
