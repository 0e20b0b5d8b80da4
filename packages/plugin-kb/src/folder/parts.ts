import type { FoundFile } from './walk-folder.ts'

/** What is imported in one transaction. */
export interface Part {
  readonly texts: readonly FoundFile[]
  readonly bytes: readonly FoundFile[]
  /** More of an article that came with a part before: it can't be tried before that one is there. */
  readonly isMore: boolean
}

const MOST_TEXTS = 150
const MOST_TEXT_BYTES = 4_000_000

/** Cuts a folder into parts of whole articles, each with its categories. Of an article that is too large for one, the rest follows in further parts. */
export function partsOf(files: readonly FoundFile[]): Part[] {
  const categories = new Map<string, FoundFile>()
  const articles = new Map<string, FoundFile[]>()
  for (const file of files) {
    const { place } = file
    if (place.kind === 'category') categories.set(place.folders.join('/'), file)
    else {
      const key = [...place.folders, place.name].join('/')
      const own = articles.get(key)
      if (own) own.push(file)
      else articles.set(key, [file])
    }
  }
  const parts: Part[] = []
  let present: FoundFile[] = []
  const close = (isMore = false): void => {
    if (!present.length) return
    const texts = present.filter(({ place }) => place.kind !== 'bytes')
    const above = categoriesOf(present, categories)
    parts.push({ texts: [...above, ...texts], bytes: present.filter(({ place }) => place.kind === 'bytes'), isMore })
    present = []
  }
  for (const own of articles.values()) {
    if (!fits([...present, ...own])) close()
    if (fits(own)) present.push(...own)
    else
      for (const [index, some] of cut(own).entries()) {
        present = some
        close(index > 0)
      }
  }
  close()
  const empty = [...categories.values()].filter((category) => !parts.some(({ texts }) => texts.includes(category)))
  for (let from = 0; from < empty.length; from += MOST_TEXTS) {
    const some = empty.slice(from, from + MOST_TEXTS)
    const above = categoriesOf(some, categories).filter((category) => !some.includes(category))
    parts.push({ texts: [...above, ...some], bytes: [], isMore: false })
  }
  return parts
}

const sizeOf = (files: readonly FoundFile[]): number =>
  files.reduce((sum, { place, bytes }) => sum + (place.kind === 'bytes' ? 0 : bytes), 0)
const fits = (files: readonly FoundFile[]): boolean => files.length <= MOST_TEXTS && sizeOf(files) <= MOST_TEXT_BYTES

/** What readers have first, then newer and older versions from the last one on, then files with their bytes beside them. */
function cut(own: readonly FoundFile[]): FoundFile[][] {
  const rank = ({ place }: FoundFile): number => (place.kind === 'article' ? 0 : place.kind === 'version' ? 1 : 2)
  const number = ({ place }: FoundFile): number => (place.kind === 'version' ? place.sequence : 0)
  const fileOf = ({ place }: FoundFile): string => ('fileId' in place ? place.fileId : '')
  const sorted = [...own].sort(
    (a, b) => rank(a) - rank(b) || number(b) - number(a) || (fileOf(a) < fileOf(b) ? -1 : fileOf(a) > fileOf(b) ? 1 : 0),
  )
  const pieces: FoundFile[][] = []
  let piece: FoundFile[] = []
  for (const file of sorted) {
    const isSameFile = fileOf(file) !== '' && fileOf(file) === fileOf(piece.at(-1) ?? file) && piece.length > 0
    if (!isSameFile && !fits([...piece, file])) {
      pieces.push(piece)
      piece = []
    }
    piece.push(file)
  }
  return [...pieces, piece].filter(({ length }) => length)
}

/** Those in which something stands, and those above them. */
function categoriesOf(files: readonly FoundFile[], categories: ReadonlyMap<string, FoundFile>): FoundFile[] {
  const found = new Set<FoundFile>()
  for (const { place } of files)
    for (let depth = 1; depth <= place.folders.length; depth += 1) {
      const category = categories.get(place.folders.slice(0, depth).join('/'))
      if (category) found.add(category)
    }
  return [...found]
}
