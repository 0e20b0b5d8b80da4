import type { Bytes } from '../../src/operation/operation.ts'

export interface Said {
  readonly id?: string
  readonly event?: string
  // biome-ignore lint/suspicious/noExplicitAny: what a stream says, as a client parses it
  readonly data?: any
}

/** Takes server-sent events apart as a browser does. */
export function parseEvents(text: string): Said[] {
  return text
    .split('\n\n')
    .slice(0, -1)
    .map((block) => {
      const fields: Record<string, string> = {}
      for (const line of block.split('\n')) {
        const colon = line.indexOf(':')
        if (colon > 0) fields[line.slice(0, colon)] = line.slice(colon + 2)
      }
      const { id, event, data } = fields
      return { ...(id && { id }), ...(event && { event }), ...(data && { data: JSON.parse(data) as unknown }) }
    })
}

export interface Reader {
  readonly text: () => string
  /** Everything with a name that was said so far. */
  readonly said: () => Said[]
  readonly events: () => string[]
  readonly lastId: () => string | undefined
  /** How the stream ended: undefined as long as it has not. */
  readonly ended: () => { error?: unknown } | undefined
  stop(): Promise<void>
}

/** Reads an opened stream to its end, in the background. */
export async function follow(opened: Promise<unknown>): Promise<Reader> {
  const iterator = ((await opened) as Bytes).body[Symbol.asyncIterator]()
  let text = ''
  let ended: { error?: unknown } | undefined
  const first = await iterator.next()
  const decoder = new TextDecoder()
  const take = (value: string | Uint8Array) => {
    text += typeof value === 'string' ? value : decoder.decode(value)
  }
  if (!first.done) take(first.value)
  const reading = (async () => {
    try {
      for (;;) {
        const { done, value } = await iterator.next()
        if (done) break
        take(value)
      }
      ended = {}
    } catch (error) {
      ended = { error }
    }
  })()
  return {
    text: () => text,
    said: () => parseEvents(text).filter(({ event }) => event !== undefined),
    events: () =>
      parseEvents(text)
        .filter(({ event }) => event === 'ticket')
        .map(({ data }) => data.event as string),
    lastId: () =>
      parseEvents(text)
        .map(({ id }) => id)
        .findLast((id) => id !== undefined),
    ended: () => ended,
    async stop() {
      // an iteration that waits ends when something comes or the desk is closed
      await Promise.race([iterator.return?.(), new Promise((resolve) => setTimeout(resolve, 50))])
      void reading
    },
  }
}
