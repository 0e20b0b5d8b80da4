import type { ReadableStreamReadResult } from 'node:stream/web'

export type Chunk = ReadableStreamReadResult<Uint8Array>

/**
 * The beginning of a body, as far as it is there by itself: what is ready may be sent in one piece with its length, and a stream that
 * fails at once can still be answered with an error instead of a cut connection. Rejects with the stream's error.
 */
export interface BodyStart {
  readonly chunks: readonly Uint8Array[]
  /** The read that is under way; undefined when everything has been read. */
  readonly next: Promise<Chunk> | undefined
}

export const readAhead = async (reader: ReadableStreamDefaultReader<Uint8Array>): Promise<BodyStart> => {
  const chunks: Uint8Array[] = []
  // Two reads: a body of one piece, and the news that this was all.
  for (let read = 0; read < 2; read++) {
    const next = reader.read()
    const result = await soon(next)
    if (!result) return { chunks, next }
    if (result.done) return { chunks, next: undefined }
    chunks.push(result.value)
  }
  const next = reader.read()
  // Whoever waits for it may first have to write the chunks; until then a failure must not count as unhandled.
  next.catch(() => {})
  return { chunks, next }
}

const soon = async <T>(promise: Promise<T>): Promise<T | undefined> => {
  const { promise: later, resolve } = Promise.withResolvers<undefined>()
  const timer = setImmediate(() => resolve(undefined))
  try {
    return await Promise.race([promise, later])
  } finally {
    clearImmediate(timer)
  }
}
