import type { RequestHandler } from 'express'
import { expressDesk } from '../../src/http/express.ts'
import type { AdapterHost } from './adapter-host.ts'
import { adapterContract } from './contract.ts'
import { fileContract } from './contract-files.ts'
import { parserContract } from './contract-parsers.ts'
import { type Express, expressVersions, listen } from './express-versions.ts'

const host = (name: string, express: Express, before: RequestHandler[] = [], after: RequestHandler[] = []): AdapterHost => ({
  name,
  start(desk, { mount, ...options }) {
    const app = express()
    for (const middleware of before) app.use(middleware)
    app.use(mount || '/', expressDesk(desk, options))
    for (const middleware of after) app.use(middleware)
    return listen(app)
  },
})

for (const [name, express] of Object.entries(expressVersions)) {
  const parsers = [express.json({ type: ['json', '+json'] }), express.urlencoded({ extended: true }), express.text(), express.raw()]
  const keepRaw = (request: object, _: unknown, bytes: Buffer) => Object.assign(request, { rawBody: bytes })
  const keeping = [
    express.json({ verify: keepRaw }),
    express.urlencoded({ extended: false, verify: keepRaw }),
    express.text({ verify: keepRaw }),
    express.raw(),
  ]

  adapterContract(host(name, express, [], parsers))
  adapterContract(host(`${name} behind body parsers`, express, parsers), ['/support'])
  fileContract(host(name, express, [], parsers))
  fileContract(host(`${name} behind body parsers`, express, parsers), {
    rewrites: ['application/json', 'application/x-www-form-urlencoded', 'text/plain'],
  })
  fileContract(host(`${name} behind one raw parser`, express, [express.raw({ type: '*/*', limit: '5mb' })]), { wholeUpTo: 4 << 20 })
  parserContract(host(`${name} behind body parsers`, express, parsers), { keepsBytes: false, inflates: true })
  parserContract(host(`${name} behind parsers that keep the bytes`, express, keeping), { keepsBytes: true, inflates: true })
  parserContract(host(`${name} behind one raw parser`, express, [express.raw({ type: '*/*', limit: '5mb' })]), {
    keepsBytes: true,
    inflates: true,
  })
  parserContract(host(`${name} behind one text parser`, express, [express.text({ type: ['json', '+json', 'urlencoded', 'text/*'] })]), {
    keepsBytes: true,
    inflates: true,
  })
}
