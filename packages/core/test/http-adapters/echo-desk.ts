import { createHash } from 'node:crypto'
import type { FetchableDesk } from '../../src/http/fetchable.ts'
import { pathBelow } from '../../src/http/mount.ts'

/** What the echo says about a request. */
export interface Echo {
  method: string
  url: string
  mount: string
  below: string | undefined
  headers: Record<string, string>
  bytes: number
  sha256: string
  hasBody: boolean
  /** The body as text, when it is short. */
  text: string
}

/** What happened inside, for tests that look at it from outside. */
export interface EchoRecord {
  readonly reached: string[]
  readonly aborted: string[]
  readonly cancelled: string[]
  producedBytes: number
  readBytes: number
  readError: string
}

export interface EchoDesk extends FetchableDesk {
  readonly record: EchoRecord
}

export const secret = 'secret-7f3a: SELECT * FROM deskwright_ticket'

type Route = (request: Request, record: EchoRecord, path: { below: string | undefined; mount: string }) => Promise<Response> | Response

/** A desk that knows nothing but HTTP: it says what it was asked, and streams, fails and waits on demand. */
export const echoDesk = (): EchoDesk => {
  const record: EchoRecord = { reached: [], aborted: [], cancelled: [], producedBytes: 0, readBytes: 0, readError: '' }
  return {
    record,
    async fetch(request, { path: mount } = { path: '' }) {
      const below = pathBelow(new URL(request.url).pathname, mount)
      record.reached.push(below ?? `outside: ${request.url}`)
      request.signal.addEventListener('abort', () => record.aborted.push(below ?? ''))
      const route = Object.hasOwn(routes, below ?? '') ? routes[below ?? ''] : echo
      return (route ?? echo)(request, record, { below, mount })
    },
  }
}

const echo: Route = async (request, _, { below, mount }) => {
  const hasBody = request.body !== null
  const hash = createHash('sha256')
  let bytes = 0
  const start: Uint8Array[] = []
  for await (const chunk of request.body ?? []) {
    hash.update(chunk)
    bytes += chunk.length
    if (bytes < 100_000) start.push(chunk)
  }
  const { method, url } = request
  const headers = Object.fromEntries(request.headers)
  const text = bytes < 100_000 ? Buffer.concat(start).toString() : ''
  return Response.json({ method, url, mount, below, headers, hasBody, bytes, sha256: hash.digest('hex'), text } satisfies Echo)
}

/** Endless: as fast as it is read. */
const endless = (below: string, record: EchoRecord, chunk: Uint8Array, pauseMs: number, type: string): Response =>
  new Response(
    new ReadableStream<Uint8Array>(
      {
        async pull(controller) {
          if (pauseMs > 0 && record.producedBytes > 0) await new Promise((resolve) => setTimeout(resolve, pauseMs))
          record.producedBytes += chunk.length
          controller.enqueue(chunk)
        },
        cancel: () => void record.cancelled.push(below),
      },
      { highWaterMark: 0 },
    ),
    { headers: { 'content-type': type, 'cache-control': 'no-store' } },
  )

/** Endless, until the desk lets go of a reader who reads no more. */
const abandoned = (record: EchoRecord): Response => {
  let timer: NodeJS.Timeout | undefined
  const start = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    timer = setTimeout(() => {
      record.cancelled.push('/api/abandon')
      controller.error(new DOMException('Nobody reads this stream.', 'AbortError'))
    }, 300)
  }
  const pull = (controller: ReadableStreamDefaultController<Uint8Array>) => {
    record.producedBytes += 65_536
    controller.enqueue(new Uint8Array(65_536))
  }
  const stream = new ReadableStream({ start, pull, cancel: () => clearTimeout(timer) }, { highWaterMark: 0 })
  return new Response(stream, { headers: { 'content-type': 'text/event-stream' } })
}

const failing = (chunks: number): Response => {
  let left = chunks
  const pull = async (controller: ReadableStreamDefaultController<Uint8Array>) => {
    await new Promise((resolve) => setTimeout(resolve, chunks === 0 ? 0 : 20))
    if (left-- === 0) throw new Error(secret)
    controller.enqueue(new TextEncoder().encode('part '))
  }
  return new Response(new ReadableStream({ pull }, { highWaterMark: 0 }), { headers: { 'content-type': 'text/csv' } })
}

const routes: Record<string, Route> = {
  '/api/fail': () => {
    throw new Error(secret)
  },
  '/api/fail-at-once': () => new Response(ReadableStream.from(failsAfter([])), { headers: { 'content-type': 'text/csv' } }),
  '/api/fail-later': () => failing(3),
  '/api/cookies': () => {
    const headers = new Headers({ 'x-desk': 'yes', vary: 'accept-language' })
    for (const cookie of ['a=1; Path=/', 'b=2; HttpOnly']) headers.append('set-cookie', cookie)
    return new Response('ok', { headers })
  },
  '/api/nothing': () => new Response(null, { status: 204 }),
  '/api/events': (_, record) => endless('/api/events', record, new TextEncoder().encode('data: tick\n\n'), 30, 'text/event-stream'),
  '/api/bytes': (_, record) => endless('/api/bytes', record, new Uint8Array(65_536), 0, 'application/octet-stream'),
  '/api/refuse': () => Response.json({ code: 'too_large' }, { status: 413 }),
  '/api/limit': async (request) => {
    const reader = request.body?.getReader()
    await reader?.read()
    await reader?.cancel()
    return Response.json({ code: 'too_large' }, { status: 413 })
  },
  '/api/wait': (request) => new Promise((_, reject) => request.signal.addEventListener('abort', () => reject(request.signal.reason))),
  '/api/read-late': async (request, record) => {
    const reader = request.body?.getReader()
    const first = await reader?.read()
    record.readBytes += first?.value?.length ?? 0
    reader?.releaseLock()
    await new Promise((resolve) => setTimeout(resolve, 300))
    return readAll(request, record)
  },
  '/api/give-up': async (request) => {
    const reader = request.body?.getReader()
    const read = reader?.read()
    await new Promise((resolve) => setTimeout(resolve, 30))
    await reader?.cancel()
    await read
    await new Promise((resolve) => setTimeout(resolve, 100))
    return Response.json({ code: 'too_slow' }, { status: 408 })
  },
  '/api/abandon': (_, record) => abandoned(record),
  '/api/quiet': () => new Response(new ReadableStream(), { headers: { 'content-type': 'text/event-stream' } }),
  '/api/break-off': ({ signal }) => {
    const start = (controller: ReadableStreamDefaultController) => {
      controller.enqueue(new TextEncoder().encode('data: first\n\n'))
      signal.addEventListener('abort', () => controller.error(new Error(secret)))
    }
    return new Response(new ReadableStream({ start }), { headers: { 'content-type': 'text/event-stream' } })
  },
  '/api/fail-unread': () => new Response(ReadableStream.from(failsAfter([new Uint8Array(16 << 20), new Uint8Array(16 << 20)]))),
  '/api/read': (request, record) => readAll(request, record),
}

async function* failsAfter(chunks: Uint8Array[]): AsyncGenerator<Uint8Array> {
  yield* chunks
  throw new Error(secret)
}

const readAll = async (request: Request, record: EchoRecord): Promise<Response> => {
  try {
    for await (const chunk of request.body ?? []) record.readBytes += chunk.length
  } catch (error) {
    record.readError = error instanceof Error ? error.name : String(error)
    throw error
  }
  return Response.json({ bytes: record.readBytes })
}
