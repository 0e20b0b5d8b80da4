import { type Answer, isUnread } from '../answer.ts'
import type { Outgoing } from './incoming.ts'
import type { Over } from './over.ts'
import { type Chunk, readAhead } from './read-ahead.ts'

export interface Sending {
  readonly outgoing: Outgoing
  /** Fires when nothing more can be sent: the answer is out, or the connection is gone. */
  readonly over: Over
  readonly report: (error: unknown) => void
}

/**
 * Writes an answer to node:http or node:http2. Rejects only as long as nothing was sent, so that an error can still be answered.
 * What failed later goes to `report`, and the connection is cut: a short answer must not look like a whole one.
 */
export const sendAnswer = async (answer: Answer, sending: Sending): Promise<void> => {
  const { outgoing, over, report } = sending
  const { status } = answer
  if (status < 200) throw new RangeError(`The desk answered with the status ${status}.`)
  if (isUnread(answer)) {
    if (outgoing.headersSent || isOver(sending)) return
    writeHead(answer, outgoing)
    if (outgoing.req.method === 'HEAD') outgoing.end()
    else outgoing.end(answer['~written'])
    return
  }
  const { body } = answer
  // The host may have answered meanwhile, for instance when its own time limit was over.
  if (outgoing.headersSent || isOver(sending)) return void body?.cancel().catch(report)
  if (!body || outgoing.req.method === 'HEAD') {
    // A stream behind HEAD may never end; nobody is going to read it.
    body?.cancel().catch(report)
    writeHead(answer, outgoing)
    outgoing.end()
    return
  }
  const reader = body.getReader()
  const cancel = () => void reader.cancel(new DOMException('The client went away.', 'AbortError')).catch(() => {})
  over.on(cancel)
  try {
    const { chunks, next } = await readAhead(reader)
    if (isOver(sending)) return cancel()
    writeHead(answer, outgoing)
    if (!next) outgoing.end(whole(chunks))
    else await pipe({ chunks, next, reader }, sending, isLive(answer)).catch((error) => cut(error, sending))
    if (next) cancel()
  } finally {
    over.off(cancel)
  }
}

interface StartedBody {
  readonly chunks: readonly Uint8Array[]
  readonly next: Promise<Chunk>
  readonly reader: ReadableStreamDefaultReader<Uint8Array>
}

const pipe = async ({ chunks, next, reader }: StartedBody, sending: Sending, isLive: boolean): Promise<void> => {
  sending.outgoing.flushHeaders?.()
  // A stream that gives up its reader errors while a write still waits for them.
  const broken = new AbortController()
  reader.closed.catch(() => broken.abort())
  for (const chunk of chunks) await write(chunk, sending, isLive, broken.signal)
  for (let read = await next; !read.done; read = await reader.read()) {
    await write(read.value, sending, isLive, broken.signal)
    if (isOver(sending)) return
  }
  sending.outgoing.end()
}

const cut = (error: unknown, sending: Sending): void => {
  const isGivenUp = error instanceof DOMException && error.name === 'AbortError'
  if (!isOver(sending) && !isGivenUp) sending.report(error)
  sending.outgoing.destroy()
}

const whole = (chunks: readonly Uint8Array[]): Uint8Array => (chunks.length === 1 && chunks[0]) || Buffer.concat(chunks)

const isOver = ({ outgoing, over }: Sending): boolean => over.isOver || outgoing.destroyed || outgoing.writableEnded

/** Headers of the host stay (its session cookie, its security headers); where both say something, the desk's word counts. */
const writeHead = ({ status, headers }: Answer, outgoing: Outgoing): void => {
  outgoing.statusCode = status
  for (const [name, value] of headers) {
    if (name === 'set-cookie' || name === 'vary') outgoing.appendHeader(name, value)
    else outgoing.setHeader(name, value)
  }
}

const isLive = ({ headers }: Response): boolean => headers.get('content-type')?.startsWith('text/event-stream') ?? false

/** Resolves when more may be written, so that a slow reader slows the desk down instead of filling the memory. */
const write = async (chunk: Uint8Array, sending: Sending, isLive: boolean, broken: AbortSignal): Promise<void> => {
  if (isOver(sending) || broken.aborted) return
  const { outgoing, over } = sending
  const isTaken = outgoing.write(chunk)
  // The compression middleware of Express keeps small events until it is told to send them.
  if (isLive) outgoing.flush?.()
  if (isTaken) return
  const { promise: ready, resolve } = Promise.withResolvers<void>()
  const go = () => resolve()
  outgoing.once('drain', go)
  over.on(go)
  broken.addEventListener('abort', go)
  await ready
  outgoing.off('drain', go)
  over.off(go)
  broken.removeEventListener('abort', go)
}
