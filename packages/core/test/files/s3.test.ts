import { mkdtemp, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import S3rver from '@20minutes/s3rver'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { s3Storage } from '../../src/file/s3-storage.ts'
import { storageKey } from '../../src/file/storage-key.ts'
import { refusal } from '../access/cast.ts'
import { openFileDesk, read, rowsOf, text } from './file-desk.ts'

let server: S3rver
let folder: string
let endpoint: string

const storage = (more: object = {}) =>
  s3Storage({ endpoint, bucket: 'desk', prefix: 'files/', accessKeyId: 'S3RVER', secretAccessKey: 'S3RVER', ...more })

async function all<T>(items: AsyncIterable<T>): Promise<T[]> {
  const list: T[] = []
  for await (const item of items) list.push(item)
  return list
}

/** A real server of the protocol, which checks signatures and hashes. */
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'desk-s3-'))
  server = new S3rver({ address: '127.0.0.1', port: 0, silent: true, directory: folder, configureBuckets: [{ name: 'desk' }] })
  const { port } = await server.run()
  endpoint = `http://127.0.0.1:${port}`
})
afterAll(async () => {
  await server.close()
  await rm(folder, { recursive: true, force: true })
})

describe('s3Storage', () => {
  it('keeps whole files, gives parts of them, lists and removes them', async () => {
    const s3 = storage()
    const big = new Uint8Array(3_000_000).map((_, index) => index % 251)
    const keys = Array.from({ length: 3 }, (_, n) => storageKey(Date.UTC(2026, 10, 20 + n)))
    for (const key of keys)
      await s3.write(
        key,
        (async function* () {
          for (let at = 0; at < big.byteLength; at += 70_000) yield big.subarray(at, at + 70_000)
        })(),
      )
    const [first = '', second = ''] = keys
    const bytesOf = async (bytes: AsyncIterable<Uint8Array>) => {
      const parts: Uint8Array[] = []
      for await (const part of bytes) parts.push(part)
      return Buffer.concat(parts)
    }
    expect((await bytesOf(s3.read(first))).equals(Buffer.from(big))).toBe(true)
    expect((await bytesOf(s3.read(first, { start: 1000, end: 1999 }))).equals(Buffer.from(big.subarray(1000, 2000)))).toBe(true)
    expect(await s3.days()).toEqual(['2026-11-20', '2026-11-21', '2026-11-22'])
    expect(await all(s3.keys('2026-11-21'))).toEqual([second])
    await s3.remove(second)
    await s3.remove(second)
    expect(await refusal(bytesOf(s3.read(second)))).toBe('file.lost')
    const broken = s3.write(
      second,
      (async function* () {
        yield big
        throw new Error('gone')
      })(),
    )
    await expect(broken).rejects.toThrow('gone')
    expect(await refusal(bytesOf(s3.read(second)))).toBe('file.lost')
    expect(
      await refusal(
        storage({ secretAccessKey: 'wrong' }).write(
          second,
          (async function* () {
            yield big
          })(),
        ),
      ),
    ).toBe('file.storage_failed')
    for (const key of keys) await s3.remove(key)
  })
})

forEachDatabase((kind) => {
  it('keeps the files of a desk', async () => {
    const { as, desk, forward } = await openFileDesk(kind, { storage: storage({ prefix: `${kind.kind}/` }) })
    const { id } = await as('a1').files.stage({ name: 'x', body: text('words') })
    const { id: ticketId } = await as('a1').tickets.create({ subject: 's', body: 'b', attachments: [id] })
    await as('a1').files.stage({ name: 'late', body: text('late') })
    expect(await read(await as('a1').attachments.download({ ticketId, attachmentId: id }))).toBe('words')
    forward(90_000_000)
    await desk.tick()
    expect(await rowsOf(desk)).toEqual({ files: 1, attachments: 1, removals: 0 })
    const s3 = storage({ prefix: `${kind.kind}/` })
    const [day = ''] = await s3.days()
    expect(await all(s3.keys(day))).toHaveLength(1)
    expect((await desk.doctor()).healthy).toBe(true)
  })
})
