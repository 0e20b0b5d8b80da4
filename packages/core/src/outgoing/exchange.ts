import { Agent as HttpAgent, type IncomingMessage, type RequestOptions, request as sendHttp } from 'node:http'
import { Agent as HttpsAgent, request as sendHttps } from 'node:https'
import type { Socket } from 'node:net'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { checkedLookup } from './look-up.ts'
import type { OutgoingSettings } from './outgoing-options.ts'
import { refused, type Target } from './target.ts'

/** Of all headers of an answer together; Node ends the connection behind it. */
const MOST_HEADER_BYTES = 16_384

/** Answers with 1xx before the answer itself. */
const MOST_AHEAD = 8

export interface OneRequest {
  readonly method: string
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array | undefined
}
export interface OneAnswer {
  readonly status: number
  readonly headers: Readonly<Record<string, string>>
  readonly body: Uint8Array
  readonly isCut: boolean
}

/**
 * One request on a connection of its own, to an address that its look-up has checked; never through a proxy of the environment, as that would
 * connect unchecked. Rejects with what the look-up says, `outgoing.not_reached`, or the signal's reason.
 */
export async function exchange(target: Target, request: OneRequest, settings: OutgoingSettings, signal: AbortSignal): Promise<OneAnswer> {
  const { url, host, address } = target
  const isSecure = url.protocol === 'https:'
  const agent = isSecure ? new HttpsAgent({ keepAlive: false }) : new HttpAgent({ keepAlive: false })
  const options: RequestOptions & { ca?: string | string[]; autoSelectFamilyAttemptTimeout?: number } = {
    agent,
    method: request.method,
    headers: {
      'accept-encoding': 'identity',
      ...(request.body && { 'content-length': String(request.body.byteLength) }),
      ...request.headers,
      host: url.host,
      connection: 'close',
    },
    // An address in place of a name is never looked up, so it is checked by the target; `localhost` is one.
    lookup: checkedLookup(target, settings.network, settings.resolve, signal),
    maxHeaderSize: MOST_HEADER_BYTES,
    signal,
    ...(settings.ca !== undefined && { ca: typeof settings.ca === 'string' ? settings.ca : [...settings.ca] }),
  }
  try {
    return await new Promise<OneAnswer>((resolve, reject) => {
      const sent = (isSecure ? sendHttps : sendHttp)(url, options)
      sent.on('error', reject)
      sent.on('socket', (socket) => watch(socket, host, settings, (error) => sent.destroy(error)))
      sent.on('response', (answer) => {
        read(answer, settings.maxBytes).then(resolve, reject)
      })
      let ahead = 0
      sent.on('information', () => {
        ahead += 1
        if (ahead > MOST_AHEAD) sent.destroy(new Error('too many answers ahead'))
      })
      // Another protocol on the same connection is none that was asked for.
      sent.on('upgrade', (_answer, socket) => {
        socket.destroy()
        reject(new Error('upgraded'))
      })
      if (request.body) sent.write(request.body)
      sent.end()
    })
  } catch (error) {
    if (signal.aborted) throw signal.reason
    if (isDeskError(error)) throw error
    throw coreError('outgoing.not_reached', { host: address ?? host, fault: faultOf(error) }, { cause: error })
  } finally {
    agent.destroy()
  }
}

/** Once more at the socket: whatever way led to it, nothing is written to an address that is not allowed. */
function watch(socket: Socket, host: string, { network }: OutgoingSettings, refuse: (error: Error) => void): void {
  socket.once('connect', () => {
    if (socket.remoteAddress === undefined || !network.allows(socket.remoteAddress)) refuse(refused(host))
  })
}

/** At most so many bytes; behind them the connection ends, whatever is still to come. */
async function read(answer: IncomingMessage, maxBytes: number): Promise<OneAnswer> {
  const chunks: Buffer[] = []
  let left = maxBytes
  let isCut = false
  for await (const chunk of answer as AsyncIterable<Buffer>) {
    chunks.push(chunk.subarray(0, left))
    isCut = chunk.byteLength > left
    left -= Math.min(left, chunk.byteLength)
    if (isCut) break
  }
  answer.destroy()
  const headers: Record<string, string> = {}
  for (const [name, value] of Object.entries(answer.headers)) if (value !== undefined) headers[name] = String(value)
  return { status: answer.statusCode ?? 0, headers, body: Buffer.concat(chunks), isCut }
}

/** A word for people who look after the receiver: never the address that was connected to, which may be nobody's business. */
function faultOf(error: unknown): string {
  if (!(error instanceof Error)) return 'failed'
  if ('code' in error && typeof error.code === 'string') return error.code
  const [first] = error instanceof AggregateError ? error.errors : []
  return first === undefined ? 'failed' : faultOf(first)
}
