import { setTimeout as sleep } from 'node:timers/promises'
import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { folderStorage } from '../../src/file/folder-storage.ts'
import type { CoreDb } from '../../src/operation/runtime.ts'
import { refusal } from '../access/cast.ts'
import { type FileDesk, openFileDesk, rowsOf, text } from './file-desk.ts'

/** A body that waits for its end until it is told. */
function held(): { readonly body: AsyncIterable<Uint8Array>; end(): void } {
  const { promise, resolve } = Promise.withResolvers<void>()
  async function* body(): AsyncGenerator<Uint8Array> {
    yield text('begin')
    await promise
  }
  return { body: body(), end: resolve }
}

const slotsOf = ({ desk }: Pick<FileDesk, 'desk'>): Promise<number> =>
  desk['~store'].read(async ({ db }) => {
    const core: CoreDb = db
    return (await core.selectFrom('file_upload').selectAll().execute()).length
  })
const fill = 'x'.repeat(10_000)

forEachDatabase((kind) => {
  describe('uploads of one person', () => {
    it('are so many at once and no more, in whichever processes they arrive', async () => {
      const desk = await openFileDesk(kind, { maxUploads: 3 })
      const other = desk.another({ files: { maxUploads: 3, storage: folderStorage(desk.folder) } })
      const here = desk.as('a1')
      const there = other.as({ externalId: 'a1' })
      const open = [held(), held(), held()]
      const running = open.map(({ body }, index) => (index % 2 ? there : here).files.stage({ name: `${index}`, body }))
      await expect.poll(() => slotsOf(desk)).toBe(3)
      for (const one of [here, there]) expect(await refusal(one.files.stage({ name: 'x', body: text('x') }))).toBe('file.too_many_uploads')
      const response = await desk.fetch('a1', 'POST /api/files?name=x', { body: 'x' })
      expect(response.status).toBe(429)
      // Others are not their fault.
      expect(await refusal(desk.as('a2').files.stage({ name: 'x', body: text('x') }))).toBe('none')
      open[0]?.end()
      await running[0]
      expect(await refusal(there.files.stage({ name: 'x', body: text('x') }))).toBe('none')
      for (const { end } of open) end()
      await Promise.all(running)
      expect(await slotsOf(desk)).toBe(0)
    })

    it('give their place back however they end', async () => {
      const desk = await openFileDesk(kind, { maxUploads: 2, maxBytes: 1000, idleMs: 200, scan: () => ({ refuse: 'everything' }) })
      const stage = (body: Uint8Array | AsyncIterable<Uint8Array>) => refusal(desk.as('a1').files.stage({ name: 'x', body }))
      async function* broken(): AsyncGenerator<Uint8Array> {
        yield text('x')
        throw new Error('gone')
      }
      expect(await stage(broken())).toBe('file.unfinished')
      expect(await stage(text(fill))).toBe('file.too_large')
      expect(await stage(held().body)).toBe('file.too_slow')
      expect(await stage(new Uint8Array())).toBe('file.empty')
      expect(await stage(text('x'))).toBe('file.refused')
      expect(await slotsOf(desk)).toBe(0)
      expect(await rowsOf(desk.desk)).toEqual({ files: 0, attachments: 0, removals: 0 })
    })

    it('of a process that has died run out', async () => {
      const desk = await openFileDesk(kind, { maxUploads: 1 })
      const put = (until: number) =>
        desk.desk['~store'].write(async (tx) => {
          const core: CoreDb = tx.db
          const row = { sender: `person:${desk.id.a1}`, slot: 1, upload_id: '00000000-0000-7000-8000-000000000001' }
          await core
            .insertInto('file_upload')
            .values({ ...row, lease_until_ms: (await tx.now()) + until })
            .execute()
        })
      await put(700)
      const stage = () => refusal(desk.as('a1').files.stage({ name: 'x', body: text('x') }))
      expect(await stage()).toBe('file.too_many_uploads')
      await sleep(750)
      expect(await stage()).toBe('none')
      await put(-1)
      await desk.desk.tick()
      expect(await slotsOf(desk)).toBe(0)
    })

    it('may leave so many files and bytes waiting, also when many end at the same moment', async () => {
      const desk = await openFileDesk(kind, { maxUploads: 20, maxStaged: 5 })
      const other = desk.another({ files: { maxUploads: 20, maxStaged: 5, storage: folderStorage(desk.folder) } })
      const open = Array.from({ length: 12 }, held)
      const running = open.map(({ body }, index) =>
        refusal((index % 2 ? other.as({ externalId: 'a1' }) : desk.as('a1')).files.stage({ name: `${index}`, body })),
      )
      await expect.poll(() => slotsOf(desk), { timeout: 5000 }).toBe(12)
      for (const { end } of open) end()
      const outcomes = await Promise.all(running)
      expect(outcomes.filter((code) => code === 'none')).toHaveLength(5)
      expect(new Set(outcomes)).toEqual(new Set(['none', 'file.too_many_staged']))
      expect(await desk.stored()).toHaveLength(5)
      expect(await slotsOf(desk)).toBe(0)
      const bytes = await openFileDesk(kind, { maxStagedBytes: 25_000, maxUploads: 20 })
      const codes = await Promise.all([1, 2, 3, 4, 5, 6].map(() => refusal(bytes.as('a1').files.stage({ name: 'x', body: text(fill) }))))
      // The one that passes the limit is still taken.
      expect(codes.filter((code) => code === 'none')).toHaveLength(3)
      expect(await rowsOf(bytes.desk)).toMatchObject({ files: 3 })
    })
  })
})
