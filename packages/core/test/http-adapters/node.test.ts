import { createServer } from 'node:http'
import { nodeDesk } from '../../src/http/node.ts'
import { type AdapterHost, running } from './adapter-host.ts'
import { adapterContract } from './contract.ts'

const node: AdapterHost = {
  name: 'node:http',
  start: (desk, options) =>
    new Promise((resolve) => {
      const server = createServer(nodeDesk(desk, options))
      server.listen(0, '127.0.0.1', () => resolve(running(server)))
    }),
}

adapterContract(node)
