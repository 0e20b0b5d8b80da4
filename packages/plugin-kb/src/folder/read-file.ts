import { createHash } from 'node:crypto'
import type { ToldVersion } from '../article/write-version.ts'
import { type AudienceInput, type AudienceKind, audienceKinds } from '../audience/audience.ts'
import { canonicalLanguage } from '../language/best-language.ts'
import { readMarkdown } from '../markdown/read.ts'
import { type FilePath, readPath } from './file-path.ts'
import { readFrontMatter } from './front-matter.ts'
import { Head } from './head.ts'
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
  readonly reviewAt?: string
  readonly note?: string
  /** Of one that was written elsewhere: who, when, and its number. */
  readonly version?: ToldVersion
  /** The version of the primary language that it was made from. */
  readonly sourceVersionId?: string
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
/** A version beside what readers have: older ones, and newer drafts. */
export interface ReadVersion extends Omit<ReadArticle, 'isPrimary' | 'audience' | 'state' | 'reviewAt'> {
  readonly version: ToldVersion
}
/** What a file of an article is; its bytes stand beside it. */
export interface ReadSheet {
  readonly path: string
  readonly articleId: string
  readonly fileId: string
  readonly name: string
  readonly at?: string
}
export type ReadFile =
  | { readonly article: ReadArticle }
  | { readonly category: ReadCategory }
  | { readonly version: ReadVersion }
  | { readonly sheet: ReadSheet }
  | { readonly fault: string }

const knownKeys: Readonly<Record<FilePath['kind'], readonly string[]>> = {
  article: ['id', 'language', 'primary', 'title', 'summary', 'slug', 'audience', 'state', 'reviewAt', 'version', 'source'],
  category: ['key', 'texts', 'audience', 'approval', 'reviewDays'],
  version: ['article', 'title', 'summary', 'slug', 'version', 'source'],
  sheet: ['article', 'name', 'at'],
  bytes: [],
}

/** One file as what it stands for, or a sentence with what is wrong. `language`: of files that say none. */
export function readFile({ path, text }: MarkdownFile, language: string): ReadFile {
  const place = readPath(path)
  if (typeof place === 'string') return { fault: `The path is not right: ${place}.` }
  try {
    const { values, body } = readFrontMatter(text)
    const known = knownKeys[place.kind]
    for (const key of values.keys())
      if (!known.includes(key)) throw new Error(`its head names '${key}', which there is not. There are ${known.join(', ')}`)
    const head = new Head(values)
    switch (place.kind) {
      case 'category':
        return { category: categoryOf(path, place, head) }
      case 'article':
        return { article: articleOf(path, place, head, body, language) }
      case 'version':
        return { version: versionOf(path, place, head, body) }
      case 'sheet':
        return { sheet: sheetOf(path, place, head) }
      case 'bytes':
        throw new Error('it stands where the bytes of a file do; give them by `attachments`')
    }
  } catch (error) {
    return { fault: `The file is not right: ${error instanceof Error ? error.message : String(error)}.` }
  }
}

function articleOf(path: string, place: FilePath & { kind: 'article' }, head: Head, body: string, fallback: string): ReadArticle {
  const { folders, name } = place
  const language = canonicalLanguage(head.text('language', 35) ?? place.language ?? fallback)
  const slug = head.text('slug', 100)
  const audience = audienceOf(head)
  const reviewAt = head.instant('reviewAt')
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
    ...(reviewAt === undefined ? {} : { reviewAt }),
    ...writtenOf(head),
  }
}

function versionOf(path: string, { folders, language, sequence }: FilePath & { kind: 'version' }, head: Head, body: string): ReadVersion {
  const [articleId, title, slug] = [head.id('article'), head.text('title', 300), head.text('slug', 100)]
  const { version, ...written } = writtenOf(head)
  if (articleId === undefined || title === undefined || !version) throw new Error("a version says its 'article', 'title' and 'version'")
  if (version.sequence !== sequence) throw new Error(`its name says number ${sequence}, and its head ${version.sequence}`)
  return {
    path,
    folders,
    articleId,
    language: canonicalLanguage(language),
    title,
    summary: head.text('summary', 1000) ?? '',
    body,
    ...(slug === undefined ? {} : { slug }),
    ...written,
    version,
  }
}

function sheetOf(path: string, { fileId }: FilePath & { kind: 'sheet' }, head: Head): ReadSheet {
  const [articleId, name, at] = [head.id('article'), head.text('name', 1000), head.instant('at')]
  if (articleId === undefined || name === undefined) throw new Error("a file says its 'article' and its 'name'")
  return { path, articleId, fileId, name, ...(at === undefined ? {} : { at }) }
}

/** Who wrote it, when and why, where the head says so. */
function writtenOf(head: Head): Pick<ReadArticle, 'note' | 'version' | 'sourceVersionId'> {
  const sourceVersionId = head.id('source')
  const source = sourceVersionId === undefined ? {} : { sourceVersionId }
  const value = head.map('version')
  if (!value) return source
  const told = new Head(value)
  const author = new Head(told.map('author') ?? new Map())
  const [id, sequence, at, note] = [told.id('id'), told.count('number'), told.instant('at'), told.text('note', 1000)]
  if (id === undefined || sequence === undefined || at === undefined) throw new Error("its 'version' has an 'id', a 'number' and an 'at'")
  const version: ToldVersion = {
    id,
    sequence,
    at,
    authorId: author.id('id') ?? null,
    authorName: author.text('name', 300) ?? null,
    restoredFromId: told.id('restoredFrom') ?? null,
  }
  return { ...source, ...(note === undefined ? {} : { note }), version }
}

function categoryOf(path: string, { folders }: FilePath & { kind: 'category' }, head: Head): ReadCategory {
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
