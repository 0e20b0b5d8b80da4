import { mkdtemp, readdir, rm } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { onTestFinished } from 'vitest'
import type { TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { FilesOptions } from '../../src/file/files-options.ts'
import { folderStorage } from '../../src/file/folder-storage.ts'
import type { Bytes } from '../../src/operation/operation.ts'
import { type Cast, openCast } from '../access/cast.ts'

type Options = NonNullable<Parameters<typeof openCast>[1]>
type Finish = NonNullable<Parameters<typeof openCast>[2]>

export interface FileDesk extends Cast {
  /** Where the files are. */
  readonly folder: string
  /** Paths in it, without folders. */
  stored(): Promise<string[]>
  /** Moves the clock of the desk. */
  forward(ms: number): void
  /** A request of somebody; null is nobody. */
  fetch(name: string | null, target: string, init?: RequestInit & { duplex?: 'half' }): Promise<Response>
}

export const png = (width: number, height: number): Uint8Array => {
  const bytes = Buffer.alloc(64)
  Buffer.from('89504e470d0a1a0a0000000d49484452', 'hex').copy(bytes)
  bytes.writeUInt32BE(width, 16)
  bytes.writeUInt32BE(height, 20)
  Buffer.from('0802000000', 'hex').copy(bytes, 24)
  Buffer.from('0000000049444154', 'hex').copy(bytes, 33)
  return bytes
}

export async function openFileDesk(
  kind: TestDatabaseKind,
  files: FilesOptions = {},
  options: Options = {},
  finish: Finish = onTestFinished,
): Promise<FileDesk> {
  const folder = await mkdtemp(join(tmpdir(), 'desk-files-'))
  finish(() => rm(folder, { recursive: true, force: true }))
  let ahead = 0
  const cast = await openCast(
    kind,
    {
      clock: () => Date.now() + ahead,
      identify: (request) => {
        const externalId = request.headers.get('x-person')
        return externalId === null ? null : { externalId }
      },
      ...options,
      files: { storage: folderStorage(folder), ...files },
    },
    finish,
  )
  return {
    ...cast,
    folder,
    async stored() {
      const entries = await readdir(folder, { recursive: true, withFileTypes: true })
      return entries.flatMap((entry) => (entry.isFile() ? [join(entry.parentPath, entry.name).slice(folder.length + 1)] : [])).sort()
    },
    forward: (ms) => {
      ahead += ms
    },
    fetch: (name, target, init = {}) => {
      const [method = 'GET', path = '/'] = target.split(' ')
      const headers = new Headers(init.headers)
      if (name !== null) headers.set('x-person', name)
      return cast.desk.fetch(new Request(`http://desk.test${path}`, { ...init, method, headers }))
    },
  }
}

export const text = (words: string): Uint8Array => new TextEncoder().encode(words)

/** Everything that a download gives. */
export async function read({ body }: Pick<Bytes, 'body'>): Promise<string> {
  const parts: Uint8Array[] = []
  for await (const part of body) parts.push(typeof part === 'string' ? text(part) : part)
  return Buffer.concat(parts).toString('utf8')
}

export const rowsOf = (desk: Pick<Desk, '~store'>): Promise<{ files: number; attachments: number; removals: number }> =>
  desk['~store'].read(async ({ db }) => {
    const count = async (table: string) => (await db.selectFrom(table).selectAll().execute()).length
    return { files: await count('file'), attachments: await count('attachment'), removals: await count('file_removal') }
  })
