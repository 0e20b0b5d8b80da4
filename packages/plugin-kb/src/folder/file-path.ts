import { MAX_DEPTH } from '../category/change-tree.ts'

interface Place {
  /** The categories that it stands in. */
  readonly folders: readonly string[]
}
interface OfArticle extends Place {
  /** Of the article in its folder: without language and ending. */
  readonly name: string
}

/** What a path of a folder stands for. */
export type FilePath =
  | (Place & { readonly kind: 'category' })
  | (OfArticle & { readonly kind: 'article'; readonly language: string | null })
  /** `_versions/<name>.<language>.<number>.md` */
  | (OfArticle & { readonly kind: 'version'; readonly language: string; readonly sequence: number })
  /** `_files/<name>/<id>/_file.md`: what the file beside it is. */
  | (OfArticle & { readonly kind: 'sheet'; readonly fileId: string })
  /** `_files/<name>/<id>/<any name>`: its bytes. */
  | (OfArticle & { readonly kind: 'bytes'; readonly fileId: string })

const MOST_SEGMENT = 160
/** Parts that are no categories: `_files/<name>/<id>`. */
const MOST_INNER = 3
export const MOST_FOLDERS = MAX_DEPTH + MOST_INNER
const sheetName = '_file.md'
/** What no file system takes, what some take for something else, and what turns a line around. */
const forbidden = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\\:*?"<>|]/u
const everyForbidden = new RegExp(`${forbidden.source}|/`, 'gu')
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i
const id = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/

/** The path of a file inside the folder, or what is wrong with it. */
export function readPath(path: string): FilePath | string {
  const segments = path.split('/')
  for (const segment of segments) {
    if (segment === '' || segment === '.' || segment === '..') return 'it leads out of the folder, or nowhere'
    if (segment.length > MOST_SEGMENT) return `a part of it has more than ${MOST_SEGMENT} characters`
    if (forbidden.test(segment) || reserved.test(segment) || /[. ]$/.test(segment))
      return `'${segment}' is no name that every system can have`
  }
  const read = placeOf(segments)
  if (typeof read === 'string') return read
  if (read.folders.length > MAX_DEPTH) return `it is more than ${MAX_DEPTH} folders deep`
  if (read.folders.some((name) => name === '_files' || name === '_versions'))
    return "in '_files' and '_versions' stands nothing but what belongs to an article"
  if (read.kind !== 'category' && !read.folders.length) return 'an article stands in the folder of its category'
  return read
}

function placeOf(segments: readonly string[]): FilePath | string {
  const last = segments.at(-1) ?? ''
  if (segments.at(-4) === '_files') {
    const [name = '', fileId = ''] = segments.slice(-3)
    if (!id.test(fileId)) return `'${fileId}' is no id of a file`
    return { kind: last === sheetName ? 'sheet' : 'bytes', folders: segments.slice(0, -4), name, fileId }
  }
  if (segments.at(-2) === '_versions') {
    const [, name, language, number] = /^(.+)\.([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*)\.([1-9]\d{0,8})\.md$/u.exec(last) ?? []
    if (name === undefined || language === undefined) return "a version is '<name>.<language>.<number>.md'"
    return { kind: 'version', folders: segments.slice(0, -2), name, language, sequence: Number(number) }
  }
  const [, name, language] = /^(.+?)(?:\.([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*))?\.md$/u.exec(last) ?? []
  if (name === undefined) return "its name does not end in '.md'"
  const folders = segments.slice(0, -1)
  return name === '_category' ? { kind: 'category', folders } : { kind: 'article', folders, name, language: language ?? null }
}

const MOST_NAME = 58

/** The name of a file as every system can have it: what it is called really stands in the sheet beside it. */
export function plainName(name: string): string {
  const plain = [...name.replace(everyForbidden, '_')]
    .slice(-MOST_NAME)
    .join('')
    .replace(/[. ]+$/, '')
  if (plain === '') return 'file'
  return reserved.test(plain) || plain.toLowerCase() === sheetName || plain.startsWith('.') ? `_${plain}` : plain
}

/** The same for a folder's name, which is a key. */
export const plainKey = (key: string): string => (reserved.test(key) ? `_${key}` : key)
export const sheetPath = (folder: string, name: string, fileId: string): string => `${folder}/_files/${name}/${fileId}/${sheetName}`
