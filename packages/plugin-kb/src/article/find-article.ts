import { readableArticles, readerOf } from '../audience/policy.ts'
import { kbError } from '../errors.ts'
import type { KbReader, KbReading } from '../kit.ts'
import { canonicalLanguage } from '../language/best-language.ts'
import type { ArticleRow, TranslationRow, VersionRow } from '../tables.ts'

/** For those who write; what they may not read answers as missing. Throws `kb.article_not_found`. */
export async function findArticle(work: KbReading, articleId: string, db: KbReader = work.db): Promise<ArticleRow> {
  const row = await db
    .selectFrom('kb_article')
    .selectAll()
    .where('id', '=', articleId)
    .where(readableArticles(readerOf(work)))
    .executeTakeFirst()
  if (!row) throw kbError('kb.article_not_found', { article: articleId })
  return row
}

/** The article's text in a language, the primary one unless told. Throws `kb.article_not_found`, `kb.translation_not_found`. */
export async function findTranslation(
  work: KbReading,
  { articleId, language }: { readonly articleId: string; readonly language?: string },
  db: KbReader = work.db,
): Promise<{ readonly article: ArticleRow; readonly translation: TranslationRow }> {
  const article = await findArticle(work, articleId, db)
  const wanted = language === undefined ? article.primary_language : canonicalLanguage(language)
  const translation = await db
    .selectFrom('kb_translation')
    .selectAll()
    .where('article_id', '=', article.id)
    .where('language', '=', wanted)
    .executeTakeFirst()
  if (!translation) throw kbError('kb.translation_not_found', { language: wanted })
  return { article, translation }
}

/** Throws `kb.version_not_found`. */
export async function findVersion(db: KbReader, translationId: string, versionId: string): Promise<VersionRow> {
  const row = await db
    .selectFrom('kb_version')
    .selectAll()
    .where('id', '=', versionId)
    .where('translation_id', '=', translationId)
    .executeTakeFirst()
  if (!row) throw kbError('kb.version_not_found')
  return row
}
