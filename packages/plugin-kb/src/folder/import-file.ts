import { sql } from 'kysely'
import { findArticle } from '../article/find-article.ts'
import { kbError } from '../errors.ts'
import { type KbWriter, kit } from '../kit.ts'
import { readMarkdown } from '../markdown/read.ts'
import { ImportFile, Taken } from './schemas.ts'

const { command } = kit

/** A file under the id that the texts of its folder know it by; one that is there already stays as it is. */
export const importFile = command({
  route: null,
  permission: 'kb.manage',
  audience: 'staff',
  input: ImportFile,
  output: Taken,
  async run(work, { articleId, fileId, uploadedId, name, at = work.now }) {
    if (!work.holds('kb.manage', 'everywhere')) throw kbError('kb.import_everywhere')
    await findArticle(work, articleId)
    const present = await work.db.selectFrom('kb_file').select('article_id').where('id', '=', fileId).executeTakeFirst()
    if (present && present.article_id !== articleId) throw kbError('kb.folder_invalid', { fault: `another article has the file ${fileId}` })
    if (present) return { articleId, isNew: false }
    if (uploadedId === undefined) throw kbError('kb.folder_invalid', { fault: `the bytes of the file ${fileId} are missing` })
    const { contentType, sizeBytes, width, height } = await work.files.take(uploadedId)
    const row = {
      id: fileId,
      stored_id: uploadedId,
      article_id: articleId,
      name,
      content_type: contentType,
      size_bytes: sizeBytes,
      width,
      height,
      added_by: work.caller.personId,
      added_at: at,
    }
    await work.change('kb.file_added', { articleId, fileId }, async (db) => {
      await db.insertInto('kb_file').values(row).execute()
      await linkVersions(db, articleId, fileId)
    })
    return { articleId, isNew: true }
  },
})

/** Texts may have come before the file that they show. */
async function linkVersions(db: KbWriter, articleId: string, fileId: string): Promise<void> {
  const rows = await db
    .selectFrom('kb_version')
    .innerJoin('kb_translation', 'kb_translation.id', 'kb_version.translation_id')
    .select(['kb_version.id', 'kb_version.body'])
    .where('kb_translation.article_id', '=', articleId)
    .where(sql<boolean>`${sql.ref('kb_version.body')} like ${`%file:${fileId}%`}`)
    .execute()
  const shown = rows.filter(({ body }) => readMarkdown(body).fileIds.includes(fileId))
  if (shown.length)
    await db
      .insertInto('kb_version_file')
      .values(shown.map(({ id }) => ({ version_id: id, file_id: fileId })))
      .execute()
}
