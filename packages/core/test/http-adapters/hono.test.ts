import { serve } from '@hono/node-server'
import { Hono } from 'hono'
import { honoDesk } from '../../src/http/hono.ts'
import { type AdapterHost, running } from './adapter-host.ts'
import { adapterContract } from './contract.ts'

const host: AdapterHost = {
  name: 'Hono',
  hasParsedAddress: true,
  start: (desk, { mount, ...options }) =>
    new Promise((resolve) => {
      const app = new Hono()
      app.all(`${mount}/*`, honoDesk(desk, options))
      const server = serve({ fetch: app.fetch, port: 0, hostname: '127.0.0.1' }, () => resolve(running(server)))
    }),
}

adapterContract(host)
