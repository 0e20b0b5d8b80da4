import { type ChildProcess, spawn } from 'node:child_process'
import { once } from 'node:events'
import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'

/** Sends a request to the desk of an example; the path is the one below its mount. */
export type Ask = (method: string, path: string, ask?: { as?: string; json?: object }) => Promise<Response>

/** What every example shows: a ticket goes from a customer to an agent and back, and nobody else sees it. */
export const deskContract = (ask: Ask): void => {
  it('carries a ticket from a customer to an agent and back, past everybody else', async () => {
    const created = await ask('POST', '/api/tickets', { as: 'cleo', json: { subject: 'Printer', body: 'It is on fire.' } })
    expect(created.status).toBeLessThan(300)
    const { id } = await read(created)
    const reply = await ask('POST', `/api/tickets/${id}/replies`, { as: 'ada', json: { body: 'Water is on its way.' } })
    expect(reply.status).toBeLessThan(300)
    const messages = await ask('GET', `/api/tickets/${id}/messages`, { as: 'cleo' })
    expect(await messages.text()).toContain('Water is on its way.')
    expect((await ask('GET', `/api/tickets/${id}`, { as: 'eve' })).status).toBe(404)
  })

  it('refuses whoever it does not know, and says that it lives', async () => {
    expect(await read(await ask('GET', '/api/tickets'))).toMatchObject({ status: 401 })
    expect((await ask('GET', '/health/ready')).status).toBe(200)
  })

  it('describes itself under the path where it is mounted', async () => {
    expect(await read(await ask('GET', '/api/openapi.json'))).toMatchObject({ servers: [{ url: '/support' }] })
  })
}

export interface HostOptions {
  /** What its first page says. */
  readonly ownPage?: string
  /** Besides a file for its desk. */
  readonly environment?: () => Promise<Readonly<Record<string, string>>>
  /** What it shows besides; `origin` is where it listens. */
  readonly also?: (origin: () => string) => void
}

/** Runs an example as `npm start` does, on a database of its own. */
export const hostContract = (
  folder: string,
  { ownPage = 'needs a help desk', environment = async () => ({}), also }: HostOptions = {},
): void => {
  describe(`examples/${folder}`, () => {
    let scratch = ''
    let host: ChildProcess | undefined
    let origin = ''

    beforeAll(async () => {
      scratch = await mkdtemp(join(tmpdir(), 'deskwright-example-'))
      const env = {
        ...process.env,
        NODE_ENV: 'development',
        PORT: '0',
        DESK_DATABASE: `sqlite:${join(scratch, 'desk.db')}`,
        ...(await environment()),
      }
      const args = ['--conditions=development', 'host.ts']
      host = spawn(process.execPath, args, { cwd: join(import.meta.dirname, folder), env, stdio: ['ignore', 'pipe', 'pipe'] })
      origin = `http://127.0.0.1:${await portOf(host)}`
    })

    afterAll(async () => {
      if (host?.exitCode === null) host.kill('SIGKILL')
      await rm(scratch, { recursive: true, force: true, maxRetries: 5 })
    })

    deskContract((method, path, { as, json } = {}) =>
      fetch(`${origin}/support${path}`, {
        method,
        headers: { ...(as && { 'x-user': as }), ...(json && { 'content-type': 'application/json' }), connection: 'close' },
        body: json ? JSON.stringify(json) : null,
      }),
    )

    also?.(() => origin)

    it('leaves the rest of the application as it was', async () => {
      expect(await (await fetch(origin, { headers: { connection: 'close' } })).text()).toContain(ownPage)
      expect((await fetch(`${origin}/supporter`, { headers: { connection: 'close' } })).status).toBe(404)
    })

    it.skipIf(process.platform === 'win32')('ends when it is told to', async () => {
      host?.kill('SIGTERM')
      if (host?.exitCode === null) await once(host, 'exit')
      expect(host?.exitCode).toBe(0)
    })
  })
}

const read = async (response: Response): Promise<Record<string, unknown>> => {
  const json: unknown = await response.json()
  return { ...(json as object) }
}

/** Waits for the line in which the host says where it listens; fails with what it printed instead. */
const portOf = async (host: ChildProcess): Promise<string> => {
  let printed = ''
  const { promise, resolve, reject } = Promise.withResolvers<string>()
  const listen = (chunk: unknown) => {
    printed += String(chunk)
    const [, port] = /port: (\d+)/.exec(printed) ?? []
    if (port) resolve(port)
  }
  host.stdout?.on('data', listen)
  host.stderr?.on('data', listen)
  host.once('exit', (code) => reject(new Error(`The example ended with ${code} before it listened: ${printed}`)))
  return promise
}
