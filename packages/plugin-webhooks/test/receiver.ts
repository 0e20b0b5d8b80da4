import { createServer, type IncomingMessage, type ServerResponse } from 'node:http'
import type { AddressInfo, Socket } from 'node:net'
import { Webhook } from 'standardwebhooks'

export interface Got {
  readonly id: string
  readonly path: string
  readonly type: string
  readonly body: string
  readonly headers: Readonly<Record<string, string>>
}
type Act = (answer: ServerResponse, got: Got) => void

/** Somebody else's program: keeps what it gets, and answers as it is told. */
export class Receiver {
  readonly got: Got[] = []
  connects = 0
  act: Act = (answer) => answer.writeHead(204).end()
  readonly #sockets = new Set<Socket>()
  readonly #server = createServer((request, answer) => void this.#take(request, answer))

  async open(): Promise<this> {
    this.#server.on('connection', (socket) => {
      this.connects += 1
      this.#sockets.add(socket)
      socket.on('error', () => {})
      socket.on('close', () => this.#sockets.delete(socket))
    })
    await new Promise<void>((resolve) => this.#server.listen(0, '127.0.0.1', () => resolve()))
    return this
  }

  get url(): string {
    return `http://127.0.0.1:${(this.#server.address() as AddressInfo).port}/hook`
  }

  get types(): string[] {
    return this.got.map(({ type }) => type)
  }

  /** Throws where a message was not signed with this secret. */
  verify(secret: string, { body, headers }: Got): void {
    new Webhook(secret).verify(body, headers)
  }

  async close(): Promise<void> {
    for (const socket of this.#sockets) socket.destroy()
    await new Promise<void>((resolve) => this.#server.close(() => resolve()))
  }

  async #take(request: IncomingMessage, answer: ServerResponse): Promise<void> {
    let body = ''
    for await (const chunk of request) body += String(chunk)
    const headers = Object.fromEntries(Object.entries(request.headers).map(([name, value]) => [name, String(value)]))
    const got = {
      id: headers['webhook-id'] ?? '',
      path: request.url ?? '',
      type: (JSON.parse(body) as { type: string }).type,
      body,
      headers,
    }
    this.got.push(got)
    this.act(answer, got)
  }
}
