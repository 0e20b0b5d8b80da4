import { sql } from 'kysely'
import type { KbReader, KbWriter } from './kit.ts'

const counted = sql<number>`count(*)`.as('row_count')

/** Everything in which somebody stands by id: what they wrote and decided, what they added, and what they thought of it. */
export const personalData = {
  columns: {
    kb_version: {
      author_id: 'person',
      author_name: 'words',
      imported_by: 'person',
      note: 'words',
      title: 'kept',
      summary: 'kept',
      body: 'kept',
    },
    kb_review: { person_id: 'person', note: 'words' },
    kb_file: { added_by: 'person', name: 'kept' },
    kb_link: { linked_by: 'person' },
    kb_suggestion: { person_id: 'person' },
    kb_vote: { person_id: 'person', comment: 'words' },
  } as const,
  async export(db: KbReader, personId: string): Promise<object> {
    return {
      versions: await db
        .selectFrom('kb_version')
        .select(['id', 'title', 'summary', 'body', 'note', 'created_at'])
        .where((eb) => eb.or([eb('author_id', '=', personId), eb('imported_by', '=', personId)]))
        .execute(),
      reviews: await db.selectFrom('kb_review').select(['id', 'verdict', 'note', 'decided_at']).where('person_id', '=', personId).execute(),
      files: await db.selectFrom('kb_file').select(['id', 'name', 'added_at']).where('added_by', '=', personId).execute(),
      links: await db
        .selectFrom('kb_link')
        .select(['id', 'article_id', 'ticket_id', 'linked_at'])
        .where('linked_by', '=', personId)
        .execute(),
      suggestions: await db
        .selectFrom('kb_suggestion')
        .select(['id', 'article_id', 'shown_at', 'inserted_at', 'solved_at'])
        .where('person_id', '=', personId)
        .execute(),
      votes: await db
        .selectFrom('kb_vote')
        .select(['id', 'article_id', 'is_helpful', 'reason', 'comment', 'voted_at'])
        .where('person_id', '=', personId)
        .execute(),
    }
  },
  /** What an article says is the desk's, and readers go on to need it. */
  async kept(db: KbReader, personId: string) {
    const texts = await db.selectFrom('kb_version').select(counted).where('author_id', '=', personId).executeTakeFirstOrThrow()
    const files = await db.selectFrom('kb_file').select(counted).where('added_by', '=', personId).executeTakeFirstOrThrow()
    return [
      { what: 'article_texts', count: Number(texts.row_count), why: 'in_use_by_the_desk' },
      { what: 'article_files', count: Number(files.row_count), why: 'in_use_by_the_desk' },
    ]
  },
  /** Articles are the desk's and stay; that they wrote them is forgotten. Votes go, as they say what somebody thinks. */
  async erase(db: KbWriter, personId: string): Promise<void> {
    await db.updateTable('kb_version').set({ author_id: null, author_name: null, note: '' }).where('author_id', '=', personId).execute()
    await db.updateTable('kb_version').set({ imported_by: null }).where('imported_by', '=', personId).execute()
    await db.updateTable('kb_review').set({ person_id: null, note: '' }).where('person_id', '=', personId).execute()
    await db.updateTable('kb_file').set({ added_by: null }).where('added_by', '=', personId).execute()
    await db.updateTable('kb_link').set({ linked_by: null }).where('linked_by', '=', personId).execute()
    await db.updateTable('kb_suggestion').set({ person_id: null }).where('person_id', '=', personId).execute()
    await db.deleteFrom('kb_vote').where('person_id', '=', personId).execute()
  },
}
