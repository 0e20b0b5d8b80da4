import { readPath } from './file-path.ts'
import { type ReadArticle, type ReadCategory, type ReadSheet, type ReadVersion, readFile } from './read-file.ts'
import type { ImportFault, MarkdownFile, UploadedBytes } from './schemas.ts'

export interface ReadAttachment extends ReadSheet {
  /** What was uploaded; missing where the article is said to have the file already. */
  readonly uploadedId?: string
}
export interface ReadFolder {
  readonly articles: readonly ReadArticle[]
  readonly categories: ReadonlyMap<string, ReadCategory>
  readonly versions: readonly ReadVersion[]
  readonly attachments: readonly ReadAttachment[]
  readonly faults: ImportFault[]
}

/** All files of a folder as what they stand for, and everything that is wrong with any of them. `deskLanguage`: of files that say none. */
export function readFolder(files: readonly MarkdownFile[], uploaded: readonly UploadedBytes[], deskLanguage: string): ReadFolder {
  const faults: ImportFault[] = []
  const articles = new Map<string, ReadArticle>()
  const categories = new Map<string, ReadCategory>()
  const versions = new Map<string, ReadVersion>()
  const sheets = new Map<string, ReadSheet>()
  const fault = (path: string, message: string) => faults.push({ path, code: 'kb.file_invalid', message })
  const keep = <T extends { readonly path: string }>(all: Map<string, T>, key: string, one: T, what: string): void => {
    const other = all.get(key)
    if (other) fault(one.path, `It is the same ${what} as ${other.path}.`)
    else all.set(key, one)
  }
  for (const file of files) {
    const read = readFile(file, deskLanguage)
    if ('fault' in read) fault(file.path, read.fault)
    else if ('category' in read) keep(categories, read.category.folders.join('/'), read.category, 'folder')
    else if ('version' in read) {
      const { articleId, language, version } = read.version
      keep(versions, `${articleId} ${language} ${version.sequence}`, read.version, 'version')
    } else if ('sheet' in read) keep(sheets, read.sheet.fileId, read.sheet, 'file of an article')
    else keep(articles, `${read.article.articleId} ${read.article.language}`, read.article, 'article in the same language')
  }
  const bytes = bytesOf(uploaded, sheets, fault)
  const attachments = [...sheets.values()].map((sheet): ReadAttachment => {
    const uploadedId = bytes.get(sheet.fileId)
    return uploadedId === undefined ? sheet : { ...sheet, uploadedId }
  })
  // Of the languages of an article the primary one comes first, as the others are made from it.
  const rank = (one: ReadArticle): number => (one.isPrimary ? 0 : one.language === deskLanguage ? 1 : 2)
  const inOrder = [...articles.values()].sort((a, b) => rank(a) - rank(b) || (a.path < b.path ? -1 : 1))
  return { articles: inOrder, categories, versions: [...versions.values()], attachments, faults }
}

/** What was uploaded for each file, by its id. */
function bytesOf(
  uploaded: readonly UploadedBytes[],
  sheets: ReadonlyMap<string, ReadSheet>,
  fault: (path: string, message: string) => void,
): ReadonlyMap<string, string> {
  const bytes = new Map<string, string>()
  for (const { path, fileId } of uploaded) {
    const place = readPath(path)
    if (typeof place === 'string') fault(path, `The path is not right: ${place}.`)
    else if (place.kind !== 'bytes') fault(path, "The bytes of a file stand in '_files/<article>/<id>'.")
    else if (!sheets.has(place.fileId)) fault(path, "There is no '_file.md' beside it, which says what it is.")
    else if (bytes.has(place.fileId)) fault(path, 'There are two files in one place.')
    else bytes.set(place.fileId, fileId)
  }
  return bytes
}
