import { execFileSync } from 'node:child_process'
import { mkdirSync, mkdtempSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { folderStorage } from '../../src/file/folder-storage.ts'
import { storageKey } from '../../src/file/storage-key.ts'
import { refusal } from '../access/cast.ts'
import { type FileDesk, openFileDesk, read, rowsOf, text } from './file-desk.ts'

/** A file system of its own that is really full at 8 MB; undefined where nobody may mount. */
function smallDisk(): string | undefined {
  const path = mkdtempSync(join(tmpdir(), 'desk-small-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=8m', 'tmpfs', path], { stdio: 'ignore' })
  } catch {
    rmSync(path, { recursive: true })
    return undefined
  }
  onTestFinished(() => {
    execFileSync('umount', ['-l', path])
    rmSync(path, { recursive: true })
  })
  return path
}

/** Rows and files agree once what is old enough was swept. */
async function expectAgreement(desk: FileDesk, folder = desk.folder): Promise<void> {
  desk.forward(90_000_000)
  await desk.desk.tick()
  const { files, removals } = await rowsOf(desk.desk)
  const days = readdirSync(folder).filter((name) => name !== 'unfinished' && statSync(join(folder, name)).isDirectory())
  expect([days.flatMap((day) => readdirSync(join(folder, day))).length, removals]).toEqual([files, 0])
  expect((await desk.desk.doctor()).findings.filter(({ code }) => code.startsWith('doctor.file'))).toEqual([])
}

forEachDatabase((kind) => {
  describe('files when something fails', () => {
    it('are whole or not there, whichever call of the file system fails', async () => {
      let left = Number.POSITIVE_INFINITY
      let calls: string[] = []
      const full = () => Object.assign(new Error('no space'), { code: 'ENOSPC' })
      const broken = () => Object.assign(new Error('broken'), { code: 'EIO' })
      let make = full
      const onCall = (call: string): void => {
        calls.push(call)
        left -= 1
        if (left === 0) throw make()
      }
      const folder = mkdtempSync(join(tmpdir(), 'desk-faults-'))
      onTestFinished(() => rmSync(folder, { recursive: true, force: true }))
      const desk = await openFileDesk(kind, { storage: folderStorage(folder, { onCall }) })
      const upload = async () => {
        const { id } = await desk.as('a1').files.stage({ name: 'x', body: new Uint8Array(200_000).fill(7) })
        return desk.as('a1').tickets.create({ subject: 's', body: 'b', attachments: [id] })
      }
      await upload()
      const kinds = new Set(calls)
      for (const [fault, code] of [
        [full, 'file.storage_full'],
        [broken, 'file.storage_failed'],
      ] as const)
        for (let k = 1; ; k += 1) {
          make = fault
          const before = await rowsOf(desk.desk)
          calls = []
          left = k
          const error = await upload().catch((caught: unknown) => caught)
          const struck = left <= 0
          left = Number.POSITIVE_INFINITY
          if (!struck) break
          expect(isDeskError(error) && error.code, `${calls.at(-1)} at ${k}`).toBe(code)
          expect(isDeskError(error) && error.status).toBe(fault === full ? 507 : 503)
          expect(await rowsOf(desk.desk), `${calls.at(-1)} at ${k}`).toEqual(before)
          expect(k).toBeLessThan(50)
        }
      expect([...kinds].sort()).toEqual(['close', 'mkdir', 'open', 'open folder', 'rename', 'sync', 'sync folder', 'write'])
      await upload()
      await expectAgreement(desk, folder)
    })

    it('are refused when the disk is full, and taken again when there is space', async (context) => {
      const disk = smallDisk()
      context.skip(disk === undefined, 'nobody may mount a small file system here')
      if (disk === undefined) return
      const ballast = join(disk, 'ballast')
      writeFileSync(ballast, new Uint8Array(4_000_000))
      const folder = join(disk, 'files')
      mkdirSync(folder)
      const desk = await openFileDesk(kind, { storage: folderStorage(folder) })
      const outcomes = new Map<string, number>()
      for (let n = 0; n < 60; n += 1) {
        const code = await refusal(
          (async () => {
            const { id } = await desk.as('a1').files.stage({ name: `${n}`, body: new Uint8Array(150_000).fill(n) })
            await desk.as('a1').tickets.create({ subject: 's', body: 'b', attachments: [id] })
          })(),
        )
        outcomes.set(code, (outcomes.get(code) ?? 0) + 1)
      }
      expect([...outcomes.keys()].sort()).toEqual(['file.storage_full', 'none'])
      const response = await desk.fetch('a1', 'POST /api/files?name=x', { body: new Uint8Array(2_000_000) })
      expect(response.status).toBe(507)
      unlinkSync(ballast)
      const { id } = await desk.as('a1').files.stage({ name: 'again', body: new Uint8Array(150_000) })
      await desk.as('a1').tickets.create({ subject: 's', body: 'b', attachments: [id] })
      await expectAgreement(desk, folder)
    })

    it('leave nothing behind when the process dies between bytes and row, and say what is lost', async () => {
      const desk = await openFileDesk(kind)
      const { id } = await desk.as('a1').files.stage({ name: 'kept', body: text('kept') })
      const { id: ticketId } = await desk.as('a1').tickets.create({ subject: 's', body: 'b', attachments: [id] })
      // What a process leaves that was killed: bytes without a row, and a half-written file.
      const storage = folderStorage(desk.folder)
      await storage.write(
        storageKey(Date.now()),
        (async function* () {
          yield text('orphan')
        })(),
      )
      mkdirSync(join(desk.folder, 'unfinished'), { recursive: true })
      await desk.desk.tick()
      expect(await desk.stored()).toHaveLength(2)
      await expectAgreement(desk)
      expect(await desk.stored()).toHaveLength(1)
      expect(await read(await desk.as('a1').attachments.download({ ticketId, attachmentId: id }))).toBe('kept')
      for (const path of await desk.stored()) unlinkSync(join(desk.folder, path))
      expect((await desk.desk.doctor()).findings).toMatchObject([{ severity: 'error', code: 'doctor.file_lost' }])
      expect(await refusal(desk.as('a1').attachments.download({ ticketId, attachmentId: id }).then(read))).toBe('file.lost')
    })

    it('need a place that is told where nothing stands beside the database', async () => {
      const { as, another, id } = await openFileDesk(kind)
      expect(id.a1).toBeDefined()
      const bare = another({ files: {} })
      const outcome = await refusal(bare.as({ externalId: 'a1' }).files.stage({ name: 'x', body: text('x') }))
      expect(outcome).toBe(kind.kind === 'postgres' ? 'file.storage_unknown' : 'none')
      expect(await as('a1').tickets.create({ subject: 's' })).toBeDefined()
    })
  })
})
