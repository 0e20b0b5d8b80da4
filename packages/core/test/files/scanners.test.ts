import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { FileScanner } from '../../src/file/scanner.ts'
import { refusal } from '../access/cast.ts'
import { openFileDesk, read, rowsOf, text } from './file-desk.ts'

/** The test file of the makers of virus scanners, in two parts so that none of them takes this file for it. */
const eicar = `X5O!P%@AP[4\\PZX54(P^)7CC)7}$${'EICAR-STANDARD-ANTIVIRUS-TEST-FILE!$H+H*'}`

const wordsOf = async (bytes: AsyncIterable<Uint8Array>): Promise<string> => {
  const parts: Uint8Array[] = []
  for await (const part of bytes) parts.push(part)
  return Buffer.concat(parts).toString()
}

forEachDatabase((kind) => {
  describe('a virus scanner', () => {
    it('refuses, holds back, or accepts; and what it could not look at is downloaded by nobody until it has', async () => {
      let mood: 'well' | 'throws' | 'hangs' | 'talks nonsense' = 'well'
      const scan: FileScanner = async ({ open, name, signal }) => {
        if (mood === 'throws') throw new Error('the scanner is down')
        if (mood === 'hangs') await new Promise((resolve) => signal.addEventListener('abort', resolve))
        if (mood === 'talks nonsense') return 'yes' as never
        if ((await wordsOf(open())).includes('EICAR')) return { refuse: 'EICAR test file' }
        return name.startsWith('odd') ? { quarantine: 'it looks odd' } : 'accept'
      }
      const { as, desk, stored, forward } = await openFileDesk(kind, { scan, scanMs: 200 })
      const a1 = as('a1')
      const stage = (name: string, words = 'harmless') => a1.files.stage({ name, body: text(words) })
      expect(await refusal(stage('virus.txt', eicar))).toBe('file.refused')
      expect(await stored()).toEqual([])
      const fine = await stage('fine.txt')
      const odd = await stage('odd.txt')
      expect([fine.state, odd.state]).toEqual(['ready', 'quarantined'])
      const waiting: { id: string; state: string }[] = []
      for (const next of ['throws', 'hangs', 'talks nonsense'] as const) {
        mood = next
        waiting.push(await stage(`${next}.txt`, next === 'hangs' ? eicar : 'harmless'))
      }
      expect(waiting.map(({ state }) => state)).toEqual(['unchecked', 'unchecked', 'unchecked'])
      const ids = [fine, odd, ...waiting].map(({ id }) => id)
      const { id: ticketId } = await a1.tickets.create({ subject: 's', body: 'b', attachments: ids })
      const states = async () => (await a1.tickets.messages({ ticketId })).items[0]?.attachments.map(({ state }) => state)
      expect(await states()).toEqual(['ready', 'quarantined', 'unchecked', 'unchecked', 'unchecked'])
      const download = (attachmentId = '') => a1.attachments.download({ ticketId, attachmentId }).then(read)
      expect(await download(ids[0])).toBe('harmless')
      expect(await refusal(download(ids[1]))).toBe('file.quarantined')
      for (const id of ids.slice(2)) expect(await refusal(download(id))).toBe('file.not_scanned')
      await desk.tick()
      expect(await states()).toEqual(['ready', 'quarantined', 'unchecked', 'unchecked', 'unchecked'])
      mood = 'well'
      forward(3_600_000)
      await desk.tick()
      expect(await states()).toEqual(['ready', 'quarantined', 'ready', 'quarantined', 'ready'])
      expect(await refusal(download(ids[3]))).toBe('file.quarantined')
      expect(await refusal(a1.files.quarantine({}))).toBe('access.wrong_capacity')
      const held = await as('ad').files.quarantine({})
      expect(held.items.map(({ name, note }) => [name, note])).toEqual([
        ['odd.txt', 'it looks odd'],
        ['hangs.txt', 'EICAR test file'],
      ])
      await as('ad').files.release({ fileId: odd.id, reason: 'Our own test file.' })
      expect(await download(odd.id)).toBe('harmless')
      expect(await rowsOf(desk)).toEqual({ files: 5, attachments: 5, removals: 0 })
    })

    it('that comes later sees what was there before it', async () => {
      const before = await openFileDesk(kind)
      const { id } = await before.as('a1').files.stage({ name: 'x', body: text('x') })
      const { id: ticketId } = await before.as('a1').tickets.create({ subject: 's', body: 'b', attachments: [id] })
      const { folderStorage } = await import('../../src/file/folder-storage.ts')
      const after = before.another({ files: { storage: folderStorage(before.folder), scan: () => 'accept' } })
      const a1 = after.as({ externalId: 'a1' })
      expect(await refusal(a1.attachments.download({ ticketId, attachmentId: id }))).toBe('file.not_scanned')
      await after.tick()
      expect(await read(await a1.attachments.download({ ticketId, attachmentId: id }))).toBe('x')
    })

    it('that hangs holds up nobody but the files that wait for it', async () => {
      let isHanging = true
      const scan: FileScanner = ({ signal }) =>
        isHanging ? new Promise((_, reject) => signal.addEventListener('abort', () => reject(new Error('given up')))) : 'accept'
      const { as, desk, forward } = await openFileDesk(kind, { scan, scanMs: 1500 })
      const startedAt = performance.now()
      const staged = await Promise.all([1, 2, 3, 4, 5, 6].map((n) => as('a1').files.stage({ name: `${n}`, body: text('x') })))
      // Each in its own time, and all at once.
      expect(performance.now() - startedAt).toBeLessThan(6000)
      expect(staged.map(({ state }) => state)).toEqual(staged.map(() => 'unchecked'))
      forward(3_600_000)
      const worker = desk.startWorker({ intervalMs: 50 })
      try {
        await sleep(300)
        // The worker is waiting for the scanner now, and still does what is due.
        const { id: ticketId } = await as('a1').tickets.create({ subject: 'due', body: 'x' })
        await as('ad').tickets.start({ ticketId })
        await as('ad').tickets.wait({ ticketId, on: 'scheduled', until: new Date(Date.now() + 3_600_000 + 500).toISOString(), mode: 'act' })
        forward(120_000)
        const waitedAt = performance.now()
        await expect.poll(async () => (await as('ad').tickets.get({ ticketId })).category, { timeout: 15_000, interval: 100 }).toBe('open')
        // Six scans one after the other take nine seconds.
        expect(performance.now() - waitedAt).toBeLessThan(6000)
        isHanging = false
      } finally {
        await worker.stop()
      }
    })

    it('that computes without end can not be interrupted, but is named, and what it says too late counts for nothing', async () => {
      const logged: { code?: unknown; plugin?: unknown; handler?: unknown }[] = []
      const log = { info: () => {}, error: () => {}, warn: (fields: object) => void logged.push(fields) }
      const scan: FileScanner = () => {
        const end = performance.now() + 600
        while (performance.now() < end);
        return 'accept'
      }
      const { as } = await openFileDesk(kind, { scan, scanMs: 200 }, { log })
      const { state } = await as('a1').files.stage({ name: 'x', body: text('x') })
      expect(state).toBe('unchecked')
      expect(logged).toContainEqual(expect.objectContaining({ code: 'hook.blocked', plugin: 'host', handler: 'scan' }))
      expect(logged).toContainEqual(expect.objectContaining({ code: 'file.scan_failed', reason: 'job.timed_out' }))
    })
  })
})
