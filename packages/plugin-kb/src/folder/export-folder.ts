import { createWriteStream } from 'node:fs'
import { mkdir, readdir, writeFile } from 'node:fs/promises'
import { dirname, join } from 'node:path'
import { pipeline } from 'node:stream/promises'
import type { DeskServices } from '@deskwright/core'
import type { KbContract } from '../contract.ts'
import { kbError } from '../errors.ts'
import { readPath } from './file-path.ts'
import type { ExportedFiles, ExportedVersions } from './schemas.ts'

export interface FolderExport {
  readonly articles: number
  readonly versions: number
  readonly files: number
}

/** Articles that are held at once, with all their languages. */
const AT_ONCE = 10

/**
 * Writes everything that the caller may read into an empty folder: articles with all their versions as Markdown, and their files. It holds a few articles
 * and a piece of a file at a time. Throws `kb.folder_invalid` where something is in the folder.
 */
export async function exportFolder(desk: Pick<DeskServices<KbContract>, 'kb'>, folder: string): Promise<FolderExport> {
  await mkdir(folder, { recursive: true })
  if ((await readdir(folder)).length) throw kbError('kb.folder_invalid', { fault: 'something is in it already' })
  const count = { articles: 0, versions: 0, files: 0 }
  let cursor: string | null = null
  do {
    const page: ExportedFiles = await desk.kb.exportArticles({
      limit: AT_ONCE,
      ...(cursor === null ? {} : { cursor }),
    })
    for (const { path, text } of page.items) await writeFile(await placeOf(folder, path), text, { flag: 'wx' })
    for (const { path, articleId, fileId } of page.attachments) {
      const { body } = await desk.kb.file({ articleId, fileId })
      await pipeline(body, createWriteStream(await placeOf(folder, path), { flags: 'wx' }))
      count.files += 1
    }
    for (const articleId of page.articleIds) count.versions += await writeVersions(desk, folder, articleId)
    count.articles += page.articleIds.length
    cursor = page.nextCursor
  } while (cursor !== null)
  return count
}

async function writeVersions(desk: Pick<DeskServices<KbContract>, 'kb'>, folder: string, articleId: string): Promise<number> {
  let count = 0
  let cursor: string | null = null
  do {
    const page: ExportedVersions = await desk.kb.exportVersions({
      articleId,
      ...(cursor === null ? {} : { cursor }),
    })
    for (const { path, text } of page.items) await writeFile(await placeOf(folder, path), text, { flag: 'wx' })
    count += page.items.length
    cursor = page.nextCursor
  } while (cursor !== null)
  return count
}

/** Whatever a desk answers, nothing is written outside of the folder. */
async function placeOf(folder: string, path: string): Promise<string> {
  const read = readPath(path)
  if (typeof read === 'string') throw kbError('kb.folder_invalid', { fault: read })
  const place = join(folder, path)
  await mkdir(dirname(place), { recursive: true })
  return place
}
