import type { IncomingMessage } from 'node:http'
import type { Http2ServerRequest } from 'node:http2'

/** A request of node:http or node:http2. */
export type Incoming = IncomingMessage | Http2ServerRequest

/** What the adapters use of the answer that belongs to it: that of node:http and that of node:http2 share no base. */
export interface Outgoing {
  readonly req: { readonly method?: string | undefined }
  /** Missing while earlier answers of the same connection are under way. */
  readonly socket: unknown
  readonly headersSent: boolean
  readonly destroyed: boolean
  readonly writableEnded: boolean
  statusCode: number
  setHeader(name: string, value: string): unknown
  appendHeader(name: string, value: string): unknown
  flushHeaders?(): void
  write(chunk: Uint8Array): boolean
  end(): unknown
  end(chunk: string | Uint8Array): unknown
  destroy(): unknown
  on(event: 'error', listener: () => void): unknown
  once(event: 'finish' | 'close' | 'drain', listener: () => void): unknown
  off(event: 'finish' | 'close' | 'drain', listener: () => void): unknown
  /** Of the compression middleware. */
  flush?(): void
}

export const schemeOf = (incoming: Incoming): 'http' | 'https' =>
  'encrypted' in incoming.socket && incoming.socket.encrypted ? 'https' : 'http'

export const hostOf = (incoming: Incoming): string | undefined => ('authority' in incoming && incoming.authority) || incoming.headers.host

/** False where the head of the request says that nothing follows; HTTP/2 need not say it. */
export const announcesBody = (incoming: Incoming): boolean =>
  incoming.httpVersionMajor > 1 ||
  incoming.headers['transfer-encoding'] !== undefined ||
  Number(incoming.headers['content-length'] ?? 0) > 0
