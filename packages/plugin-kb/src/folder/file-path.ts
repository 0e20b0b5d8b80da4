import { MAX_DEPTH } from '../category/change-tree.ts'

/** Where an article stands in a folder: its categories, its name and its language. */
export interface FilePath {
  readonly folders: readonly string[]
  /** Without language and ending; `_category` says what its folder is. */
  readonly name: string
  readonly language: string | null
}

const MOST_SEGMENT = 120
/** What no file system takes, what some take for something else, and what turns a line around. */
const forbidden = /[\p{Cc}\p{Cs}\u200b\u200e\u200f\u202a-\u202e\u2066-\u2069\ufeff\\:*?"<>|]/u
const reserved = /^(?:con|prn|aux|nul|com\d|lpt\d)(?:\.|$)/i

/** The path of a file inside the folder, or what is wrong with it. */
export function readPath(path: string): FilePath | string {
  const segments = path.split('/')
  for (const segment of segments) {
    if (segment === '' || segment === '.' || segment === '..') return 'it leads out of the folder, or nowhere'
    if (segment.length > MOST_SEGMENT) return `a part of it has more than ${MOST_SEGMENT} characters`
    if (forbidden.test(segment) || reserved.test(segment) || /[. ]$/.test(segment))
      return `'${segment}' is no name that every system can have`
  }
  const folders = segments.slice(0, -1)
  if (folders.length > MAX_DEPTH) return `it is more than ${MAX_DEPTH} folders deep`
  const [, name, language] = /^(.+?)(?:\.([a-zA-Z]{2,3}(?:-[a-zA-Z0-9]{2,8})*))?\.md$/u.exec(segments.at(-1) ?? '') ?? []
  if (name === undefined) return "its name does not end in '.md'"
  if (name !== '_category' && !folders.length) return 'an article stands in the folder of its category'
  return { folders, name, language: language ?? null }
}
