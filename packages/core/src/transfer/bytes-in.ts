import { createHash } from 'node:crypto'
import { open } from 'node:fs/promises'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { storageKey } from '../file/storage-key.ts'
import type { Runtime } from '../operation/runtime.ts'
import { isPlainFile } from './check-export.ts'
import { bytesPath } from './export-format.ts'
import type { RowImport } from './import-rows.ts'
import type { Values } from './insert-rows.ts'

interface FileLine {
  readonly line: number
  readonly values: Values
}

/** Bytes first, rows after: there is no row whose bytes were not there. What a crash leaves without a row is found by the sweep. */
export async function copyIn(job: RowImport, rows: readonly FileLine[]): Promise<FileLine[]> {
  const { runtime } = job
  const done: FileLine[] = []
  try {
    for (const row of rows) {
      const key = storageKey(runtime.clock())
      done.push({ line: row.line, values: { ...row.values, storage_key: key } })
      await copyOne(job, row, key)
    }
    return done
  } catch (error) {
    await giveBack(
      runtime,
      done.map(({ values }) => String(values['storage_key'])),
      error,
    )
    throw error
  }
}

async function copyOne({ runtime, folder, header }: RowImport, { line, values }: FileLine, key: string): Promise<void> {
  const id = String(values['id'])
  if (header.files.lost.includes(id)) return
  const refused = (reason: string) => coreError('transfer.line_refused', { file: 'tables/file.ndjson', line, reason })
  const path = bytesPath(folder, id)
  if (!(await isPlainFile(path))) throw refused('its bytes are not there')
  const hash = createHash('sha256')
  let size = 0
  const file = await open(path, 'r')
  async function* checked(): AsyncGenerator<Uint8Array> {
    for await (const chunk of file.createReadStream({ autoClose: false })) {
      const bytes = chunk as Uint8Array
      size += bytes.byteLength
      // A file that grows is not followed.
      if (size > Number(values['size_bytes'])) throw refused('its file is larger than its line says')
      hash.update(bytes)
      yield bytes
    }
    if (size !== Number(values['size_bytes']) || hash.digest('hex') !== values['sha256'])
      throw refused('its bytes are not the same as when they were written')
  }
  try {
    await runtime.files.storage.write(key, checked())
  } finally {
    await file.close()
  }
}

/** Bytes whose rows were not written. Where nobody knows whether they were, they stay: the sweep will know. */
export async function giveBack({ files, log }: Runtime, keys: readonly string[], error: unknown): Promise<void> {
  if (isDeskError(error) && error.code === 'store.commit_unknown') return
  for (const key of keys)
    await files.storage.remove(key).catch((failure: unknown) => {
      log.warn({ code: 'file.remove_failed', error: failure }, 'file.remove_failed: the sweep will remove it')
    })
}
