import { coreError } from '../../src/error/core-errors.ts'
import type { FileStorage } from '../../src/file/storage.ts'

/** For desks whose tests are not about files. */
export function memoryStorage(): FileStorage {
  const files = new Map<string, Uint8Array>()
  return {
    async write(key, bytes) {
      const parts: Uint8Array[] = []
      for await (const part of bytes) parts.push(part)
      files.set(key, Buffer.concat(parts))
    },
    async *read(key, range) {
      const whole = files.get(key)
      if (!whole) throw coreError('file.lost', { key })
      yield range ? whole.subarray(range.start, range.end + 1) : whole
    },
    async remove(key) {
      files.delete(key)
    },
    days: async () => [...new Set([...files.keys()].map((key) => key.slice(0, 10)))].sort(),
    async *keys(day) {
      for (const key of files.keys()) if (key.startsWith(`${day}/`)) yield key
    },
    removeUnfinished: async () => 0,
  }
}
