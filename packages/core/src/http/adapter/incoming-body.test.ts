import { PassThrough } from 'node:stream'
import { describe, expect, it } from 'vitest'
import { IncomingBody } from './incoming-body.ts'

const read = async (stream: ReadableStream<Uint8Array>): Promise<string> => {
  const chunks: Uint8Array[] = []
  for await (const chunk of stream) chunks.push(chunk)
  return Buffer.concat(chunks).toString()
}

describe('IncomingBody', () => {
  it('reads to the end, also of what has ended already', async () => {
    const source = new PassThrough()
    const { stream } = new IncomingBody(source)
    source.write('a')
    source.end('b')
    expect(await read(stream)).toBe('ab')
    expect(await read(new IncomingBody(source).stream)).toBe('')
  })

  it('reads nothing before it is asked', async () => {
    const source = new PassThrough()
    new IncomingBody(source)
    source.end('unread')
    await new Promise((resolve) => setImmediate(resolve))
    expect(source.readableDidRead).toBe(false)
  })

  it.each([
    ['before', 0],
    ['while', 5],
  ])('fails when its source closes without an end, %s it is read', async (_, delayMs) => {
    const source = new PassThrough()
    const { stream } = new IncomingBody(source)
    if (delayMs === 0) source.destroy()
    else setTimeout(() => source.destroy(), delayMs)
    await expect(read(stream)).rejects.toMatchObject({ name: 'AbortError' })
  })

  it('fails with the error of its source', async () => {
    const source = new PassThrough()
    const { stream } = new IncomingBody(source)
    setTimeout(() => source.destroy(new Error('not zipped')), 5)
    await expect(read(stream)).rejects.toThrow('not zipped')
  })

  it('leaves its source alone once it is detached or cancelled', async () => {
    for (const end of [(body: IncomingBody) => body.detach(), (body: IncomingBody) => void body.stream.cancel()]) {
      const source = new PassThrough()
      const body = new IncomingBody(source)
      end(body)
      source.end('later')
      await new Promise((resolve) => setImmediate(resolve))
      expect(source.destroyed).toBe(false)
      expect(source.read()?.toString()).toBe('later')
    }
  })
})
