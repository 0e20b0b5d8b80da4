import type { AddressInfo } from 'node:net'
import type { FetchableDesk } from '../../src/http/fetchable.ts'

export interface HostOptions {
  /** `''`, `'/support'`, `'/a/b'`. */
  mount: string
  publicUrl?: string
  onError: (error: unknown) => void
}

export interface RunningHost {
  port: number
  close(): Promise<void>
}

/** A host application of one framework with the desk in it. */
export interface AdapterHost {
  name: string
  start(desk: FetchableDesk, options: HostOptions): Promise<RunningHost>
  /** The server below has parsed the address before the adapter sees it: dot segments are folded before they are routed. */
  hasParsedAddress?: boolean
  /** The server is the framework's own, and ends a connection instead of reading on when an upload was answered early. */
  endsUnreadUploads?: boolean
}

interface Closable {
  address(): AddressInfo | string | null
  close(done: () => void): unknown
  closeAllConnections?(): void
}

export const running = (server: Closable): RunningHost => {
  const address = server.address()
  if (address === null || typeof address === 'string') throw new Error('The server listens on no port.')
  return {
    port: address.port,
    close: () =>
      new Promise((resolve) => {
        server.close(() => resolve())
        server.closeAllConnections?.()
      }),
  }
}
