import { once } from 'node:events'
import type { IncomingMessage } from 'node:http'
import { open } from '../http-adapters/client.ts'
import { parseEvents, type Said } from './reading.ts'

export interface OpenStream {
  readonly answer: IncomingMessage
  readonly text: () => string
  readonly said: () => Said[]
  /** Undefined as long as it is open: whether it ended as an answer ends, and not by a broken line. */
  readonly ended: () => boolean | undefined
  /** The client goes away. */
  leave(): Promise<void>
}

/** A stream over HTTP, read as it comes. Rejects when it is refused. */
export async function openStream(port: number, path: string, headers: Record<string, string> = {}): Promise<OpenStream> {
  const answer = await open({ port, path, headers })
  let text = ''
  let ended: boolean | undefined
  answer.on('data', (bytes: Buffer) => {
    text += bytes.toString()
  })
  answer.on('error', () => {})
  answer.on('close', () => {
    ended = answer.complete
  })
  if (answer.statusCode !== 200) {
    await once(answer, 'end')
    throw Object.assign(new Error(text), { status: answer.statusCode, ...JSON.parse(text) })
  }
  return {
    answer,
    text: () => text,
    said: () => parseEvents(text).filter(({ event }) => event !== undefined),
    ended: () => ended,
    async leave() {
      const gone = ended === undefined ? once(answer, 'close') : undefined
      answer.destroy()
      await gone
    },
  }
}
