import { EventSourceParserStream } from 'eventsource-parser/stream'
import type { CallOptions, DeskEvent } from './api.ts'
import { type ClientOptions, isPassing, send } from './connection.ts'
import { pause } from './pause.ts'
import { type ReadRoute, requestOf } from './request.ts'

const RETRY_MS = 1000
const LONGEST_MS = 30_000
/** The desk gives a sign of life each 15 seconds: a connection that is silent for so long is dead, whatever the network says. */
const SILENT_MS = 60_000

/** Server-sent events. `EventSource` of browsers can send no header, so it knows neither tokens nor capacities. */
export async function* events(
  client: ClientOptions,
  route: ReadRoute,
  input: object,
  options: CallOptions,
): AsyncGenerator<DeskEvent, void> {
  const { signal } = options
  let [lastId, retryMs, failures] = ['', RETRY_MS, 0]
  for (;;) {
    const here = new AbortController()
    const both = signal ? AbortSignal.any([signal, here.signal]) : here.signal
    const headers = { ...options.headers, ...(lastId && { 'last-event-id': lastId }) }
    let reader: ReadableStreamDefaultReader<{ id?: string | undefined; event?: string | undefined; data: string }> | undefined
    let watch: ReturnType<typeof setTimeout> | undefined
    const alive = (): void => {
      clearTimeout(watch)
      watch = setTimeout(() => here.abort(), SILENT_MS)
    }
    try {
      const response = (await send(client, route, requestOf(route, input), { ...options, headers, signal: both, retries: 0 })) as Response
      alive()
      const parser = new EventSourceParserStream({
        onRetry: (ms) => {
          retryMs = ms
        },
      })
      const bytes = new TransformStream<Uint8Array<ArrayBuffer>, Uint8Array<ArrayBuffer>>({
        transform(chunk, controller) {
          alive()
          controller.enqueue(chunk)
        },
      })
      reader = response.body?.pipeThrough(bytes).pipeThrough(new TextDecoderStream()).pipeThrough(parser).getReader()
      for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) {
        failures = 0
        const { id, event, data } = read.value
        if (id !== undefined) lastId = id
        yield { id, event: event ?? 'message', data: parsed(data) }
      }
    } catch (error) {
      signal?.throwIfAborted()
      // Broken off while it was read: whatever it was, the next attempt says whether it lasts.
      if (!reader && !here.signal.aborted && !isPassing(error)) throw error
    } finally {
      clearTimeout(watch)
      here.abort()
    }
    signal?.throwIfAborted()
    await pause(Math.min(LONGEST_MS, retryMs * 2 ** failures) * (0.5 + Math.random() / 2), signal)
    failures += 1
  }
}

function parsed(data: string): unknown {
  try {
    return JSON.parse(data) as unknown
  } catch {
    return data
  }
}
