import { slugOf } from '../article/slug.ts'
import { viewOfAudience } from '../audience/audience.ts'
import { audiencesOf } from '../audience/places.ts'
import { readableArticles, readerOf } from '../audience/policy.ts'
import type { Category } from '../category/schemas.ts'
import { type KbWork, kit } from '../kit.ts'
import type { ArticleRow } from '../tables.ts'
import { writeFrontMatter } from './front-matter.ts'
import { ExportArticles, ExportedFiles, type MarkdownFile } from './schemas.ts'

const { command } = kit
const USUAL = 50
const MOST_NAME = 40

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
    const items = [
      ...(cursor === undefined ? tree.map((category) => categoryFile(category, folders)) : []),
      ...(await articleFiles(work, page, folders)),
    ]
    const id = work.newId()
    // Who took out how much is part of the history, as with every export.
    await work.change('kb.exported', { exportId: id, articleCount: page.length }, () => undefined)
    return { id, items, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null }
  },
})

function foldersOf(tree: readonly Category[]): ReadonlyMap<string, string> {
  const folders = new Map<string, string>()
  for (const { id, parentId, key } of tree) {
    const above = parentId === null ? undefined : folders.get(parentId)
    folders.set(id, above === undefined ? key : `${above}/${key}`)
  }
  return folders
}

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

async function articleFiles(work: KbWork, rows: readonly ArticleRow[], folders: ReadonlyMap<string, string>): Promise<MarkdownFile[]> {
  if (!rows.length) return []
  const texts = await work.db
    .selectFrom('kb_translation')
    .innerJoin('kb_version', (join) =>
      join.on(({ eb, ref, fn }) =>
        eb('kb_version.id', '=', fn.coalesce(ref('kb_translation.published_version_id'), ref('kb_translation.latest_version_id'))),
      ),
    )
    .select([
      'kb_translation.article_id',
      'kb_translation.language',
      'kb_translation.slug as present_slug',
      'kb_translation.state',
      'kb_translation.published_version_id',
      'kb_version.title',
      'kb_version.summary',
      'kb_version.body',
      'kb_version.slug',
    ])
    .where(
      'kb_translation.article_id',
      'in',
      rows.map(({ id }) => id),
    )
    .orderBy('kb_translation.language')
    .execute()
  const audiences = await audiencesOf(work.db, 'article', rows)
  return rows.flatMap((row) => {
    const own = texts.filter(({ article_id }) => article_id === row.id)
    const primary = own.find(({ language }) => language === row.primary_language) ?? own[0]
    const audience = audiences.get(row.id)
    // The end of the id keeps two of one title apart, whatever their languages are.
    const name = `${[...slugOf(primary?.title ?? '')].slice(0, MOST_NAME).join('')}-${row.id.slice(-8)}`
    return own.map((text): MarkdownFile => {
      const slug = text.present_slug ?? text.slug
      const head = {
        id: row.id,
        language: text.language,
        ...(text.language === row.primary_language ? { primary: true } : {}),
        title: text.title,
        ...(text.summary ? { summary: text.summary } : {}),
        ...(slug === null ? {} : { slug }),
        ...(audience ? { audience: viewOfAudience(audience.own) } : {}),
        state: text.published_version_id !== null ? 'published' : text.state === 'archived' ? 'archived' : 'draft',
      }
      return { path: `${folders.get(row.category_id)}/${name}.${text.language}.md`, text: writeFrontMatter(head, text.body) }
    })
  })
}
