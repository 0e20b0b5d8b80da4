import { constants } from 'node:fs'
import { type FileHandle, lstat, open, readdir, realpath } from 'node:fs/promises'
import { basename, dirname, join, relative } from 'node:path'
import { importError } from '../errors.ts'

export interface InputFile {
  /** From the folder on, with `/`. */
  readonly path: string
  readonly bytes: number
}
/** What was given: links in it are not followed, so nothing outside of it is read. */
export interface InputFolder {
  readonly root: string
  readonly files: readonly InputFile[]
  /** Found and not read. */
  readonly faults: readonly { readonly file: string; readonly reason: string }[]
}

const DEEPEST = 4
/** Where bytes of attachments lie. */
const ATTACHMENTS = 'attachments'

/** Throws `imports.no_source`. */
export async function openFolder(path: string): Promise<InputFolder> {
  const facts = await lstat(path).catch(() => undefined)
  if (!facts) throw importError('imports.no_source', { path, reason: 'there is no such file or folder' })
  if (facts.isFile()) {
    const root = await realpath(dirname(path))
    return { root, files: [{ path: basename(path), bytes: facts.size }], faults: [] }
  }
  const root = await realpath(path)
  const files: InputFile[] = []
  const faults: { file: string; reason: string }[] = []
  const walk = async (folder: string, depth: number): Promise<void> => {
    const entries = await readdir(folder, { withFileTypes: true })
    for (const entry of entries.sort((a, b) => (a.name < b.name ? -1 : 1))) {
      const full = join(folder, entry.name)
      const file = relative(root, full).replaceAll('\\', '/')
      if (entry.isSymbolicLink()) faults.push({ file, reason: 'it is a link, and links are not followed' })
      else if (entry.isDirectory() && file !== ATTACHMENTS && depth < DEEPEST) await walk(full, depth + 1)
      else if (entry.isFile()) files.push({ path: file, bytes: (await lstat(full)).size })
    }
  }
  await walk(root, 1)
  return { root, files, faults }
}

/** A link that has taken the place of the file meanwhile is refused by the system. */
export const openFile = (root: string, path: string): Promise<FileHandle> =>
  open(join(root, path), constants.O_RDONLY | (constants.O_NOFOLLOW ?? 0))

/** Names that are one step in a folder, and nothing else. */
const isStep = (name: string): boolean => /^[^/\\\0]{1,255}$/.test(name) && name !== '.' && name !== '..'

/** The bytes of an attachment: `attachments/<id>`, or the one file in `attachments/<id>/`. Undefined: they are not there. */
export async function attachmentPath(root: string, id: string, name: string): Promise<string | undefined> {
  if (!isStep(id)) return undefined
  const place = `${ATTACHMENTS}/${id}`
  // Each step by itself: of a path only the last one would be looked at.
  for (const step of [ATTACHMENTS, place]) {
    const facts = await lstat(join(root, step)).catch(() => undefined)
    if (facts?.isFile()) return step
    if (!facts?.isDirectory()) return undefined
  }
  const named = isStep(name) ? [name] : []
  const entries = await readdir(join(root, place))
  for (const entry of [...named, ...(entries.length === 1 ? entries : [])])
    if ((await lstat(join(root, place, entry)).catch(() => undefined))?.isFile()) return `${place}/${entry}`
  return undefined
}
