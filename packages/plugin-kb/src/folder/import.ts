import { isDeskError } from '@deskwright/core'
import { kbError } from '../errors.ts'
import { kit } from '../kit.ts'
import { importCategories } from './import-categories.ts'
import { type ReadArticle, type ReadCategory, readFile } from './read-file.ts'
import { ImportArticles, type ImportFault, ImportReport, type MarkdownFile } from './schemas.ts'

const { command } = kit

export const importArticles = command({
  route: 'POST /imports',
  summary: 'Writes a folder of Markdown with front matter as categories and articles, all of it or nothing.',
  permission: 'kb.manage',
  audience: 'staff',
  input: ImportArticles,
  output: ImportReport,
  async run(work, input) {
    try {
      return await work.desk.kb.applyImport(input)
    } catch (error) {
      // What it did is undone with it: a dry run is the whole import, taken back.
      if (isDeskError(error) && error.code === 'kb.import_refused') return (error.details as { report: ImportReport }).report
      throw error
    }
  },
})

export const applyImport = command({
  route: null,
  permission: 'kb.manage',
  audience: 'staff',
  input: ImportArticles,
  output: ImportReport,
  async run(work, { files, dryRun = false }) {
    // Ids of articles stand in files: who does not see every article could learn which there are.
    if (!work.holds('kb.manage', 'everywhere')) throw kbError('kb.import_everywhere')
    const { articles, categories, faults } = readAll(files, work.caller.deskLanguage)
    const counts = { categories: 0, created: 0, updated: 0, unchanged: 0, published: 0, awaitingApproval: [] as string[] }
    const note = (path: string, error: unknown): void => void faults.push(faultOf(path, error))
    const categoryIds = await importCategories(work, foldersOf(articles, categories), categories, note, () => {
      counts.categories += 1
    })
    for (const { path, folders, isPrimary: _, ...article } of articles) {
      const categoryId = categoryIds.get(folders.join('/'))
      if (categoryId === undefined) continue
      try {
        const { outcome, isPublished, awaitsApproval } = await work.desk.kb.importText({ ...article, categoryId })
        counts[outcome] += 1
        if (isPublished) counts.published += 1
        if (awaitsApproval) counts.awaitingApproval.push(path)
      } catch (error) {
        note(path, error)
      }
    }
    const report = { isApplied: !dryRun && !faults.length, ...counts, faults }
    if (!report.isApplied) throw kbError('kb.import_refused', {}, { details: { report } })
    const { created, updated } = counts
    await work.change('kb.imported', { importId: work.newId(), created, updated }, () => undefined)
    return report
  },
})

/** What can't be told at all (a conflict, a full disk) is no fault of a file. */
function faultOf(path: string, error: unknown): ImportFault {
  if (!isDeskError(error) || error.status >= 500) throw error
  return { path, code: error.code, message: error.message }
}

interface ReadFolder {
  readonly articles: ReadArticle[]
  readonly categories: ReadonlyMap<string, ReadCategory>
  readonly faults: ImportFault[]
}

function readAll(files: readonly MarkdownFile[], deskLanguage: string): ReadFolder {
  const faults: ImportFault[] = []
  const articles = new Map<string, ReadArticle>()
  const categories = new Map<string, ReadCategory>()
  const fault = (path: string, message: string) => faults.push({ path, code: 'kb.file_invalid', message })
  for (const file of files) {
    const read = readFile(file, deskLanguage)
    if ('fault' in read) fault(file.path, read.fault)
    else if ('category' in read) {
      const place = read.category.folders.join('/')
      if (categories.has(place)) fault(file.path, 'Another file describes this folder.')
      else categories.set(place, read.category)
    } else {
      const id = `${read.article.articleId} ${read.article.language}`
      const other = articles.get(id)
      if (other) fault(file.path, `It is the same article in the same language as ${other.path}.`)
      else articles.set(id, read.article)
    }
  }
  // Of the languages of an article the primary one comes first, as the others are made from it.
  const rank = (one: ReadArticle): number => (one.isPrimary ? 0 : one.language === deskLanguage ? 1 : 2)
  const inOrder = [...articles.values()].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
  return { articles: inOrder, categories, faults }
}

/** Every folder that something stands in, and those above it. */
function foldersOf(articles: readonly ReadArticle[], categories: ReadonlyMap<string, ReadCategory>): readonly (readonly string[])[] {
  const all = new Map<string, readonly string[]>()
  for (const { folders } of [...categories.values(), ...articles])
    for (let depth = 1; depth <= folders.length; depth += 1) all.set(folders.slice(0, depth).join('/'), folders.slice(0, depth))
  return [...all.values()].sort((a, b) => a.length - b.length)
}
