import { type Answer, isUnread } from '../answer.ts'
import { type Chunk, readAhead } from './read-ahead.ts'

/**
 * A Response made safe for a server that is not ours: a stream that fails at once rejects here, so that it can be answered; one that fails
 * later is reported and fails with a message that says nothing, wherever that server may print it; and HEAD has no body, which some would
 * read to its end.
 */
export const settleResponse = async (answer: Answer, method: string, report: (error: unknown) => void): Promise<Response> => {
  const { status, headers } = answer
  if (isUnread(answer)) return new Response(method === 'HEAD' ? null : answer['~written'], { status, headers })
  const { body } = answer
  if (!body) return answer
  if (method === 'HEAD') {
    body.cancel().catch(report)
    return new Response(null, { status, headers })
  }
  const reader = body.getReader()
  const { chunks, next } = await readAhead(reader)
  if (!next) return new Response(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer(), { status, headers })
  return new Response(neutral({ chunks, next, reader, report }), { status, headers })
}

interface RestOfBody {
  readonly chunks: readonly Uint8Array[]
  readonly next: Promise<Chunk>
  readonly reader: ReadableStreamDefaultReader<Uint8Array>
  readonly report: (error: unknown) => void
}

const neutral = ({ chunks, next, reader, report }: RestOfBody): ReadableStream<Uint8Array> => {
  const waiting = [...chunks]
  let pending: Promise<Chunk> | undefined = next
  let isCancelled = false
  return new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const ready = waiting.shift()
        if (ready) return controller.enqueue(ready)
        const read = pending ?? reader.read()
        pending = undefined
        try {
          const { done, value } = await read
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          // Nobody waits for it any more, and nothing can be put into a cancelled stream.
          if (isCancelled) return
          report(error)
          controller.error(new Error('The answer could not be finished.'))
        }
      },
      cancel(reason) {
        isCancelled = true
        return reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
}
