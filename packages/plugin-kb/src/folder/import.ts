import { isDeskError } from '@deskwright/core'
import { kbError } from '../errors.ts'
import { kit } from '../kit.ts'
import { importCategories } from './import-categories.ts'
import type { ReadArticle, ReadCategory, ReadVersion } from './read-file.ts'
import { readFolder } from './read-folder.ts'
import { ImportArticles, type ImportFault, ImportReport } from './schemas.ts'

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
  async run(work, { files, attachments: uploaded = [], dryRun = false }) {
    // Ids of articles stand in files: who does not see every article could learn which there are.
    if (!work.holds('kb.manage', 'everywhere')) throw kbError('kb.import_everywhere')
    const { articles, categories, versions, attachments, faults } = readFolder(files, uploaded, work.caller.deskLanguage)
    const counts = {
      categories: 0,
      created: 0,
      updated: 0,
      unchanged: 0,
      published: 0,
      versions: 0,
      attachments: 0,
      awaitingApproval: [] as string[],
    }
    const note = (path: string, error: unknown): void => void faults.push(faultOf(path, error))
    const categoryIds = await importCategories(work, foldersOf(articles, categories), categories, note, () => {
      counts.categories += 1
    })
    const newTexts = new Set<string>()
    for (const one of inOrder(articles, versions))
      try {
        if (one.kind === 'version') {
          const { path: _path, folders: _folders, ...version } = one.version
          const isNewText = newTexts.has(textOf(version))
          const { isNew } = await work.desk.kb.importVersion({ ...version, isNewText })
          if (isNew) counts.versions += 1
          continue
        }
        const { path, folders, isPrimary: _, ...article } = one.article
        const categoryId = categoryIds.get(folders.join('/'))
        if (categoryId === undefined) continue
        const { outcome, isNewText, isPublished, awaitsApproval } = await work.desk.kb.importText({ ...article, categoryId })
        if (isNewText) newTexts.add(textOf(article))
        counts[outcome] += 1
        if (isPublished) counts.published += 1
        if (awaitsApproval) counts.awaitingApproval.push(path)
      } catch (error) {
        note(one.kind === 'version' ? one.version.path : one.article.path, error)
      }
    for (const { path, ...file } of attachments)
      try {
        if ((await work.desk.kb.importFile(file)).isNew) counts.attachments += 1
      } catch (error) {
        note(path, error)
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

const textOf = ({ articleId, language }: Pick<ReadArticle, 'articleId' | 'language'>): string => `${articleId} ${language}`

type Written = { readonly kind: 'text'; readonly article: ReadArticle } | { readonly kind: 'version'; readonly version: ReadVersion }

/** The primary language with all its versions first, as the others are made from them; of each text what readers have, then the rest by number. */
function inOrder(articles: readonly ReadArticle[], versions: readonly ReadVersion[]): Written[] {
  const primary = new Set(articles.filter(({ isPrimary }) => isPrimary).map(textOf))
  const isFirst = (one: Pick<ReadArticle, 'articleId' | 'language'>): boolean => primary.has(textOf(one))
  const sorted = [...versions].sort((a, b) => a.version.sequence - b.version.sequence)
  return [true, false].flatMap((first): Written[] => [
    ...articles.filter((one) => isFirst(one) === first).map((article) => ({ kind: 'text' as const, article })),
    ...sorted.filter((one) => isFirst(one) === first).map((version) => ({ kind: 'version' as const, version })),
  ])
}

/** Every folder that something stands in, and those above it. */
function foldersOf(articles: readonly ReadArticle[], categories: ReadonlyMap<string, ReadCategory>): readonly (readonly string[])[] {
  const all = new Map<string, readonly string[]>()
  for (const { folders } of [...categories.values(), ...articles])
    for (let depth = 1; depth <= folders.length; depth += 1) all.set(folders.slice(0, depth).join('/'), folders.slice(0, depth))
  return [...all.values()].sort((a, b) => a.length - b.length)
}
