import { lockCategory } from '../category/find-category.ts'
import { kbError } from '../errors.ts'
import { type KbWork, type KbWriter, kit } from '../kit.ts'
import { indexText } from '../search/index-text.ts'
import { expectState, type StateCommand } from '../state/machine.ts'
import type { ArticleRow, TranslationRow } from '../tables.ts'
import { findTranslation, findVersion } from './find-article.ts'
import { ArticleSheet, InLanguage, Publish, PublishDue, SendBack, Submit } from './schemas.ts'
import { sheetOf } from './sheet.ts'
import { claimSlug, slugOf } from './slug.ts'
import { changeTranslation, expectVersion, touchArticle } from './write-version.ts'

const { command } = kit

interface Found {
  readonly article: ArticleRow
  readonly translation: TranslationRow
}

/** The text that a command is for, in a state that allows it. */
async function findFor(work: KbWork, name: StateCommand, input: InLanguage): Promise<Found> {
  const found = await findTranslation(work, input)
  expectVersion(found.translation, input.expectedVersion)
  expectState(name, found.translation.state)
  return found
}

const payloadOf = ({ article, translation }: Found) => ({
  articleId: article.id,
  translationId: translation.id,
  versionId: translation.latest_version_id,
})

export const submit = command({
  route: 'POST /articles/:articleId/submit',
  summary: 'Submits a draft for review.',
  permission: 'kb.write',
  audience: 'staff',
  input: Submit,
  output: ArticleSheet,
  async run(work, { note, ...input }) {
    const found = await findFor(work, 'submit', input)
    await work.change('kb.article_submitted', payloadOf(found), async (db) => {
      await changeTranslation(work, db, found.translation, { state: 'in_review' })
      await insertReview(work, db, found, 'submitted', note)
      await touchArticle(work, db, found.article.id)
    })
    return sheetOf(work, found.article.id)
  },
})

export const recall = command({
  route: 'POST /articles/:articleId/recall',
  summary: 'Takes back what was submitted or scheduled.',
  permission: 'kb.write',
  audience: 'staff',
  input: InLanguage,
  output: ArticleSheet,
  async run(work, input) {
    const found = await findFor(work, 'recall', input)
    await work.change('kb.article_recalled', payloadOf(found), async (db) => {
      await changeTranslation(work, db, found.translation, { state: 'draft', publish_at: null })
      await touchArticle(work, db, found.article.id)
    })
    return sheetOf(work, found.article.id)
  },
})

export const sendBack = command({
  route: 'POST /articles/:articleId/send-back',
  summary: 'Sends back what was submitted or scheduled, and says why.',
  permission: 'kb.publish',
  audience: 'staff',
  input: SendBack,
  output: ArticleSheet,
  async run(work, { note, ...input }) {
    const found = await findFor(work, 'sendBack', input)
    await work.change('kb.article_sent_back', payloadOf(found), async (db) => {
      await changeTranslation(work, db, found.translation, { state: 'draft', publish_at: null })
      await insertReview(work, db, found, 'sent_back', note)
      await touchArticle(work, db, found.article.id)
    })
    return sheetOf(work, found.article.id)
  },
})

export const approve = command({
  route: 'POST /articles/:articleId/approve',
  summary: 'Approves what was submitted: it is published, now or at the time that is said.',
  permission: 'kb.publish',
  audience: 'staff',
  input: Publish,
  output: ArticleSheet,
  async run(work, { note, at, ...input }) {
    const found = await findFor(work, 'approve', input)
    await work.change('kb.article_approved', payloadOf(found), async (db) => {
      const { row } = await lockCategory(work, db, found.article.category_id)
      if (row.approval === 'other') await expectAnother(work, db, found.translation)
      await insertReview(work, db, found, 'approved', note)
    })
    await publishAt(work, found, at)
    return sheetOf(work, found.article.id)
  },
})

