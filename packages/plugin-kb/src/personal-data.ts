import type { KbReader, KbWriter } from './kit.ts'

/** Everything in which somebody stands by id: what they wrote and decided, what they added, and what they thought of it. */
export const personalData = {
  async export(db: KbReader, personId: string): Promise<object> {
    return {
      versions: await db
        .selectFrom('kb_version')
        .select(['id', 'title', 'summary', 'body', 'note', 'created_at'])
        .where('author_id', '=', personId)
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
  /** Articles are the desk's and stay; that they wrote them is forgotten. Votes go, as they say what somebody thinks. */
  async erase(db: KbWriter, personId: string): Promise<void> {
    await db.updateTable('kb_version').set({ author_id: null, author_name: null }).where('author_id', '=', personId).execute()
    await db.updateTable('kb_version').set({ imported_by: null }).where('imported_by', '=', personId).execute()
    await db.updateTable('kb_review').set({ person_id: null }).where('person_id', '=', personId).execute()
    await db.updateTable('kb_file').set({ added_by: null }).where('added_by', '=', personId).execute()
    await db.updateTable('kb_link').set({ linked_by: null }).where('linked_by', '=', personId).execute()
    await db.updateTable('kb_suggestion').set({ person_id: null }).where('person_id', '=', personId).execute()
    await db.deleteFrom('kb_vote').where('person_id', '=', personId).execute()
  },
}
