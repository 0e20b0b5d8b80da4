import { createHash } from 'node:crypto'
import { type AudienceInput, type AudienceKind, audienceKinds } from '../audience/audience.ts'
import { canonicalLanguage } from '../language/best-language.ts'
import { readMarkdown } from '../markdown/read.ts'
import { type FilePath, readPath } from './file-path.ts'
import { readFrontMatter } from './front-matter.ts'
import type { MarkdownFile } from './schemas.ts'

export interface ReadArticle {
  readonly path: string
  readonly folders: readonly string[]
  readonly articleId: string
  readonly language: string
  readonly isPrimary: boolean
  readonly title: string
  readonly summary: string
  readonly body: string
  readonly slug?: string
  readonly audience?: AudienceInput
  readonly state: 'draft' | 'published' | 'archived'
}
export interface ReadCategory {
  readonly path: string
  readonly folders: readonly string[]
  readonly key?: string
  readonly texts: readonly { readonly language: string; readonly title: string; readonly description?: string }[]
  readonly audience?: AudienceInput
  readonly approval?: 'none' | 'other'
  readonly reviewDays?: number | null
}
export type ReadFile = { readonly article: ReadArticle } | { readonly category: ReadCategory } | { readonly fault: string }

const uuid = /^[0-9a-f]{8}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{4}-[0-9a-f]{12}$/
const articleKeys = ['id', 'language', 'primary', 'title', 'summary', 'slug', 'audience', 'state']
const categoryKeys = ['key', 'texts', 'audience', 'approval', 'reviewDays']

/** One file as what it stands for, or a sentence with what is wrong. `language`: of files that say none. */
export function readFile({ path, text }: MarkdownFile, language: string): ReadFile {
  const place = readPath(path)
  if (typeof place === 'string') return { fault: `The path is not right: ${place}.` }
  try {
    const { values, body } = readFrontMatter(text)
    const known = place.name === '_category' ? categoryKeys : articleKeys
    for (const key of values.keys())
      if (!known.includes(key)) throw new Error(`its head names '${key}', which there is not. There are ${known.join(', ')}`)
    const head = new Head(values)
    return place.name === '_category'
      ? { category: categoryOf(path, place, head) }
      : { article: articleOf(path, place, head, body, language) }
  } catch (error) {
    return { fault: `The file is not right: ${error instanceof Error ? error.message : String(error)}.` }
  }
}

function articleOf(path: string, place: FilePath, head: Head, body: string, fallback: string): ReadArticle {
  const { folders, name } = place
  const language = canonicalLanguage(head.text('language', 35) ?? place.language ?? fallback)
  const slug = head.text('slug', 100)
  const audience = audienceOf(head)
  return {
    path,
    folders,
    articleId: head.id('id') ?? stableId([...folders, name].join('/')),
    language,
    isPrimary: head.flag('primary') ?? false,
    title: (head.text('title', 300) ?? readMarkdown(body).headings[0] ?? name).slice(0, 300),
    summary: head.text('summary', 1000) ?? '',
    body,
    state: head.oneOf('state', ['draft', 'published', 'archived'] as const) ?? 'draft',
    ...(slug === undefined ? {} : { slug }),
    ...(audience ? { audience } : {}),
  }
}

function categoryOf(path: string, { folders }: FilePath, head: Head): ReadCategory {
  const texts = head.list('texts').map((one) => {
    const text = new Head(one instanceof Map ? one : new Map())
    const language = text.text('language', 35)
    const title = text.text('title', 200)
    const description = text.text('description', 2000)
    if (language === undefined || title === undefined) throw new Error("each of its 'texts' has a language and a title")
    return { language, title, ...(description === undefined ? {} : { description }) }
  })
  const [key, audience, approval, reviewDays] = [
    head.text('key', 60),
    audienceOf(head),
    head.oneOf('approval', ['none', 'other'] as const),
    head.days('reviewDays'),
  ]
  return {
    path,
    folders,
    texts,
    ...(key === undefined ? {} : { key }),
    ...(audience ? { audience } : {}),
    ...(approval === undefined ? {} : { approval }),
    ...(reviewDays === undefined ? {} : { reviewDays }),
  }
}

function audienceOf(head: Head): AudienceInput | undefined {
  const value = head.map('audience')
  if (!value) return undefined
  const inner = new Head(value)
  const kind = inner.oneOf<AudienceKind>('kind', audienceKinds)
  if (kind === undefined) throw new Error("its audience has no 'kind'")
  const ids = (key: string) => inner.list(key).map(String)
  return {
    kind,
    ...(kind === 'companies' ? { companyIds: ids('companyIds') } : {}),
    ...(kind === 'teams' ? { teamIds: ids('teamIds') } : {}),
  }
}

/** The same path is the same article, at every import and on every desk. A UUID of version 8: made by us. */
function stableId(path: string): string {
  const hex = createHash('sha256')
    .update(`deskwright-kb:${path.normalize('NFC')}`)
    .digest('hex')
  return `${hex.slice(0, 8)}-${hex.slice(8, 12)}-8${hex.slice(13, 16)}-a${hex.slice(17, 20)}-${hex.slice(20, 32)}`
}

/** Values of a head, each of the type that it must have. */
class Head {
  readonly #values: ReadonlyMap<unknown, unknown>

  constructor(values: ReadonlyMap<unknown, unknown>) {
    this.#values = values
  }

  text(key: string, most: number): string | undefined {
    const value = this.#values.get(key) ?? undefined
    if (value === undefined) return undefined
    if (typeof value !== 'string' && typeof value !== 'number') throw new Error(`'${key}' is no text`)
    const text = String(value)
    if (text.length > most) throw new Error(`'${key}' has more than ${most} characters`)
    return text
  }

  id(key: string): string | undefined {
    const text = this.text(key, 36)
    if (text !== undefined && !uuid.test(text)) throw new Error(`'${key}' is no id`)
    return text
  }

  flag(key: string): boolean | undefined {
    const value = this.#values.get(key)
    if (value !== undefined && typeof value !== 'boolean') throw new Error(`'${key}' is neither true nor false`)
    return value
  }

  oneOf<T extends string>(key: string, allowed: readonly T[]): T | undefined {
    const text = this.text(key, 40)
    const found = allowed.find((one) => one === text)
    if (text !== undefined && found === undefined) throw new Error(`'${key}' is none of ${allowed.join(', ')}`)
    return found
  }

  days(key: string): number | null | undefined {
    const value = this.#values.get(key)
    if (value === undefined || value === null) return value
    if (typeof value !== 'number' || !Number.isInteger(value) || value < 1 || value > 3650) throw new Error(`'${key}' is no number of days`)
    return value
  }

  list(key: string): readonly unknown[] {
    const value = this.#values.get(key) ?? []
    if (!Array.isArray(value) || value.length > 200) throw new Error(`'${key}' is no list`)
    return value
  }

  map(key: string): ReadonlyMap<unknown, unknown> | undefined {
    const value = this.#values.get(key)
    if (value === undefined || value === null) return undefined
    if (!(value instanceof Map)) throw new Error(`'${key}' is no list of names and values`)
    return value
  }
}
