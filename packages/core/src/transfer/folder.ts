import { type FileHandle, open, rename } from 'node:fs/promises'
import { dirname } from 'node:path'

const codeOf = (error: unknown): unknown => (typeof error === 'object' && error !== null && 'code' in error ? error.code : undefined)
export const isMissing = (error: unknown): boolean => codeOf(error) === 'ENOENT'

async function syncFolder(path: string): Promise<void> {
  // Windows has no handles of folders.
  if (process.platform === 'win32') return
  const folder = await open(path, 'r')
  try {
    await folder.sync()
  } finally {
    await folder.close()
  }
}

/** Whole under its name, or not there. */
export async function durable(path: string, bytes: string): Promise<void> {
  await whole(path, (file) => file.writeFile(bytes))
}

/** Written beside, brought to the disk, then renamed. */
export async function whole<T>(path: string, write: (file: FileHandle) => Promise<T>): Promise<T> {
  const partial = `${path}.partial`
  const file = await open(partial, 'w', 0o600)
  let result: T
  try {
    result = await write(file)
    await file.sync()
  } finally {
    await file.close()
  }
  await rename(partial, path)
  await syncFolder(dirname(path))
  return result
}
