import { diffLines, diffWords } from 'diff'
import { findArticle, findTranslation } from '../article/find-article.ts'
import { ArticleSheet } from '../article/schemas.ts'
import { sheetOf } from '../article/sheet.ts'
import { changeTranslation, expectVersion, insertVersion, touchArticle } from '../article/write-version.ts'
import { kbError } from '../errors.ts'
import { type KbReading, kit } from '../kit.ts'
import { directionOf } from '../language/best-language.ts'
import { renderMarkdown } from '../markdown/render.ts'
import { linksOf } from '../options.ts'
import { filesOf } from '../reader/read.ts'
import { expectState } from '../state/machine.ts'
import type { TranslationRow, VersionRow } from '../tables.ts'
import {
  ArticleVersion,
  CompareVersions,
  Comparison,
  type ListedVersion,
  ListVersions,
  RestoreVersion,
  VersionById,
  VersionPage,
} from './schemas.ts'

const { command, query } = kit
const MOST = 50
/** Two texts that have nothing in common are shown as one taken out and one put in, before the comparison takes seconds. */
const MOST_EDITS = 5000

export const versions = query({
  route: 'GET /sheets/:articleId/versions',
  summary: 'The versions of an article in one language, the newest first.',
  permission: 'kb.write',
  audience: 'staff',
  input: ListVersions,
  output: VersionPage,
  async run(work, { articleId, language, limit = MOST, cursor }) {
    const { translation } = await findTranslation(work, { articleId, ...(language === undefined ? {} : { language }) })
    let rows = work.db
      .selectFrom('kb_version')
      .selectAll()
      .where('translation_id', '=', translation.id)
      .orderBy('sequence', 'desc')
      .limit(limit + 1)
    if (cursor !== undefined)
      rows = rows.where('sequence', '<', ({ selectFrom }) =>
        selectFrom('kb_version as last')
          .select('last.sequence')
          .where('last.id', '=', cursor)
          .where('last.translation_id', '=', translation.id),
      )
    const found = await rows.execute()
    const page = found.slice(0, limit)
    const items = await Promise.all(page.map((row) => listedView(work, translation, row)))
    return { items, nextCursor: found.length > limit ? (page.at(-1)?.id ?? null) : null }
  },
})

export const version = query({
  route: 'GET /sheets/:articleId/versions/:versionId',
  summary: 'A version of an article with its text and what was said about it.',
  permission: 'kb.write',
  audience: 'staff',
  input: VersionById,
  output: ArticleVersion,
  async run(work, { articleId, versionId }) {
    const { translation, row } = await findVersionOf(work, articleId, versionId)
    const links = linksOf(work.options)
    const { html } = renderMarkdown(row.body, {
      direction: directionOf(translation.language),
      files: await filesOf(work, articleId),
      fileUrl: (fileId) => links.file(articleId, fileId),
      articleUrl: links.article,
    })
    const reviews = await work.db.selectFrom('kb_review').selectAll().where('version_id', '=', row.id).orderBy('id').execute()
    return {
      ...(await listedView(work, translation, row)),
      summary: row.summary,
      body: row.body,
      html,
      slug: row.slug,
      sourceVersionId: row.id === translation.latest_version_id ? translation.source_version_id : null,
      reviews: await Promise.all(
        reviews.map(async ({ verdict, note, person_id, decided_at }) => ({
          verdict,
          note,
          person: await authorOf(work, person_id),
          decidedAt: decided_at,
        })),
      ),
    }
  },
})

export const compare = query({
  route: 'GET /sheets/:articleId/versions/:versionId/compare/:otherId',
  summary: 'What changed from one version to another.',
  permission: 'kb.write',
  audience: 'staff',
  input: CompareVersions,
  output: Comparison,
  async run(work, { articleId, versionId, otherId }) {
    const from = await findVersionOf(work, articleId, versionId)
    const to = await findVersionOf(work, articleId, otherId)
    return {
      from: await listedView(work, from.translation, from.row),
      to: await listedView(work, to.translation, to.row),
      title: wordChanges(from.row.title, to.row.title),
      summary: wordChanges(from.row.summary, to.row.summary),
      body: lineChanges(from.row.body, to.row.body),
    }
  },
})

