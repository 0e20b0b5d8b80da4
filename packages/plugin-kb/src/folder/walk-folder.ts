import { lstat, opendir } from 'node:fs/promises'
import { join } from 'node:path'
import { kbError } from '../errors.ts'
import { type FilePath, MOST_FOLDERS, readPath } from './file-path.ts'
import type { ImportFault } from './schemas.ts'

export interface FoundFile {
  /** Below the folder, with `/`. */
  readonly path: string
  readonly place: FilePath
  readonly bytes: number
}

const MOST_FILES = 200_000
const MOST_FAULTS = 1000
/** Of a text: as many characters as an article may have, and its head. */
const MOST_TEXT_BYTES = 1_000_000

/**
 * Every file of a folder and what it stands for, in order; names alone are held. What begins with a dot is left out. Links lead elsewhere and are
 * refused, as is what is no file. Throws `kb.folder_invalid` for more than anybody writes.
 */
export async function walkFolder(
  folder: string,
): Promise<{ readonly files: readonly FoundFile[]; readonly faults: readonly ImportFault[] }> {
  const files: FoundFile[] = []
  const faults: ImportFault[] = []
  const fault = (path: string, message: string): void => {
    faults.push({ path, code: 'kb.file_invalid', message })
    if (faults.length >= MOST_FAULTS) throw kbError('kb.folder_invalid', { fault: `more than ${MOST_FAULTS} of its files are not right` })
  }
  const walk = async (below: readonly string[]): Promise<void> => {
    for await (const entry of await opendir(join(folder, ...below))) {
      if (entry.name.startsWith('.')) continue
      const segments = [...below, entry.name]
      const path = segments.join('/')
      if (entry.isSymbolicLink()) fault(path, 'It is a link.')
      else if (entry.isDirectory()) {
        if (segments.length > MOST_FOLDERS) fault(path, 'It is too many folders deep.')
        else await walk(segments)
      } else if (!entry.isFile()) fault(path, 'It is no file.')
      else await found(path)
    }
  }
  const found = async (path: string): Promise<void> => {
    const place = readPath(path)
    if (typeof place === 'string') return fault(path, `The path is not right: ${place}.`)
    const { size } = await lstat(join(folder, path))
    if (place.kind !== 'bytes' && size > MOST_TEXT_BYTES) return fault(path, `It has more than ${MOST_TEXT_BYTES} bytes.`)
    if (files.length >= MOST_FILES) throw kbError('kb.folder_invalid', { fault: `it has more than ${MOST_FILES} files` })
    files.push({ path, place, bytes: size })
  }
  await walk([])
  files.sort((a, b) => (a.path < b.path ? -1 : 1))
  return { files, faults }
}
