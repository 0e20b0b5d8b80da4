import { execFileSync } from 'node:child_process'
import { existsSync, mkdtempSync, readdirSync, rmSync, statSync, unlinkSync, writeFileSync } from 'node:fs'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { sql } from 'kysely'
import { describe, expect, it, onTestFinished } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { folderStorage } from '../../src/file/folder-storage.ts'
import { refusal } from '../access/cast.ts'
import { type FileDesk, openFileDesk, read, rowsOf } from './file-desk.ts'

const isFull = process.env['DESK_FULL'] === '1'
const WRITES = isFull ? 3000 : 300
const DISK_MB = isFull ? 64 : 6
const FILE_BYTES = 60_000

/** A file system of its own that is really full; undefined where nobody may mount. */
function smallDisk(): string | undefined {
  const path = mkdtempSync(join(tmpdir(), 'desk-full-'))
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', `size=${DISK_MB}m`, 'tmpfs', path], { stdio: 'ignore' })
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

interface Acknowledged {
  readonly ticketId: string
  readonly fileId: string
  readonly byte: number
}

type Caller = Pick<ReturnType<FileDesk['as']>, 'files' | 'tickets' | 'attachments'>

/** One write of the test: a file and the ticket that names it. */
async function write(caller: Caller, n: number): Promise<Acknowledged> {
  const byte = n % 251
  const { id: fileId } = await caller.files.stage({ name: `${n}.bin`, body: new Uint8Array(FILE_BYTES).fill(byte) })
  const { id: ticketId } = await caller.tickets.create({ subject: `Ticket ${n}`, body: 'With a file.', attachments: [fileId] })
  return { ticketId, fileId, byte }
}

async function writeMany(caller: Caller, onWrite: (n: number) => void = () => {}) {
  const acknowledged: Acknowledged[] = []
  const outcomes = new Map<string, number>()
  for (let n = 0; n < WRITES; n += 1) {
    onWrite(n)
    const code = await refusal(write(caller, n).then((one) => acknowledged.push(one)))
    outcomes.set(code, (outcomes.get(code) ?? 0) + 1)
  }
  return { acknowledged, outcomes }
}

/** Goes on within five seconds. */
async function recovered(caller: Caller): Promise<Acknowledged> {
  const startedAt = performance.now()
  for (;;)
    try {
      return await write(caller, 7)
    } catch (error) {
      if (performance.now() - startedAt > 5000) throw error
    }
}

async function expectWhole(
  desk: Pick<FileDesk, 'desk' | 'forward'>,
  caller: Caller,
  acknowledged: readonly Acknowledged[],
  folder: string,
) {
  for (const { ticketId, fileId, byte } of acknowledged) {
    const bytes = await read(await caller.attachments.download({ ticketId, attachmentId: fileId }))
    expect(Buffer.from(bytes).length).toBeGreaterThan(0)
    expect(bytes === new TextDecoder().decode(new Uint8Array(FILE_BYTES).fill(byte))).toBe(true)
  }
  desk.forward(200_000_000)
  await desk.desk.tick({ maxMs: 120_000 })
  const { files, removals } = await rowsOf(desk.desk)
  const stored = readdirSync(folder, { recursive: true, withFileTypes: true }).filter((entry) => entry.isFile() && entry.name !== 'ballast')
  // No row without a file, no file without a row; staged ones that no ticket named have expired.
  expect([stored.length, removals, files]).toEqual([acknowledged.length, 0, acknowledged.length])
  expect((await desk.desk.doctor()).findings).toEqual([])
}

/** FT04. The long form: `DESK_FULL=1 npm test -- packages/core/test/files/full.test.ts`. */
describe(`a disk that is full, ${WRITES} writes`, () => {
  it('of the database: nothing is half, what was acknowledged is there, and it goes on when there is space', {
    timeout: 600_000,
  }, async () => {
    const folder = mkdtempSync(join(tmpdir(), 'desk-full-'))
    const file = join(folder, 'desk.db')
    let ahead = 0
    const desk = createDesk({
      database: `sqlite:${file}`,
      admins: ['ad'],
      worker: false,
      clock: () => Date.now() + ahead,
      log: { info: () => {}, warn: () => {}, error: () => {} },
      files: { storage: folderStorage(join(folder, 'files')), maxStaged: 10_000 },
    })
    onTestFinished(async () => {
      await desk.close()
      rmSync(folder, { recursive: true, force: true })
    })
    await desk.migrate()
    const caller = desk.as({ externalId: 'a1' })
    await caller.people.me()
    // Of the one connection that writes: it may hold so many pages and no more.
    const pragma = (text: string): Promise<unknown> =>
      desk['~store'].write(async ({ db }) => (await sql.raw(`pragma ${text}`).execute(db)).rows)
    const [found] = (await pragma('page_count')) as { page_count: number }[]
    const pages = found?.page_count ?? 0
    await pragma(`max_page_count = ${pages + (isFull ? 1500 : 100)}`)
    const { acknowledged, outcomes } = await writeMany(caller)
    expect([...outcomes.keys()].sort()).toEqual(['none', 'store.full'])
    expect(outcomes.get('store.full')).toBeGreaterThan(WRITES / 20)
    const code = await desk
      .fetch(new Request('http://desk.test/api/tickets', { method: 'POST', body: '{}' }))
      .then((response) => response.status)
    expect(code).toBeLessThan(500)
    await pragma('max_page_count = 1073741823')
    acknowledged.push(await recovered(caller))
    expect(await pragma('integrity_check')).toEqual([{ integrity_check: 'ok' }])
    expect(await pragma('foreign_key_check')).toEqual([])
    const forward = (ms: number): void => {
      ahead += ms
    }
    await expectWhole({ desk, forward }, caller, acknowledged, join(folder, 'files'))
    console.log(`database full: ${[...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`)
  })

  for (const kind of testDatabases)
    it.skipIf(kind.missing !== undefined)(
      `of the files, with ${kind.kind}: nothing is half, and it goes on when there is space`,
      { timeout: 600_000 },
      async (context) => {
        const disk = smallDisk()
        context.skip(disk === undefined, 'nobody may mount a small file system here')
        if (disk === undefined) return
        const ballast = join(disk, 'ballast')
        writeFileSync(ballast, new Uint8Array((DISK_MB / 4) * 1_000_000))
        const desk = await openFileDesk(kind, { storage: folderStorage(disk), maxStaged: 10_000 })
        const caller = desk.as('a1')
        const { acknowledged, outcomes } = await writeMany(caller)
        expect([...outcomes.keys()].sort()).toEqual(['file.storage_full', 'none'])
        expect(outcomes.get('file.storage_full')).toBeGreaterThan(WRITES / 20)
        const response = await desk.fetch('a1', 'POST /api/files?name=x', { body: new Uint8Array(FILE_BYTES) })
        expect([response.status, ((await response.json()) as { code: string }).code]).toEqual([507, 'file.storage_full'])
        unlinkSync(ballast)
        acknowledged.push(await recovered(caller))
        await expectWhole(desk, caller, acknowledged, disk)
        expect(existsSync(disk) && statSync(disk).isDirectory()).toBe(true)
        console.log(`${kind.kind}, files full: ${[...outcomes].map(([outcome, count]) => `${count} ${outcome}`).join(', ')}`)
      },
    )
})
