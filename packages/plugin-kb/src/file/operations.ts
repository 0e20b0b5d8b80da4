import { Id } from '@deskwright/core'
import Type from 'typebox'
import { findArticle } from '../article/find-article.ts'
import { readableArticles, readerOf } from '../audience/policy.ts'
import { kbError } from '../errors.ts'
import { type KbReader, type KbReading, kit } from '../kit.ts'
import type { KbTables } from '../tables.ts'
import { ArticleFile, ArticleFiles, AttachFile, FileById, FilesOf } from './schemas.ts'

const { command, query, stream } = kit

export const attachFile = command({
  route: 'POST /articles/:articleId/files',
  summary: 'Gives an uploaded file to an article; texts show it by its id.',
  permission: 'kb.write',
  audience: 'staff',
  input: AttachFile,
  output: ArticleFile,
  filesInto: 'fileId',
  async run(work, { articleId, fileId }) {
    const article = await findArticle(work, articleId)
    const { id, name, contentType, sizeBytes, width, height } = await work.files.take(fileId)
    const row = {
      id,
      stored_id: null,
      article_id: article.id,
      name,
      content_type: contentType,
      size_bytes: sizeBytes,
      width,
      height,
      added_by: work.caller.personId,
      added_at: work.now,
    }
    await work.change('kb.file_added', { articleId, fileId: id }, (db) => db.insertInto('kb_file').values(row).execute())
    return viewOf(row, false)
  },
})

export const files = query({
  route: 'GET /sheets/:articleId/files',
  summary: 'The files of an article.',
  permission: 'kb.write',
  audience: 'staff',
  input: FilesOf,
  output: ArticleFiles,
  async run(work, { articleId }) {
    const article = await findArticle(work, articleId)
    const rows = await work.db.selectFrom('kb_file').selectAll().where('article_id', '=', article.id).orderBy('id').execute()
    const shown = await publishedFileIds(work.db, article.id)
    return { items: rows.map((row) => viewOf(row, shown.has(row.id))) }
  },
})

export const file = stream({
  route: 'GET /articles/:articleId/files/:fileId',
  summary: 'A file of an article, for whoever reads a text that shows it.',
  permission: 'anyone',
  audience: 'public',
  input: FileById,
  contentType: 'application/octet-stream',
  isFile: true,
  async run(work, input) {
    return work.file(await work.read((batch) => findFile(batch, input)))
  },
})

export const removeFile = command({
  route: 'DELETE /articles/:articleId/files/:fileId',
  summary: 'Removes a file that no published text shows.',
  permission: 'kb.write',
  audience: 'staff',
  input: FileById,
  output: Type.Object({ id: Id }),
  async run(work, { articleId, fileId }) {
    const article = await findArticle(work, articleId)
    let storedId = fileId
    await work.change('kb.file_removed', { articleId, fileId }, async (db) => {
      if ((await publishedFileIds(db, article.id)).has(fileId)) throw kbError('kb.file_in_use')
      const removed = await db
        .deleteFrom('kb_file')
        .where('id', '=', fileId)
        .where('article_id', '=', article.id)
        .returning('stored_id')
        .executeTakeFirst()
      if (!removed) throw kbError('kb.file_not_found', { fileId })
      storedId = removed.stored_id ?? fileId
    })
    await work.files.discard(storedId)
    return { id: fileId }
  },
})

/** Looked up together with its article: another's file answers as missing. Throws `kb.file_not_found`. */
async function findFile(work: KbReading, { articleId, fileId }: FileById): Promise<string> {
  const row = await work.db
    .selectFrom('kb_article')
    .innerJoin('kb_file', 'kb_file.article_id', 'kb_article.id')
    .select(['kb_file.id', 'kb_file.stored_id'])
    .where('kb_article.id', '=', articleId)
    .where('kb_file.id', '=', fileId)
    .where(readableArticles(readerOf(work)))
    .executeTakeFirst()
  if (!row) throw kbError('kb.file_not_found', { fileId })
  const mayWrite = work.actor.capacity.acting === 'staff' && work.holds('kb.write')
  if (!mayWrite && !(await publishedFileIds(work.db, articleId)).has(row.id)) throw kbError('kb.file_not_found', { fileId })
  return row.stored_id ?? row.id
}

async function publishedFileIds(db: KbReader, articleId: string): Promise<ReadonlySet<string>> {
  const rows = await db
    .selectFrom('kb_translation')
    .innerJoin('kb_version_file', 'kb_version_file.version_id', 'kb_translation.published_version_id')
    .select('kb_version_file.file_id')
    .where('kb_translation.article_id', '=', articleId)
    .execute()
  return new Set(rows.map(({ file_id }) => file_id))
}

const viewOf = (row: KbTables['kb_file'], isPublished: boolean): ArticleFile => ({
  id: row.id,
  articleId: row.article_id,
  name: row.name,
  contentType: row.content_type,
  sizeBytes: row.size_bytes,
  width: row.width,
  height: row.height,
  addedAt: row.added_at,
  isPublished,
})
