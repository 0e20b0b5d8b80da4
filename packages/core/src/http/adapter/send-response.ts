import type { Outgoing } from './incoming.ts'
import { type BodyStart, readAhead } from './read-ahead.ts'

interface StartedBody extends Required<BodyStart> {
  readonly next: NonNullable<BodyStart['next']>
  readonly reader: ReadableStreamDefaultReader<Uint8Array>
}

/**
 * Writes a Response to node:http or node:http2. Rejects only as long as nothing was sent, so that an error can still be answered.
 * What failed later goes to `report`, and the connection is cut: a short answer must not look like a whole one.
 */
export const sendResponse = async (response: Response, outgoing: Outgoing, report: (error: unknown) => void): Promise<void> => {
  const { body, status } = response
  if (status < 200) throw new RangeError(`The desk answered with the status ${status}.`)
  // The host may have answered meanwhile, for instance when its own time limit was over.
  if (outgoing.headersSent || isGone(outgoing)) return void body?.cancel().catch(report)
  if (!body || outgoing.req.method === 'HEAD') {
    // A stream behind HEAD may never end; nobody is going to read it.
    body?.cancel().catch(report)
    writeHead(response, outgoing)
    outgoing.end()
    return
  }
  const reader = body.getReader()
  const cancel = () => void reader.cancel(new DOMException('The client went away.', 'AbortError')).catch(() => {})
  outgoing.once('close', cancel)
  try {
    const { chunks, next } = await readAhead(reader)
    if (isGone(outgoing)) return
    writeHead(response, outgoing)
    if (!next) outgoing.end(whole(chunks))
    else await pipe({ chunks, next, reader }, outgoing, isLive(response)).catch((error) => cut(error, outgoing, report))
  } finally {
    outgoing.off('close', cancel)
    // Without effect on a stream that has come to its end.
    cancel()
  }
}

const pipe = async ({ chunks, next, reader }: StartedBody, outgoing: Outgoing, isLive: boolean): Promise<void> => {
  outgoing.flushHeaders?.()
  for (const chunk of chunks) await write(outgoing, chunk, isLive)
  for (let read = await next; !read.done; read = await reader.read()) {
    await write(outgoing, read.value, isLive)
    if (isGone(outgoing)) return
  }
  outgoing.end()
}

const cut = (error: unknown, outgoing: Outgoing, report: (error: unknown) => void): void => {
  if (!isGone(outgoing)) report(error)
  outgoing.destroy()
}

const whole = (chunks: readonly Uint8Array[]): Uint8Array => (chunks.length === 1 && chunks[0]) || Buffer.concat(chunks)

const isGone = (outgoing: Outgoing): boolean => outgoing.destroyed || outgoing.writableEnded

/** Headers of the host stay (its session cookie, its security headers); where both say something, the desk's word counts. */
const writeHead = (response: Response, outgoing: Outgoing): void => {
  outgoing.statusCode = response.status
  for (const [name, value] of response.headers) {
    if (name === 'set-cookie' || name === 'vary') outgoing.appendHeader(name, value)
    else outgoing.setHeader(name, value)
  }
}

const isLive = ({ headers }: Response): boolean => headers.get('content-type')?.startsWith('text/event-stream') ?? false

/** Resolves when more may be written, so that a slow reader slows the desk down instead of filling the memory. */
const write = async (outgoing: Outgoing, chunk: Uint8Array, isLive: boolean): Promise<void> => {
  if (isGone(outgoing)) return
  const isTaken = outgoing.write(chunk)
  // The compression middleware of Express keeps small events until it is told to send them.
  if (isLive) outgoing.flush?.()
  if (isTaken) return
  const { promise: ready, resolve } = Promise.withResolvers<void>()
  outgoing.once('drain', resolve)
  outgoing.once('close', resolve)
  await ready
  outgoing.off('drain', resolve)
  outgoing.off('close', resolve)
}
