import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { onTestFinished } from 'vitest'

/** Files by path: bytes and text as they are, lists in `.ndjson` a record in each line, everything else as JSON. */
export type Files = Readonly<Record<string, unknown>>

/** Writes them into a folder that is gone with the test. */
export async function written(files: Files): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-import-test-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true }))
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(folder, path)), { recursive: true })
    await writeFile(join(folder, path), bytesOf(path, content))
  }
  return folder
}

function bytesOf(path: string, content: unknown): Uint8Array | string {
  if (typeof content === 'string' || content instanceof Uint8Array) return content
  if (path.endsWith('.ndjson') && Array.isArray(content)) return content.map((line: unknown) => `${JSON.stringify(line)}\n`).join('')
  return JSON.stringify(content)
}
