import { mkdir, readdir, stat, unlink } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { CoreDb, Runtime } from '../operation/runtime.ts'
import type { ExportOptions } from './export-desk.ts'
import { bytesPath, type ExportHeader, isFileId, tablePath } from './export-format.ts'
import { isMissing, whole } from './folder.ts'
import { linesOf } from './read-lines.ts'

interface ExportedFile {
  readonly id: string
  readonly size_bytes: number
}

const PAGE = 200

/** The bytes of the files that the written rows name. What a broken-off export has copied whole is left as it is. */
export async function copyOut(runtime: Runtime, { to: folder, onProgress, signal }: ExportOptions): Promise<ExportHeader['files']> {
  let count = 0
  let bytes = 0
  const lost: string[] = []
  for await (const page of pages(exportedFiles(folder))) {
    const keys = await keysOf(
      runtime,
      page.map(({ id }) => id),
    )
    for (const file of page) {
      if (signal?.aborted) throw coreError('transfer.stopped')
      count += 1
      bytes += file.size_bytes
      if (!(await copyOne(runtime, folder, file, keys.get(file.id)))) lost.push(file.id)
      onProgress?.({ what: 'files', done: count })
    }
  }
  return { count, bytes, lost }
}

async function* exportedFiles(folder: string): AsyncGenerator<ExportedFile> {
  for await (const { text } of linesOf(tablePath(folder, 'file'))) if (text !== undefined) yield JSON.parse(text) as ExportedFile
}

async function* pages<T>(items: AsyncIterable<T>): AsyncGenerator<T[]> {
  let page: T[] = []
  for await (const item of items) {
    page.push(item)
    if (page.length < PAGE) continue
    yield page
    page = []
  }
  if (page.length) yield page
}

async function keysOf({ store }: Runtime, ids: readonly string[]): Promise<Map<string, string>> {
  const rows = await store.read(({ db }) => {
    const core: CoreDb = db
    return core
      .selectFrom('file')
      .select(['id', 'storage_key'])
      .where('id', 'in', [...ids])
      .execute()
  })
  return new Map(rows.map(({ id, storage_key }) => [id, storage_key]))
}

/** False when its bytes are gone: lost before, or given up since the rows were written. */
async function copyOne({ files }: Runtime, folder: string, file: ExportedFile, key: string | undefined): Promise<boolean> {
  const path = bytesPath(folder, file.id)
  const there = await stat(path).catch((error: unknown) => {
    if (!isMissing(error)) throw error
  })
  if (there?.size === file.size_bytes) return true
  if (key === undefined) return false
  await mkdir(dirname(path), { recursive: true, mode: 0o700 })
  try {
    await whole(path, async (handle) => {
      for await (const chunk of files.storage.read(key)) await handle.writeFile(chunk)
    })
    return true
  } catch (error) {
    await unlink(`${path}.partial`).catch(() => {})
    if (isDeskError(error) && error.code === 'file.lost') return false
    throw error
  }
}

/** After an attempt that was broken off: bytes of files that the desk has given up meanwhile do not stay in the export. */
export async function removeOthers({ store }: Runtime, folder: string): Promise<void> {
  const root = join(folder, 'files')
  const buckets = await readdir(root).catch((error: unknown) => {
    if (!isMissing(error)) throw error
    return []
  })
  for (const bucket of buckets) {
    const names = await readdir(join(root, bucket))
    const ids = names.filter(isFileId)
    const known = new Set(
      ids.length
        ? (
            await store.read(({ db }) => {
              const core: CoreDb = db
              return core.selectFrom('file').select('id').where('id', 'in', ids).where('holder', 'is not', null).execute()
            })
          ).map(({ id }) => id)
        : [],
    )
    for (const name of names) if (!known.has(name)) await unlink(join(root, bucket, name))
  }
}
