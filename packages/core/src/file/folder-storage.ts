import { type FileHandle, mkdir, open, readdir, rename, stat, unlink } from 'node:fs/promises'
import { dirname, join, resolve } from 'node:path'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import type { ByteRange, FileStorage } from './storage.ts'
import { expectKey } from './storage-key.ts'

const CHUNK_BYTES = 65_536
const dayPattern = /^\d{4}-\d{2}-\d{2}$/

export interface FolderStorageOptions {
  /** Called before everything that is asked of the file system, with what that is; a throw or rejection stands for its failure. For tests. */
  readonly onCall?: (call: string) => void | Promise<void>
}

/**
 * Files in a folder of this machine (or on a network drive that keeps its word about `fsync`). It is made at the first use, readable by the
 * process's own user only; nothing in it has a name that came from outside, and nothing is executable.
 */
export function folderStorage(folder: string, options: FolderStorageOptions = {}): FileStorage {
  return new FolderStorage(resolve(folder), options.onCall)
}

class FolderStorage implements FileStorage {
  readonly #root: string
  readonly #unfinished: string
  readonly #onCall: FolderStorageOptions['onCall']

  constructor(root: string, onCall: FolderStorageOptions['onCall']) {
    this.#root = root
    this.#unfinished = join(root, 'unfinished')
    this.#onCall = onCall
  }

  /** Written beside, brought to the disk, then renamed: under its key a file is whole or not there. The folder's entry is brought to the disk as well. */
  async write(key: string, bytes: AsyncIterable<Uint8Array>): Promise<void> {
    const path = this.#pathOf(key)
    const partial = join(this.#unfinished, key.replace('/', '.'))
    await this.#ask('mkdir', () => mkdir(this.#unfinished, { recursive: true, mode: 0o700 }))
    const file = await this.#ask('open', () => open(partial, 'wx', 0o600))
    try {
      try {
        for await (const chunk of bytes) await this.#append(file, chunk)
        await this.#ask('sync', () => file.sync())
      } finally {
        await this.#ask('close', () => file.close())
      }
      const made = await this.#ask('mkdir', () => mkdir(dirname(path), { recursive: true, mode: 0o700 }))
      await this.#ask('rename', () => rename(partial, path))
      await this.#syncFolder(dirname(path))
      if (made !== undefined) await this.#syncFolder(this.#root)
    } catch (error) {
      // Either name may be there; what can't be taken away now is found by the sweep.
      await file.close().catch(() => {})
      for (const left of [partial, path]) await unlink(left).catch(() => {})
      throw error
    }
  }

  async #append(file: FileHandle, chunk: Uint8Array): Promise<void> {
    for (let written = 0; written < chunk.byteLength; ) {
      const { bytesWritten } = await this.#ask('write', () => file.write(chunk, written))
      written += bytesWritten
    }
  }

  async #syncFolder(path: string): Promise<void> {
    // Windows has no handles of folders; NTFS keeps names in its journal.
    if (process.platform === 'win32') return
    const folder = await this.#ask('open folder', () => open(path, 'r'))
    try {
      await this.#ask('sync folder', () => folder.sync())
    } finally {
      await folder.close()
    }
  }

  async *read(key: string, range?: ByteRange): AsyncGenerator<Uint8Array> {
    const path = this.#pathOf(key)
    const file = await this.#ask('open', () => open(path, 'r').catch(lostIfMissing(key)))
    try {
      let position = range?.start ?? 0
      const end = range ? range.end + 1 : Number.POSITIVE_INFINITY
      while (position < end) {
        const buffer = Buffer.allocUnsafe(Math.min(CHUNK_BYTES, end - position))
        const { bytesRead } = await this.#ask('read', () => file.read(buffer, 0, buffer.byteLength, position))
        if (bytesRead === 0) return
        position += bytesRead
        yield buffer.subarray(0, bytesRead)
      }
    } finally {
      await file.close()
    }
  }

  async remove(key: string): Promise<void> {
    const path = this.#pathOf(key)
    await this.#ask('unlink', () => unlink(path).catch(unlessMissing))
  }

  async days(): Promise<string[]> {
    const names = await this.#ask('readdir', () => readdir(this.#root).catch(noneIfMissing))
    return names.filter((name) => dayPattern.test(name)).sort()
  }

  async *keys(day: string): AsyncGenerator<string> {
    for (const name of await this.#ask('readdir', () => readdir(join(this.#root, day)).catch(noneIfMissing))) yield `${day}/${name}`
  }

  /** By the time of the last write: one that is still being written is young, however long it takes. */
  async removeUnfinished(olderThanMs: number): Promise<number> {
    const before = Date.now() - olderThanMs
    let removed = 0
    for (const name of await this.#ask('readdir', () => readdir(this.#unfinished).catch(noneIfMissing))) {
      const path = join(this.#unfinished, name)
      const found = await this.#ask('stat', () => stat(path).catch(unlessMissing))
      if (!found || found.mtimeMs >= before) continue
      await this.#ask('unlink', () => unlink(path).catch(unlessMissing))
      removed += 1
    }
    return removed
  }

  #pathOf(key: string): string {
    expectKey(key)
    return join(this.#root, key)
  }

  async #ask<T>(call: string, run: () => Promise<T>): Promise<T> {
    try {
      if (this.#onCall) await this.#onCall(call)
      return await run()
    } catch (cause) {
      throw storageError(cause)
    }
  }
}

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined)

const unlessMissing = (error: unknown): undefined => {
  if (codeOf(error) !== 'ENOENT') throw error
}
const noneIfMissing = (error: unknown): string[] => {
  unlessMissing(error)
  return []
}

const lostIfMissing =
  (key: string) =>
  (error: unknown): never => {
    throw codeOf(error) === 'ENOENT' ? coreError('file.lost', { key }, { cause: error }) : error
  }

const fullCodes: ReadonlySet<unknown> = new Set(['ENOSPC', 'EDQUOT'])

const storageError = (cause: unknown): unknown => {
  if (isDeskError(cause)) return cause
  if (fullCodes.has(codeOf(cause))) return coreError('file.storage_full', {}, { cause })
  return coreError('file.storage_failed', {}, { cause })
}
