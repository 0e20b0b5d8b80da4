import { type Chunk, readAhead } from './read-ahead.ts'

/**
 * A Response made safe for a server that is not ours: a stream that fails at once rejects here, so that it can be answered; one that fails
 * later fails without its message, which some servers print to the client; and HEAD has no body, which some would read to its end.
 */
export const settleResponse = async (response: Response, method: string, report: (error: unknown) => void): Promise<Response> => {
  const { body, status, headers } = response
  if (!body) return response
  if (method === 'HEAD') {
    body.cancel().catch(report)
    return new Response(null, { status, headers })
  }
  const reader = body.getReader()
  const { chunks, next } = await readAhead(reader)
  if (!next) return new Response(await new Blob(chunks as Uint8Array<ArrayBuffer>[]).arrayBuffer(), { status, headers })
  const waiting = [...chunks]
  let pending: Promise<Chunk> | undefined = next
  const rest = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        const ready = waiting.shift()
        if (ready) return controller.enqueue(ready)
        try {
          const { done, value } = await (pending ?? reader.read())
          pending = undefined
          if (done) controller.close()
          else controller.enqueue(value)
        } catch (error) {
          report(error)
          controller.error(new Error('The answer could not be finished.'))
        }
      },
      cancel: (reason) => reader.cancel(reason),
    },
    { highWaterMark: 0 },
  )
  return new Response(rest, { status, headers })
}
