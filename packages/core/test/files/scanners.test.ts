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
  })
})