export const restore = command({
  route: 'POST /articles/:articleId/versions/:versionId/restore',
  summary: 'Writes a new version with the text of an old one.',
  permission: 'kb.write',
  audience: 'staff',
  input: RestoreVersion,
  output: ArticleSheet,
  async run(work, { articleId, versionId, note = '', expectedVersion }) {
    const { translation, row } = await findVersionOf(work, articleId, versionId)
    expectVersion(translation, expectedVersion)
    expectState('write', translation.state)
    const latest = await work.db
      .selectFrom('kb_version')
      .select('sequence')
      .where('id', '=', translation.latest_version_id)
      .executeTakeFirstOrThrow()
    const id = work.newId()
    await work.change('kb.article_written', { articleId, translationId: translation.id, versionId: id }, async (db) => {
      await changeTranslation(work, db, translation, { state: 'draft', latest_version_id: id, publish_at: null })
      await insertVersion(
        work,
        db,
        { id, articleId, translationId: translation.id, sequence: latest.sequence + 1, restoredFromId: row.id },
        { title: row.title, summary: row.summary, body: row.body, note, ...(row.slug === null ? {} : { slug: row.slug }) },
      )
      await touchArticle(work, db, articleId)
    })
    return sheetOf(work, articleId)
  },
})

/** A version with its language; one of another article answers as missing. Throws `kb.version_not_found`. */
async function findVersionOf(
  work: KbReading,
  articleId: string,
  versionId: string,
): Promise<{ translation: TranslationRow; row: VersionRow }> {
  const article = await findArticle(work, articleId)
  const row = await work.db.selectFrom('kb_version').selectAll().where('id', '=', versionId).executeTakeFirst()
  const translation =
    row &&
    (await work.db
      .selectFrom('kb_translation')
      .selectAll()
      .where('id', '=', row.translation_id)
      .where('article_id', '=', article.id)
      .executeTakeFirst())
  if (!row || !translation) throw kbError('kb.version_not_found')
  return { translation, row }
}

async function listedView(work: KbReading, translation: TranslationRow, row: VersionRow): Promise<ListedVersion> {
  return {
    id: row.id,
    articleId: translation.article_id,
    language: translation.language,
    sequence: row.sequence,
    title: row.title,
    note: row.note,
    author: await authorOf(work, row.author_id, row.author_name),
    restoredFromId: row.restored_from_id,
    isPublished: row.id === translation.published_version_id,
    createdAt: row.created_at,
  }
}

/** Whoever reads may not know of the author: then without a name. `told`: what somebody of another desk is called there. */
export async function authorOf(work: KbReading, personId: string | null, told: string | null = null) {
  if (personId === null) return null
  const name = await work.person(personId).then(
    (person) => person.name,
    () => told,
  )
  return { id: personId, name }
}

const kindOf = (change: { added?: boolean; removed?: boolean }) => (change.added ? 'added' : change.removed ? 'removed' : 'same')

type Changes = Comparison['body']
const apart = (from: string, to: string): Changes => [
  { kind: 'removed', text: from },
  { kind: 'added', text: to },
]

function lineChanges(from: string, to: string): Changes {
  const changes = diffLines(from, to, { maxEditLength: MOST_EDITS })
  return changes?.map((change) => ({ kind: kindOf(change), text: change.value })) ?? apart(from, to)
}

function wordChanges(from: string, to: string): Changes {
  const changes = diffWords(from, to, { maxEditLength: MOST_EDITS })
  return changes?.map((change) => ({ kind: kindOf(change), text: change.value })) ?? apart(from, to)
}
