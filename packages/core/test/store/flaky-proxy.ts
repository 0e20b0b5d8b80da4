import { connect, createServer, type Socket } from 'node:net'
import { onTestFinished } from 'vitest'

export interface FlakyProxy {
  /** Address of the database through the proxy. */
  readonly url: string
  /**
   * 'drop-commit': passes a COMMIT on and breaks the connection before the answer; 'lose-commit': breaks it before the COMMIT gets there; 'drop-some': the
   * one with a tenth of them, the other with a fiftieth; 'hole': takes everything and answers nothing.
   */
  mode: 'pass' | 'drop-commit' | 'lose-commit' | 'drop-some' | 'hole'
  /** How many COMMITs were passed on whose answer was dropped. */
  readonly dropped: () => number
  /** Connections open now. */
  readonly connections: () => number
  /** How often the client has waited for an answer. */
  readonly turns: () => number
}

const target = (url: string) => {
  const { searchParams, port, hostname } = new URL(url.replace('postgres://postgres@/', 'postgres://postgres@localhost/'))
  const folder = searchParams.get('host')
  return folder ? { path: `${folder}/.s.PGSQL.${searchParams.get('port') ?? '5432'}` } : { host: hostname, port: Number(port || 5432) }
}

const throughProxy = (url: string, port: number): string => {
  const socket = /^postgres:\/\/([^@/]*)@?\/([^?]*)\?/.exec(url)
  if (socket) return `postgres://${socket[1]}@127.0.0.1:${port}/${socket[2]}`
  const given = new URL(url)
  given.hostname = '127.0.0.1'
  given.port = String(port)
  return given.href
}

/** A tenth is done and not answered, a fiftieth never gets there: whoever waits can't tell the one from the other. */
const someFate = (): FlakyProxy['mode'] => {
  const chance = Math.random()
  if (chance < 0.1) return 'drop-commit'
  return chance < 0.12 ? 'lose-commit' : 'pass'
}

/** A way to the server that fails as networks do. */
export const openFlakyProxy = async (url: string): Promise<FlakyProxy> => {
  const sockets = new Set<Socket>()
  const proxy: { mode: FlakyProxy['mode'] } = { mode: 'pass' }
  let turns = 0
  let dropped = 0
  const server = createServer((client) => {
    const upstream = connect(target(url))
    sockets.add(client)
    const end = () => {
      sockets.delete(client)
      client.destroy()
      upstream.destroy()
    }
    for (const socket of [client, upstream]) socket.on('error', end).on('close', end)
    let isDropping = false
    let isAsking = false
    client.on('data', (chunk) => {
      if (!isAsking) turns += 1
      isAsking = true
      if (proxy.mode === 'hole') return
      if (proxy.mode !== 'pass' && chunk.includes('commit\0')) {
        const fate = proxy.mode === 'drop-some' ? someFate() : proxy.mode
        if (fate === 'lose-commit') return end()
        if (fate === 'drop-commit') {
          isDropping = true
          dropped += 1
        }
      }
      upstream.write(chunk)
    })
    upstream.on('data', (chunk) => {
      isAsking = false
      if (proxy.mode === 'hole') return
      if (isDropping) end()
      else client.write(chunk)
    })
  })
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve))
  onTestFinished(() => {
    for (const socket of sockets) socket.destroy()
    server.close()
  })
  const address = server.address()
  const port = typeof address === 'object' && address ? address.port : 0
  return Object.assign(proxy, { url: throughProxy(url, port), connections: () => sockets.size, turns: () => turns, dropped: () => dropped })
}