export const publish = command({
  route: 'POST /articles/:articleId/publish',
  summary: 'Publishes a draft, now or at the time that is said, where nobody else has to approve.',
  permission: 'kb.publish',
  audience: 'staff',
  input: Publish,
  output: ArticleSheet,
  async run(work, { note: _note, at, ...input }) {
    const found = await findFor(work, 'publish', input)
    await publishAt(work, found, at, async (db) => {
      const { row } = await lockCategory(work, db, found.article.category_id)
      if (row.approval === 'other') throw kbError('kb.needs_approval')
    })
    return sheetOf(work, found.article.id)
  },
})

export const publishDue = command({
  route: null,
  permission: 'kb.publish',
  audience: 'staff',
  input: PublishDue,
  output: ArticleSheet,
  async run(work, { translationId }) {
    const row = await work.db
      .selectFrom('kb_translation')
      .select(['article_id', 'language'])
      .where('id', '=', translationId)
      .executeTakeFirst()
    if (!row) throw kbError('kb.article_not_found', { article: translationId })
    const found = await findFor(work, 'publishDue', { articleId: row.article_id, language: row.language })
    const { publish_at } = found.translation
    if (publish_at !== null && publish_at > work.now) throw kbError('kb.not_due', { at: publish_at })
    await publishNow(work, found)
    return sheetOf(work, row.article_id)
  },
})

async function publishAt(work: KbWork, found: Found, at: string | undefined, before?: (db: KbWriter) => Promise<void>): Promise<void> {
  if (at === undefined) return publishNow(work, found, before)
  if (at <= work.now) throw kbError('kb.publish_in_past')
  await work.change('kb.article_scheduled', payloadOf(found), async (db) => {
    await before?.(db)
    await changeTranslation(work, db, found.translation, { state: 'scheduled', publish_at: at })
    await touchArticle(work, db, found.article.id)
  })
}

async function publishNow(work: KbWork, found: Found, before?: (db: KbWriter) => Promise<void>): Promise<void> {
  const { article, translation } = found
  const version = await findVersion(work.db, translation.id, translation.latest_version_id)
  const wanted = version.slug ?? translation.slug ?? slugOf(version.title)
  await work.change('kb.article_published', payloadOf(found), async (db) => {
    await before?.(db)
    const slug = await claimSlug(db, { language: translation.language, translationId: translation.id, now: work.now }, wanted)
    await changeTranslation(work, db, translation, {
      state: 'published',
      slug,
      published_version_id: version.id,
      published_source_version_id: translation.source_version_id,
      published_at: work.now,
      publish_at: null,
    })
    await indexText(db, translation, version)
    await touchArticle(work, db, article.id)
  })
}

/** Whoever wrote any of what readers have not seen yet is no approver of it. Throws `kb.own_text`. */
async function expectAnother(work: KbWork, db: KbWriter, translation: TranslationRow): Promise<void> {
  const { personId } = work.caller
  if (personId === null) return
  const published =
    translation.published_version_id === null ? null : await findVersion(db, translation.id, translation.published_version_id)
  const own = await db
    .selectFrom('kb_version')
    .select('id')
    .where('translation_id', '=', translation.id)
    .where((eb) => eb.or([eb('author_id', '=', personId), eb('imported_by', '=', personId)]))
    .where('sequence', '>', published?.sequence ?? 0)
    .limit(1)
    .executeTakeFirst()
  if (own) throw kbError('kb.own_text')
}

async function insertReview(
  work: KbWork,
  db: KbWriter,
  { translation }: Found,
  verdict: 'submitted' | 'approved' | 'sent_back',
  note = '',
): Promise<void> {
  await db
    .insertInto('kb_review')
    .values({
      id: work.newId(),
      translation_id: translation.id,
      version_id: translation.latest_version_id,
      verdict,
      note,
      person_id: work.caller.personId,
      decided_at: work.now,
    })
    .execute()
}
