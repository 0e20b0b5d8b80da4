/** The same answer, saying when nothing of it is left to be sent: until then its desk stays open. */
export const heldResponse = (response: Response, letGo: () => void): Response => {
  const { body } = response
  // What is written as it is needs no desk any more.
  if (!body || '~written' in response) {
    letGo()
    return response
  }
  const reader = body.getReader()
  const held = new ReadableStream<Uint8Array>(
    {
      async pull(controller) {
        try {
          const { done, value } = await reader.read()
          if (!done) return controller.enqueue(value)
          letGo()
          controller.close()
        } catch (error) {
          letGo()
          controller.error(error)
        }
      },
      async cancel(reason) {
        letGo()
        await reader.cancel(reason)
      },
    },
    { highWaterMark: 0 },
  )
  return new Response(held, { status: response.status, statusText: response.statusText, headers: response.headers })
}
