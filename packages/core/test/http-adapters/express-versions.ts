import { createServer } from 'node:http'
import express5 from 'express'
import express4 from 'express4'
import { type RunningHost, running } from './adapter-host.ts'

export type Express = typeof express5

/** What the tests call of both is the same, though their declarations differ. */
export const expressVersions: Record<string, Express> = { 'Express 5': express5, 'Express 4': express4 as unknown as Express }

export const listen = (app: ReturnType<Express>): Promise<RunningHost> =>
  new Promise((resolve) => {
    const server = createServer(app)
    server.listen(0, '127.0.0.1', () => resolve(running(server)))
  })
