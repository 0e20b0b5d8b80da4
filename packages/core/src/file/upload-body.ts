import { coreError } from '../error/core-errors.ts'

/** Bytes on their way in: what HTTP, Node and the web have for them. Read once, and only as fast as they can be stored. */
export type UploadBody = Uint8Array | Blob | ReadableStream<Uint8Array> | AsyncIterable<Uint8Array>

/** How slow somebody may be before they are given up. */
export interface Pace {
  /** Without a single byte, in ms. */
  readonly idleMs: number
  /** All the waiting that is allowed before anything has come, in ms; every byte that comes allows more. */
  readonly graceMs: number
  /** On average, after the grace. */
  readonly bytesPerSecond: number
}

const LATE = Symbol('late')

/**
 * The bytes of an upload, counted against time: only the time that is spent waiting for them, as a slow disk is not the sender's fault.
 * Throws `file.too_slow`, `file.unfinished`.
 */
export async function* paced(body: UploadBody, pace: Pace, signal?: AbortSignal): AsyncGenerator<Uint8Array> {
  const source = sourceOf(body)
  let allowedMs = pace.graceMs
  let isDone = false
  try {
    for (;;) {
      const startedAt = performance.now()
      const read = await within(Math.min(pace.idleMs, allowedMs), source.next(), signal)
      if (read === LATE) throw coreError('file.too_slow')
      if (read.done) {
        isDone = true
        return
      }
      if (!(read.value instanceof Uint8Array)) throw new TypeError('The body of an upload gives Uint8Arrays.')
      allowedMs += (read.value.byteLength * 1000) / pace.bytesPerSecond - (performance.now() - startedAt)
      if (allowedMs <= 0) throw coreError('file.too_slow')
      if (read.value.byteLength > 0) yield read.value
    }
  } finally {
    // Not waited for: a source that hangs hangs here too.
    if (!isDone) source.end()
  }
}

interface Source {
  next(): Promise<IteratorResult<Uint8Array>>
  end(): void
}

function sourceOf(body: UploadBody): Source {
  if (body instanceof Uint8Array) return fromIterator(once(body))
  if (body instanceof Blob) return fromReader(body.stream().getReader())
  if (body instanceof ReadableStream) return fromReader(body.getReader())
  return fromIterator(body[Symbol.asyncIterator]())
}

const fromReader = (reader: ReadableStreamDefaultReader<Uint8Array>): Source => ({
  async next() {
    const { done, value } = await told(reader.read())
    return done ? { done: true, value: undefined } : { done: false, value }
  },
  end: () => void reader.cancel().catch(() => {}),
})

const fromIterator = (iterator: AsyncIterator<Uint8Array>): Source => ({
  next: () => told(iterator.next()),
  end: () => void Promise.resolve(iterator.return?.()).catch(() => {}),
})

async function* once(bytes: Uint8Array): AsyncGenerator<Uint8Array> {
  yield bytes
}

/** A body that breaks off is the sender's affair, whatever the platform calls it; what the form's parser has to say passes. */
async function told<T>(read: Promise<T>): Promise<T> {
  try {
    return await read
  } catch (cause) {
    throw typeof cause === 'object' && cause !== null && '~desk' in cause ? cause : coreError('file.unfinished', {}, { cause })
  }
}

async function within<T>(ms: number, promise: Promise<T>, signal: AbortSignal | undefined): Promise<T | typeof LATE> {
  const { promise: over, resolve, reject } = Promise.withResolvers<typeof LATE>()
  const timer = setTimeout(resolve, ms, LATE)
  const abort = (): void => reject(coreError('file.unfinished'))
  if (signal?.aborted) abort()
  signal?.addEventListener('abort', abort, { once: true })
  promise.catch(() => {})
  over.catch(() => {})
  try {
    return await Promise.race([promise, over])
  } finally {
    clearTimeout(timer)
    signal?.removeEventListener('abort', abort)
  }
}
