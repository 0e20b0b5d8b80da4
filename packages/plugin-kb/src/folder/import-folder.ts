import { constants } from 'node:fs'
import { open, realpath } from 'node:fs/promises'
import { join } from 'node:path'
import { type DeskServices, isDeskError } from '@deskwright/core'
import type { KbContract } from '../contract.ts'
import { readFrontMatter } from './front-matter.ts'
import { type Part, partsOf } from './parts.ts'
import type { ImportFault, ImportReport, MarkdownFile, UploadedBytes } from './schemas.ts'
import { type FoundFile, walkFolder } from './walk-folder.ts'

type Desk = Pick<DeskServices<KbContract>, 'kb' | 'files'>

/**
 * Takes over a folder as `exportFolder` writes it, or as somebody has written it: everything is tried first, and nothing is written while a file of it is
 * not right. A large folder is taken over in parts, each whole or not at all; whatever ends it in between, the same folder again goes on. It holds the
 * names of the files and the texts of a part.
 */
export async function importFolder(
  desk: Desk,
  folder: string,
  { dryRun = false }: { readonly dryRun?: boolean } = {},
): Promise<ImportReport> {
  const root = await realpath(folder)
  const { files, faults } = await walkFolder(root)
  const total = new Total()
  if (faults.length) return total.refused(faults)
  const uploaded = new Map<string, string>()
  const parts = partsOf(files)
  const tried = parts.filter(({ isMore }) => !isMore)
  // One part is whole or nothing by itself.
  if (dryRun || parts.length > 1)
    for (const part of tried) {
      const report = await take(desk, root, part, uploaded, true)
      total.add(report)
    }
  if (total.report.faults.length || dryRun) return total.refused(total.report.faults)
  const done = new Total()
  for (const part of parts) {
    const report = await take(desk, root, part, uploaded, false)
    done.add(report)
    if (!report.isApplied) return done.refused(done.report.faults)
  }
  return { ...done.report, isApplied: true }
}

async function take(desk: Desk, root: string, part: Part, uploaded: Map<string, string>, dryRun: boolean): Promise<ImportReport> {
  const faults: ImportFault[] = []
  const texts: MarkdownFile[] = []
  for (const { path } of part.texts) texts.push({ path, text: await textOf(join(root, path)) })
  const names = new Map(part.texts.map(({ place, path }, index) => ['fileId' in place ? place.fileId : path, texts[index]?.text ?? '']))
  const attachments: UploadedBytes[] = []
  for (const file of part.bytes)
    try {
      const fileId = uploaded.get(file.path) ?? (await upload(desk, root, file, names))
      uploaded.set(file.path, fileId)
      attachments.push({ path: file.path, fileId })
    } catch (error) {
      if (!isDeskError(error) || error.status >= 500) throw error
      faults.push({ path: file.path, code: error.code, message: error.message })
    }
  if (faults.length) return new Total().refused(faults)
  return desk.kb.importArticles({ files: texts, ...(attachments.length ? { attachments } : {}), dryRun })
}

/** No link that was put there since the folder was walked is followed. */
async function textOf(path: string): Promise<string> {
  const file = await open(path, constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return await file.readFile('utf8')
  } finally {
    await file.close()
  }
}

/** Under the name that its sheet says, as limits are by kind. */
async function upload(desk: Desk, root: string, { path, place }: FoundFile, sheets: ReadonlyMap<string, string>): Promise<string> {
  const name = nameOf(sheets.get('fileId' in place ? place.fileId : '') ?? '', path)
  const file = await open(join(root, path), constants.O_RDONLY | constants.O_NOFOLLOW)
  try {
    return (await desk.files.stage({ name, body: file.createReadStream({ autoClose: false }) })).id
  } finally {
    await file.close()
  }
}

function nameOf(sheet: string, path: string): string {
  try {
    const name = readFrontMatter(sheet).values.get('name')
    if (typeof name === 'string' && name !== '' && name.length <= 1000) return name
  } catch {
    // The import itself says what is wrong with the sheet.
  }
  return path.slice(path.lastIndexOf('/') + 1)
}

/** What several parts did together. */
class Total {
  report: ImportReport = {
    isApplied: false,
    categories: 0,
    created: 0,
    updated: 0,
    unchanged: 0,
    published: 0,
    versions: 0,
    attachments: 0,
    awaitingApproval: [],
    faults: [],
  }

  add(part: ImportReport): void {
    const { report } = this
    this.report = {
      isApplied: false,
      categories: report.categories + part.categories,
      created: report.created + part.created,
      updated: report.updated + part.updated,
      unchanged: report.unchanged + part.unchanged,
      published: report.published + part.published,
      versions: report.versions + part.versions,
      attachments: report.attachments + part.attachments,
      awaitingApproval: [...report.awaitingApproval, ...part.awaitingApproval],
      faults: [...report.faults, ...part.faults],
    }
  }

  refused(faults: readonly ImportFault[]): ImportReport {
    return { ...this.report, isApplied: false, faults: [...faults] }
  }
}
