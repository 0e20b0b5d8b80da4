import Database from 'better-sqlite3'
import pg from 'pg'
import { readMarkdown } from '../../packages/plugin-kb/src/markdown/read.ts'
import { variantsOf } from '../../packages/plugin-kb/src/search/variants.ts'
import { weighText } from '../../packages/plugin-kb/src/search/weigh-text.ts'
import { languages, sampleArticles } from '../../packages/plugin-kb/test/relevance/relevance.ts'

type Cell = string | number | null
type Tables = Map<string, { readonly columns: readonly string[]; readonly rows: Cell[][] }>

const AT = '2026-01-05T09:00:00.000Z'
const instants = new Set(['created_at', 'updated_at', 'published_at', 'review_at', 'reminded_at', 'publish_at', 'since_at'])
const PARAGRAPHS = 6
/** Articles in one go: all of them at once would need several GB. */
const AT_ONCE = 500

/**
 * Articles as the knowledge base would have written them one by one, `size` in each of six languages under as many articles: a sample article's
 * title, and six paragraphs out of others. Rows are written directly, as only reading is measured.
 */
export function* articleRows(size: number, categoryId: string, newId: () => string): Generator<Tables> {
  let tables: Tables = new Map()
  const add = (table: string, row: Readonly<Record<string, Cell>>): void => {
    const known = tables.get(table) ?? { columns: Object.keys(row), rows: [] }
    known.rows.push(known.columns.map((column) => row[column] ?? null))
    tables.set(table, known)
  }
  const counts = new Map<string, number>()
  const words = new Set<string>()
  const samples = languages.map((language) => ({ language, articles: sampleArticles(language) }))
  let position = 0
  for (let index = 0; index < size; index += 1) {
    if (index > 0 && index % AT_ONCE === 0) {
      yield tables
      tables = new Map()
    }
    const articleId = newId()
    add('kb_article', {
      id: articleId,
      category_id: categoryId,
      primary_language: 'en',
      audience: 'public',
      effective_audience: 'public',
      review_at: null,
      reminded_at: null,
      version: 1,
      created_at: AT,
      updated_at: AT,
    })
    for (const { language, articles } of samples) {
      const [translationId, versionId] = [newId(), newId()]
      const pick = (step: number) => articles[(index * 7 + step * 13) % articles.length]
      const title = `${pick(0)?.title ?? ''} ${codeOf(index)}`
      const body = Array.from({ length: PARAGRAPHS }, (_, step) => `${pick(step)?.body ?? ''} ${codeOf(index * 31 + step)}`).join('\n\n')
      add('kb_translation', {
        id: translationId,
        article_id: articleId,
        language,
        state: 'published',
        slug: `a-${index}`,
        latest_version_id: versionId,
        published_version_id: versionId,
        source_version_id: null,
        published_source_version_id: null,
        publish_at: null,
        published_at: AT,
        version: 1,
        updated_at: AT,
      })
      add('kb_version', {
        id: versionId,
        translation_id: translationId,
        sequence: 1,
        title,
        summary: '',
        body,
        slug: null,
        note: '',
        author_id: null,
        restored_from_id: null,
        created_at: AT,
      })
      position += 1
      add('kb_search_text', { position, translation_id: translationId, article_id: articleId, language, version_id: versionId })
      const { headings, text } = readMarkdown(body)
      for (const [token, weight] of weighText({ title, summary: '', headings, text })) {
        add('kb_search_posting', { token, position, weight })
        counts.set(`${language} ${token}`, (counts.get(`${language} ${token}`) ?? 0) + 1)
        words.add(token)
      }
    }
  }
  yield tables
  tables = new Map()
  for (const [key, text_count] of counts) add('kb_search_word', { word: key.slice(3), language: key.slice(0, 2), text_count })
  for (const word of words) for (const variant of variantsOf(word)) add('kb_search_variant', { variant, word })
  for (const language of languages) add('kb_search_word', { word: '', language, text_count: size })
  yield tables
}

/** A word that few texts have. */
const codeOf = (number: number): string =>
  [...(number * 2654435761).toString(36)].map((sign) => String.fromCharCode(97 + (sign.charCodeAt(0) % 26))).join('')

export function insertOnSqlite(file: string, tables: Tables): void {
  const db = new Database(file)
  // Words come in no order: with the usual 16 MB most of the index would be read again for each of them.
  db.pragma('cache_size = -1000000')
  db.pragma('synchronous = off')
  db.transaction(() => {
    for (const [table, { columns, rows }] of tables) {
      const insert = db.prepare(`insert into deskwright_${table} (${columns.join()}) values (${columns.map(() => '?').join()})`)
      for (const row of rows)
        insert.run(row.map((cell, at) => (cell !== null && instants.has(columns[at] ?? '') ? Date.parse(String(cell)) : cell)))
    }
  })()
  db.close()
}

export async function insertOnPostgres(url: string, tables: Tables): Promise<void> {
  const client = new pg.Client({ connectionString: url })
  await client.connect()
  // Rows that fit together by construction: twelve million looks at what they refer to would take most of the time.
  await client.query('set session_replication_role = replica')
  for (const [table, { columns, rows }] of tables)
    for (let at = 0; at < rows.length; at += 20_000) {
      const some = rows.slice(at, at + 20_000).map((row) => Object.fromEntries(columns.map((column, index) => [column, row[index]])))
      await client.query(
        `insert into deskwright.${table} (${columns.join()}) ${columns.includes('position') && table === 'kb_search_text' ? 'overriding system value ' : ''}
         select ${columns.join()} from json_populate_recordset(null::deskwright.${table}, $1)`,
        [JSON.stringify(some)],
      )
    }
  if (tables.has('kb_search_word')) await client.query('vacuum analyze')
  await client.end()
}
