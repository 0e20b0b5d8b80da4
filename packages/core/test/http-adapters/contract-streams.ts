import { once } from 'node:events'
import { describe, expect, it } from 'vitest'
import { open, raw, send, until } from './client.ts'
import type { Mounted } from './mounted.ts'

export const streamContract = (at: () => Mounted): void => {
  describe('answers', () => {
    it('keeps cookies apart', async () => {
      const { port, mount } = at()
      const { headers, text } = await send({ port, path: `${mount}/api/cookies` })
      expect(headers['set-cookie']).toEqual(['a=1; Path=/', 'b=2; HttpOnly'])
      expect(headers['x-desk']).toBe('yes')
      expect(text).toBe('ok')
    })

    it('answers without a body', async () => {
      const { port, mount } = at()
      expect(await send({ port, path: `${mount}/api/nothing` })).toMatchObject({ status: 204, text: '' })
    })

    it('sends events when they happen, and stops when the client goes', async () => {
      const { port, mount, desk } = at()
      const answer = await open({ port, path: `${mount}/api/events` })
      answer.on('error', () => {})
      expect(answer.headers['content-type']).toBe('text/event-stream')
      let text = ''
      answer.on('data', (chunk) => {
        text += String(chunk)
      })
      await until('two events have arrived', () => text.split('\n\n').length > 2)
      answer.destroy()
      await until('the stream is cancelled', () => desk.record.cancelled.length === 1)
      await until('the signal is aborted', () => desk.record.aborted.length === 1)
    })

    it('sends the head of a stream before there is anything to send', async () => {
      const { port, mount } = at()
      const answer = await open({ port, path: `${mount}/api/quiet` })
      expect(answer.headers['content-type']).toBe('text/event-stream')
      answer.on('error', () => {}).destroy()
    })

    it('does not report a stream that breaks off because the client went', async () => {
      const { port, mount, desk, reported } = at()
      const answer = await open({ port, path: `${mount}/api/break-off` })
      answer.on('error', () => {})
      await once(answer, 'data')
      answer.destroy()
      await until('the signal is aborted', () => desk.record.aborted.length === 1)
      expect((await send({ port, path: `${mount}/api/echo` })).status).toBe(200)
      expect(reported).toEqual([])
    })

    it('cuts the connection of who does not read when the stream gives them up', async () => {
      const { port, mount, desk } = at()
      const answer = await open({ port, path: `${mount}/api/abandon` })
      answer.on('error', () => {})
      let isOver = false
      answer.socket.on('close', () => {
        isOver = true
      })
      await until('the desk lets go', () => desk.record.cancelled.length === 1)
      answer.resume()
      await until('the connection is closed', () => isOver)
      expect(answer.complete).toBe(false)
    })

    it('produces no faster than the client reads', async () => {
      const { port, mount, desk } = at()
      const answer = await open({ port, path: `${mount}/api/bytes` })
      answer.on('error', () => {})
      await until('something is produced', () => desk.record.producedBytes > 0)
      let before = -1
      await until('production stands still', () => {
        const isStill = before === desk.record.producedBytes
        before = desk.record.producedBytes
        return isStill
      })
      expect(desk.record.producedBytes).toBeLessThan(24 << 20)
      answer.resume()
      await until('production goes on', () => desk.record.producedBytes > before + (8 << 20))
      answer.destroy()
      await until('the stream is cancelled', () => desk.record.cancelled.length === 1)
    })

    it('aborts the signal while the desk is still at work', async () => {
      const { port, mount, desk, reported } = at()
      const controller = new AbortController()
      const answer = open({ port, path: `${mount}/api/wait`, signal: controller.signal })
      await until('the desk is reached', () => desk.record.reached.length === 1)
      controller.abort()
      await expect(answer).rejects.toThrow('abort')
      await until('the signal is aborted', () => desk.record.aborted.length === 1)
      expect(reported).toEqual([])
    })

    it('does not abort what was answered whole', async () => {
      const { port, mount, desk } = at()
      await send({ port, path: `${mount}/api/echo`, method: 'POST', body: 'x' })
      await send({ port, path: `${mount}/api/echo` })
      await new Promise((resolve) => setTimeout(resolve, 30))
      expect(desk.record.aborted).toEqual([])
    })

    it('answers HEAD with the head alone, also of a stream without end', async () => {
      const { port, mount, desk } = at()
      const echo = await send({ port, method: 'HEAD', path: `${mount}/api/echo` })
      expect(echo).toMatchObject({ status: 200, text: '', headers: { 'content-type': 'application/json' } })
      const ask = (method: string, path: string, last = '') => `${method} ${mount}${path} HTTP/1.1\r\nHost: localhost\r\n${last}\r\n`
      const answers = await raw(port, ask('HEAD', '/api/events') + ask('GET', '/api/echo', 'Connection: close\r\n'))
      expect(answers).toMatch(/^HTTP\/1.1 200 OK\r\n[^{]*text\/event-stream[^{]*HTTP\/1.1 200 OK\r\n[^{]*\{"method":"GET"/)
      await until('the stream is cancelled', () => desk.record.cancelled.length === 1)
    })
  })
}
