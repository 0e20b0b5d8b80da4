import type { Bytes } from '../operation/operation.ts'
import { bytesAnswer } from './answer.ts'

export interface StreamEnd {
  /** Told when nobody reads any more. */
  readonly abort: AbortController
  /** Makes of what went wrong inside an error that may be seen, and records it. */
  onError(error: unknown): Error
}

/**
 * Sends a stream as fast as it is read and no faster. When the client goes away, the stream is told at once and then ended: one that waits
 * for something to happen would notice an ended iteration only after it had happened. An error after the first byte ends the connection.
 */
export const streamAnswer = ({ contentType, body, gaveUp }: Bytes, end: StreamEnd): Response =>
  bytesAnswer(bytesOf(body, end, gaveUp), contentType)

/** Iterated when it is read, and ended when nobody reads it any more. */
export function bytesOf(
  body: AsyncIterable<string | Uint8Array>,
  { abort, onError }: StreamEnd,
  gaveUp?: AbortSignal,
): ReadableStream<Uint8Array> {
  const iterator = body[Symbol.asyncIterator]()
  const encoder = new TextEncoder()
  return new ReadableStream<Uint8Array>(
    {
      start(controller) {
        gaveUp?.addEventListener(
          'abort',
          () => {
            if (abort.signal.aborted) return
            abort.abort()
            controller.error(new DOMException('Nobody reads this stream.', 'AbortError'))
          },
          { once: true },
        )
      },
      async pull(controller) {
        try {
          for (;;) {
            const { done, value } = await iterator.next()
            if (done) return controller.close()
            const bytes = typeof value === 'string' ? encoder.encode(value) : value
            if (bytes.byteLength > 0) return controller.enqueue(bytes)
          }
        } catch (error) {
          if (!abort.signal.aborted) controller.error(onError(error))
        }
      },
      cancel() {
        abort.abort()
        iterator.return?.().catch(() => {})
      },
    },
    { highWaterMark: 0 },
  )
}
