/** One server-sent event, with the fields that it has. */
export interface StreamedEvent {
  readonly id?: string
  readonly event?: string
  readonly data?: string
}

/** The first events of a stream. Lines that are comments, and how long to wait before coming back, are no part of them. */
export async function readEvents(stream: AsyncIterable<Uint8Array> | Iterable<Uint8Array>, count: number): Promise<StreamedEvent[]> {
  const decoder = new TextDecoder()
  const events: StreamedEvent[] = []
  let text = ''
  for await (const bytes of stream) {
    const blocks = `${text}${decoder.decode(bytes, { stream: true })}`.split('\n\n')
    text = blocks.pop() ?? ''
    for (const block of blocks) {
      const fields = block.split('\n').flatMap((line) => {
        const [, name = '', value = ''] = /^(id|event|data): ?(.*)$/.exec(line) ?? []
        return name ? [[name, value] as const] : []
      })
      if (fields.length > 0) events.push(Object.fromEntries(fields))
      if (events.length === count) return events
    }
  }
  return events
}
