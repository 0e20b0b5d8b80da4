import { slugOf } from '../article/slug.ts'
import type { Category } from '../category/schemas.ts'
import type { KbReading } from '../kit.ts'
import type { ArticleRow, VersionRow } from '../tables.ts'
import { authorOf } from '../version/operations.ts'
import { plainKey } from './file-path.ts'

const MOST_NAME = 40

/** The folder of each category. */
export function foldersOf(tree: readonly Category[]): ReadonlyMap<string, string> {
  const folders = new Map<string, string>()
  for (const { id, parentId, key } of tree) {
    const above = parentId === null ? undefined : folders.get(parentId)
    folders.set(id, above === undefined ? plainKey(key) : `${above}/${plainKey(key)}`)
  }
  return folders
}

/** Of an article's files: the end of the id keeps two of one title apart, whatever their languages are. */
export const nameOf = ({ id }: Pick<ArticleRow, 'id'>, title: string): string =>
  `${[...slugOf(title)].slice(0, MOST_NAME).join('')}-${id.slice(-8)}`

type Written = Pick<VersionRow, 'id' | 'sequence' | 'note' | 'author_id' | 'author_name' | 'restored_from_id' | 'created_at'>

/** Heads of versions: who wrote it, when, and what was said of it. Few people write a page of articles, so each is looked up once. */
export class WrittenHeads {
  readonly #work: KbReading
  readonly #names = new Map<string, Promise<string | null>>()

  constructor(work: KbReading) {
    this.#work = work
  }

  async of(row: Written): Promise<object> {
    const author = row.author_id === null ? null : { id: row.author_id, name: await this.#nameOf(row.author_id, row.author_name) }
    return {
      id: row.id,
      number: row.sequence,
      at: row.created_at,
      ...(author ? { author: author.name === null ? { id: author.id } : author } : {}),
      ...(row.note === '' ? {} : { note: row.note }),
      ...(row.restored_from_id === null ? {} : { restoredFrom: row.restored_from_id }),
    }
  }

  #nameOf(id: string, told: string | null): Promise<string | null> {
    const key = `${id} ${told}`
    const known = this.#names.get(key) ?? authorOf(this.#work, id, told).then((author) => author?.name ?? null)
    this.#names.set(key, known)
    return known
  }
}
