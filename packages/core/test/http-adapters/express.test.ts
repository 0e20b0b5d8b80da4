import { createServer } from 'node:http'
import express5 from 'express'
import express4 from 'express4'
import { expressDesk } from '../../src/http/express.ts'
import { type AdapterHost, running } from './adapter-host.ts'
import { adapterContract } from './contract.ts'

const host = (name: string, express: typeof express5): AdapterHost => ({
  name,
  start: (desk, { mount, ...options }) =>
    new Promise((resolve) => {
      const app = express()
      app.use(mount || '/', expressDesk(desk, options))
      const server = createServer(app)
      server.listen(0, '127.0.0.1', () => resolve(running(server)))
    }),
})

adapterContract(host('Express 5', express5))
adapterContract(host('Express 4', express4))
