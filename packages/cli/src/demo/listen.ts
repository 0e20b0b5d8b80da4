import type { Server } from 'node:http'
import { serveDesk } from '@deskwright/core/node'
import { cliError } from '../cli-errors.ts'
import type { DemoHost } from './demo-host.ts'

const DEFAULT_PORT = 4747

export interface Listening {
  readonly server: Server
  readonly origin: string
  /** What to tell when it is not the usual port. */
  readonly remark: string | undefined
}

/**
 * Serves on this machine alone. `PORT` is taken at its word; the default one gives way to any free one when another program has it.
 * Throws `demo.port_bad`, `demo.port_taken`.
 */
export async function listen(host: DemoHost, wanted: string | undefined): Promise<Listening> {
  const port = wanted === undefined || wanted === '' ? DEFAULT_PORT : portOf(wanted)
  try {
    return listening(await serveDesk(host, { port }))
  } catch (error) {
    if (!isTaken(error)) throw error
    if (wanted) throw cliError('demo.port_taken', { port }, { cause: error })
    return {
      ...listening(await serveDesk(host, { port: 0 })),
      remark: `Port ${port} is taken by another program, so this is a free one. PORT=… chooses.`,
    }
  }
}

function portOf(text: string): number {
  const port = /^\d{1,5}$/.test(text) ? Number(text) : Number.NaN
  if (!(port <= 65_535)) throw cliError('demo.port_bad', { value: text })
  return port
}

/** Below 1024 or reserved by the system is as good as taken: another number helps. */
const isTaken = (error: unknown): boolean =>
  error instanceof Error && 'code' in error && (error.code === 'EADDRINUSE' || error.code === 'EACCES')

function listening(server: Server): Listening {
  const address = server.address()
  const port = typeof address === 'object' && address !== null ? address.port : 0
  return { server, origin: `http://127.0.0.1:${port}`, remark: undefined }
}

/** Lets answers that are under way go out, and takes no new ones. */
export const closeServer = async (server: Server): Promise<void> => {
  const { promise, resolve } = Promise.withResolvers<void>()
  server.close(() => resolve())
  server.closeIdleConnections()
  const late = setTimeout(() => server.closeAllConnections(), 2000)
  await promise
  clearTimeout(late)
}
