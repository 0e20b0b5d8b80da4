import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, vi } from 'vitest'
import { deskContract } from '../host-contract.ts'
import { register } from './instrumentation.ts'

/** Next itself weighs 340 MB; what it does with a route file is to call the exported handlers. */
describe('examples/next', () => {
  let scratch = ''
  let route: typeof import('./app/support/[...path]/route.ts')

  beforeAll(async () => {
    scratch = await mkdtemp(join(tmpdir(), 'deskwright-example-'))
    vi.stubEnv('DESK_DATABASE', `sqlite:${join(scratch, 'desk.db')}`)
    vi.stubEnv('NEXT_RUNTIME', 'nodejs')
    await register()
    route = await import('./app/support/[...path]/route.ts')
  })

  afterAll(async () => {
    const { desk } = await import('./desk.ts')
    await desk.close()
    vi.unstubAllEnvs()
    await rm(scratch, { recursive: true, force: true, maxRetries: 5 })
  })

  deskContract((method, path, { as, json } = {}) => {
    const request = new Request(`http://localhost:3000/support${path}`, {
      method,
      headers: { host: 'localhost:3000', ...(as && { 'x-user': as }), ...(json && { 'content-type': 'application/json' }) },
      body: json ? JSON.stringify(json) : null,
    })
    const handler = method === 'POST' ? route.POST : route.GET
    return handler(request, { params: Promise.resolve({ path: path.split('/').slice(1) }) })
  })
})
