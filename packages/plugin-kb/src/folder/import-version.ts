import { changeTranslation, insertVersion } from '../article/write-version.ts'
import { kbError } from '../errors.ts'
import { kit } from '../kit.ts'
import { canonicalLanguage } from '../language/best-language.ts'
import { ImportVersion, Taken } from './schemas.ts'
import { sourceHere, toldHere, translationOf } from './told.ts'

const { command } = kit

/**
 * A version beside what readers have. An older one fills the place of its number, if that is free; a newer one is what is worked on, where the text came
 * with the same folder: what this desk has written since is not undone.
 */
export const importVersion = command({
  route: null,
  permission: 'kb.manage',
  audience: 'staff',
  input: ImportVersion,
  output: Taken,
  async run(work, { articleId, language: said, version, isNewText, note, sourceVersionId, ...text }) {
    if (!work.holds('kb.manage', 'everywhere')) throw kbError('kb.import_everywhere')
    const language = canonicalLanguage(said)
    const translation = await translationOf(work, articleId, language)
    if (!translation) throw kbError('kb.translation_not_found', { language })
    const present = await work.db
      .selectFrom('kb_version')
      .select('id')
      .where('translation_id', '=', translation.id)
      .where((eb) => eb.or([eb('id', '=', version.id), eb('sequence', '=', version.sequence)]))
      .executeTakeFirst()
    const latest = await work.db
      .selectFrom('kb_version')
      .select('sequence')
      .where('id', '=', translation.latest_version_id)
      .executeTakeFirstOrThrow()
    const isNewer = version.sequence > latest.sequence
    if (present || (isNewer && !isNewText)) return { articleId, isNew: false }
    const told = await toldHere(work, version)
    const source = await sourceHere(work, articleId, language, sourceVersionId)
    const ids = { articleId, translationId: translation.id, versionId: told.id }
    await work.change('kb.article_written', ids, async (db) => {
      if (isNewer)
        await changeTranslation(work, db, translation, {
          state: 'draft',
          latest_version_id: told.id,
          publish_at: null,
          ...(source === undefined ? {} : { source_version_id: source }),
        })
      const place = { id: told.id, articleId, translationId: translation.id, sequence: told.sequence }
      await insertVersion(work, db, place, { ...text, ...(note === undefined ? {} : { note }) }, told)
    })
    return { articleId, isNew: true }
  },
})
