import { viewOfAudience } from '../audience/audience.ts'
import { audiencesOf } from '../audience/places.ts'
import { readableArticles, readerOf } from '../audience/policy.ts'
import type { Category } from '../category/schemas.ts'
import { type KbWork, kit } from '../kit.ts'
import type { ArticleRow } from '../tables.ts'
import { plainName, sheetPath } from './file-path.ts'
import { writeFrontMatter } from './front-matter.ts'
import { foldersOf, nameOf, WrittenHeads } from './places.ts'
import { ExportArticles, type ExportedBytes, ExportedFiles, type MarkdownFile } from './schemas.ts'

const { command } = kit
const USUAL = 50

export const exportArticles = command({
  route: 'POST /exports',
  summary: 'A page of all articles that the caller may read, as files of Markdown with front matter.',
  permission: 'kb.manage',
  audience: 'staff',
  input: ExportArticles,
  output: ExportedFiles,
  async run(work, { limit = USUAL, cursor }) {
    const { items: tree } = await work.desk.kb.categories()
    let rows = work.db
      .selectFrom('kb_article')
      .selectAll()
      .where(readableArticles(readerOf(work)))
      .orderBy('id')
      .limit(limit + 1)
    if (cursor !== undefined) rows = rows.where('id', '>', cursor)
    const found = await rows.execute()
    const page = found.slice(0, limit)
    const folders = foldersOf(tree)
    const { items, attachments } = await articleFiles(work, page, folders)
    const categories = cursor === undefined ? tree.map((category) => categoryFile(category, folders)) : []
    const id = work.newId()
    // Who took out how much is part of the history, as with every export.
    await work.change('kb.exported', { exportId: id, articleCount: page.length }, () => undefined)
    return {
      id,
      items: [...categories, ...items],
      attachments,
      articleIds: page.map((row) => row.id),
      nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null,
    }
  },
})

function categoryFile({ id, key, texts, audience, approval, reviewDays }: Category, folders: ReadonlyMap<string, string>): MarkdownFile {
  const head = {
    key,
    texts: texts?.map(({ language, title, description }) => ({ language, title, ...(description ? { description } : {}) })),
    audience,
    approval,
    reviewDays,
  }
  return { path: `${folders.get(id)}/_category.md`, text: writeFrontMatter(head, '') }
}

interface OfArticles {
  readonly items: MarkdownFile[]
  readonly attachments: ExportedBytes[]
}

async function articleFiles(work: KbWork, rows: readonly ArticleRow[], folders: ReadonlyMap<string, string>): Promise<OfArticles> {
  const of: OfArticles = { items: [], attachments: [] }
  if (!rows.length) return of
  const ids = rows.map(({ id }) => id)
  const texts = await textsOf(work, ids)
  const files = await work.db.selectFrom('kb_file').selectAll().where('article_id', 'in', ids).orderBy('id').execute()
  const audiences = await audiencesOf(work.db, 'article', rows)
  const heads = new WrittenHeads(work)
  for (const row of rows) {
    const own = texts.filter(({ article_id }) => article_id === row.id)
    const primary = own.find(({ language }) => language === row.primary_language) ?? own[0]
    const audience = audiences.get(row.id)
    const [name, folder] = [nameOf(row, primary?.title ?? ''), folders.get(row.category_id) ?? '']
    for (const text of own) {
      const slug = text.present_slug ?? text.slug
      const isPrimary = text.language === row.primary_language
      const isPublished = text.published_version_id !== null
      const source = isPublished ? text.published_source_version_id : text.source_version_id
      const head = {
        id: row.id,
        language: text.language,
        ...(isPrimary ? { primary: true } : {}),
        title: text.title,
        ...(text.summary ? { summary: text.summary } : {}),
        ...(slug === null ? {} : { slug }),
        ...(audience ? { audience: viewOfAudience(audience.own) } : {}),
        state: isPublished ? 'published' : text.state === 'archived' ? 'archived' : 'draft',
        ...(isPrimary && row.review_at !== null ? { reviewAt: row.review_at } : {}),
        version: await heads.of(text),
        ...(source === null ? {} : { source }),
      }
      of.items.push({ path: `${folder}/${name}.${text.language}.md`, text: writeFrontMatter(head, text.body) })
    }
    for (const file of files.filter(({ article_id }) => article_id === row.id)) {
      const sheet = { article: row.id, name: file.name, at: file.added_at }
      const path = sheetPath(folder, name, file.id)
      of.items.push({ path, text: writeFrontMatter(sheet, '') })
      const bytes = `${path.slice(0, path.lastIndexOf('/'))}/${plainName(file.name)}`
      of.attachments.push({ path: bytes, articleId: row.id, fileId: file.id, sizeBytes: file.size_bytes })
    }
  }
  return of
}

/** What readers have of each language, else what is worked on. */
const textsOf = (work: KbWork, articleIds: readonly string[]) =>
  work.db
    .selectFrom('kb_translation')
    .innerJoin('kb_version', (join) =>
      join.on(({ eb, ref, fn }) =>
        eb('kb_version.id', '=', fn.coalesce(ref('kb_translation.published_version_id'), ref('kb_translation.latest_version_id'))),
      ),
    )
    .selectAll('kb_version')
    .select([
      'kb_translation.article_id',
      'kb_translation.language',
      'kb_translation.slug as present_slug',
      'kb_translation.state',
      'kb_translation.published_version_id',
      'kb_translation.source_version_id',
      'kb_translation.published_source_version_id',
    ])
    .where('kb_translation.article_id', 'in', articleIds)
    .orderBy('kb_translation.language')
    .execute()
