/** Of what never ends by itself, what comes within a moment. */
export async function textOf(response: Response): Promise<string> {
  if (!response.headers.get('content-type')?.startsWith('text/event-stream')) return response.text()
  const reader = response.body?.getReader()
  const over = setTimeout(() => void reader?.cancel(), 50)
  const decoder = new TextDecoder()
  let text = ''
  for (let read = await reader?.read(); read && !read.done; read = await reader?.read()) text += decoder.decode(read.value)
  clearTimeout(over)
  return text
}

/** One document of JSON, an error's among them; not a stream of lines. */
export const isJson = (response: Response): boolean => /^application\/(?:problem\+)?json\b/.test(response.headers.get('content-type') ?? '')
