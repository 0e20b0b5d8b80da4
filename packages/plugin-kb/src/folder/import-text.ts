import { isDeskError } from '@deskwright/core'
import { findArticle, findVersion } from '../article/find-article.ts'
import { createArticle, writeText } from '../article/write.ts'
import type { ToldVersion } from '../article/write-version.ts'
import { kbError } from '../errors.ts'
import { type KbWork, kit } from '../kit.ts'
import { canonicalLanguage } from '../language/best-language.ts'
import type { TranslationRow } from '../tables.ts'
import { isSameAudience } from './import-categories.ts'
import { ImportedText, ImportText } from './schemas.ts'
import { sourceHere, toldHere, translationOf } from './told.ts'

const { command } = kit

export const importText = command({
  route: null,
  permission: 'kb.manage',
  audience: 'staff',
  input: ImportText,
  output: ImportedText,
  async run(work, { articleId, categoryId, audience, state, reviewAt, version, sourceVersionId, ...said }) {
    if (!work.holds('kb.manage', 'everywhere')) throw kbError('kb.import_everywhere')
    const language = canonicalLanguage(said.language)
    const text = { ...said, language }
    const isNewText = (await translationOf(work, articleId, language)) === undefined
    // Who wrote it and when counts for a text that is new here; of one that is there, a change is written now and by whoever imports it.
    const told = version && isNewText ? await toldHere(work, version) : undefined
    const present = await work.db.selectFrom('kb_article').select('id').where('id', '=', articleId).executeTakeFirst()
    let outcome: ImportedText['outcome']
    let isWritten = true
    if (present) {
      const isMoved = await arrange(work, articleId, categoryId, audience)
      const source = isNewText ? await sourceHere(work, articleId, language, sourceVersionId) : undefined
      isWritten = await writeIfOther(work, articleId, { ...text, ...(source === undefined ? {} : { sourceVersionId: source }) }, told)
      outcome = isMoved || isWritten ? 'updated' : 'unchanged'
    } else {
      const more = { ...(audience ? { audience } : {}), ...(reviewAt === undefined ? {} : { reviewAt }) }
      await createArticle(work, { categoryId, ...text, ...more }, articleId, told)
      outcome = 'created'
    }
    const translation = await translationOf(work, articleId, language)
    if (state === 'archived' && translation && translation.state !== 'archived') await work.desk.kb.archive({ articleId, language })
    // A newer draft is not what the folder says is published.
    const isOurs = isWritten || translation?.published_version_id === null
    const settled = state === 'published' && translation && isOurs ? await publish(work, translation, language) : 'left'
    return { articleId, outcome, isNewText, isPublished: settled === 'published', awaitsApproval: settled === 'awaits' }
  },
})

/** Whether anything had to be changed. */
async function arrange(work: KbWork, articleId: string, categoryId: string, audience: ImportText['audience']): Promise<boolean> {
  const article = await findArticle(work, articleId)
  const sheet = await work.desk.kb.sheet({ articleId })
  const isOther = audience !== undefined && !isSameAudience(audience, sheet.audience)
  if (article.category_id === categoryId && !isOther) return false
  await work.desk.kb.arrange({ articleId, categoryId, ...(isOther ? { audience } : {}) })
  return true
}

async function writeIfOther(
  work: KbWork,
  articleId: string,
  text: Pick<ImportText, 'language' | 'title' | 'summary' | 'body' | 'slug' | 'note' | 'sourceVersionId'>,
  told: ToldVersion | undefined,
): Promise<boolean> {
  const translation = await translationOf(work, articleId, text.language)
  if (translation) {
    // What readers have is what an export gave: a draft that is newer is not undone by it.
    const version = await findVersion(work.db, translation.id, translation.published_version_id ?? translation.latest_version_id)
    const isSame =
      version.title === text.title &&
      version.summary === text.summary &&
      version.body === text.body &&
      (text.slug === undefined || text.slug === translation.slug || text.slug === version.slug)
    if (isSame) return false
    if (translation.state === 'archived') await work.desk.kb.revive({ articleId, language: text.language })
  }
  await writeText(work, { articleId, ...text }, told)
  return true
}

/** By the same rules as by hand: where somebody else has to approve it stays a draft. */
async function publish(work: KbWork, translation: TranslationRow, language: string): Promise<'published' | 'awaits' | 'left'> {
  if (translation.state !== 'draft' || translation.published_version_id === translation.latest_version_id) return 'left'
  try {
    await work.desk.kb.publish({ articleId: translation.article_id, language })
    return 'published'
  } catch (error) {
    if (isDeskError(error) && error.code === 'kb.needs_approval') return 'awaits'
    throw error
  }
}
