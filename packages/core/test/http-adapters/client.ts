import { Agent, request as httpRequest, type IncomingHttpHeaders, type IncomingMessage, type RequestOptions } from 'node:http'
import { connect } from 'node:net'
import type { Echo } from './echo-desk.ts'

export interface Answer {
  status: number
  headers: IncomingHttpHeaders
  text: string
  json: unknown
}

export interface Sent extends RequestOptions {
  port: number
  body?: string | Uint8Array | undefined
}

const agent = new Agent({ keepAlive: false })

/** Sends a request and resolves with the running answer. The path goes out as it stands. */
export const open = ({ port, body, ...options }: Sent): Promise<IncomingMessage> =>
  new Promise((resolve, reject) => {
    const request = httpRequest({ host: '127.0.0.1', port, agent, ...options }, resolve)
    request.on('error', reject)
    request.end(body)
  })

export const send = async (sent: Sent): Promise<Answer> => readAnswer(await open(sent))

export const readAnswer = async (incoming: IncomingMessage): Promise<Answer> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of incoming) chunks.push(chunk)
  const text = Buffer.concat(chunks).toString()
  const isJson = /json/.test(incoming.headers['content-type'] ?? '')
  return { status: incoming.statusCode ?? 0, headers: incoming.headers, text, json: isJson && text ? JSON.parse(text) : undefined }
}

/** For requests that the echo must have answered. */
export const echoed = async (sent: Sent): Promise<Echo> => {
  const answer = await send(sent)
  if (answer.status !== 200) throw new Error(`${sent.method ?? 'GET'} ${sent.path} was answered ${answer.status}: ${answer.text}`)
  return answer.json as Echo
}

/** Writes bytes to a socket as they stand and resolves with everything that comes back until `isDone` or the other side closes. */
export const raw = (port: number, bytes: string, isDone: (text: string) => boolean = () => false): Promise<string> =>
  new Promise((resolve, reject) => {
    const socket = connect(port, '127.0.0.1', () => socket.write(bytes, 'latin1'))
    let text = ''
    const finish = () => {
      clearTimeout(timer)
      socket.destroy()
      resolve(text)
    }
    const timer = setTimeout(finish, 3_000)
    socket.on('data', (chunk) => {
      text += chunk.toString('latin1')
      if (isDone(text)) finish()
    })
    socket.on('end', finish)
    socket.on('error', (error: NodeJS.ErrnoException) => (error.code === 'ECONNRESET' ? finish() : reject(error)))
  })

/** Resolves when a condition holds; fails after two seconds. */
export const until = async (what: string, isSo: () => boolean): Promise<void> => {
  const end = Date.now() + 2_000
  while (!isSo()) {
    if (Date.now() > end) throw new Error(`It did not come to pass: ${what}`)
    await new Promise((resolve) => setTimeout(resolve, 5))
  }
}
