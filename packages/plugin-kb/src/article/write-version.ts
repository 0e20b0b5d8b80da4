import { kbError } from '../errors.ts'
import type { KbWork, KbWriter } from '../kit.ts'
import { readMarkdown } from '../markdown/read.ts'
import type { TranslationRow } from '../tables.ts'

export interface NewText {
  readonly title: string
  readonly summary?: string
  readonly body: string
  readonly slug?: string
  readonly note?: string
}

/** What a folder says of a version that was written elsewhere. */
export interface ToldVersion {
  readonly id: string
  readonly sequence: number
  readonly at: string
  readonly authorId: string | null
  readonly authorName: string | null
  readonly restoredFromId: string | null
}

/** The next version of a text; the caller holds the row of the translation. */
export async function insertVersion(
  work: KbWork,
  db: KbWriter,
  {
    id,
    articleId,
    translationId,
    sequence,
    restoredFromId = null,
  }: { id: string; articleId: string; translationId: string; sequence: number; restoredFromId?: string | null },
  { title, summary = '', body, slug, note = '' }: NewText,
  told?: ToldVersion,
): Promise<void> {
  await db
    .insertInto('kb_version')
    .values({
      id,
      translation_id: translationId,
      sequence,
      title,
      summary,
      body,
      slug: slug?.normalize('NFC').toLowerCase() ?? null,
      note,
      author_id: told ? told.authorId : work.caller.personId,
      author_name: told?.authorName ?? null,
      imported_by: told ? work.caller.personId : null,
      restored_from_id: told ? told.restoredFromId : restoredFromId,
      created_at: told?.at ?? work.now,
    })
    .execute()
  const { fileIds } = readMarkdown(body)
  if (!fileIds.length) return
  // Another article's file is none of this text's: it is not shown either.
  const files = await db.selectFrom('kb_file').select('id').where('article_id', '=', articleId).where('id', 'in', fileIds).execute()
  if (files.length)
    await db
      .insertInto('kb_version_file')
      .values(files.map((file) => ({ version_id: id, file_id: file.id })))
      .execute()
}

/** Changes a text's row if it is still as it was read: of many at once, one wins. Throws `kb.changed`. */
export async function changeTranslation(
  work: KbWork,
  db: KbWriter,
  { id, version }: Pick<TranslationRow, 'id' | 'version'>,
  set: Partial<Omit<TranslationRow, 'id' | 'version' | 'article_id' | 'language'>>,
): Promise<void> {
  const { numUpdatedRows } = await db
    .updateTable('kb_translation')
    .set({ ...set, version: version + 1, updated_at: work.now })
    .where('id', '=', id)
    .where('version', '=', version)
    .executeTakeFirstOrThrow()
  if (numUpdatedRows === 1n) return
  const now = await db.selectFrom('kb_translation').select('version').where('id', '=', id).executeTakeFirst()
  throw kbError('kb.changed', { version: now?.version ?? version })
}

export async function touchArticle(work: KbWork, db: KbWriter, articleId: string): Promise<void> {
  await db.updateTable('kb_article').set({ updated_at: work.now }).where('id', '=', articleId).execute()
}

/** Throws `kb.changed`. */
export function expectVersion(row: { readonly version: number }, expected: number | undefined): void {
  if (expected !== undefined && expected !== row.version) throw kbError('kb.changed', { version: row.version })
}
