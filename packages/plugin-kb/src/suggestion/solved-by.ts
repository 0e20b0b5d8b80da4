import { type KbWork, kit } from '../kit.ts'
import { chooseText } from '../reader/choose-text.ts'
import { findPublished } from '../reader/read.ts'
import { Solved, SolvedBy } from './schemas.ts'

const { command } = kit

const DAY = 86_400_000
/** Nobody knows who says it: more than so many a day for an article are not believed. */
const MOST_UNKNOWN = 50

export const solvedBy = command({
  route: 'POST /solved',
  summary: 'The reader says that an article solved it: a request less. Once for each draft.',
  permission: 'anyone',
  audience: 'public',
  input: SolvedBy,
  output: Solved,
  async run(work, { articleId, draftId, position = 1 }) {
    const { row, texts } = await findPublished(work, articleId)
    const text = chooseText(work, texts, row.primary_language)
    if (!text || !(await isCounted(work, articleId, draftId))) return { articleId, isThanked: true }
    await work.change('kb.request_solved', { articleId }, (db) =>
      db
        .insertInto('kb_suggestion')
        .values({
          id: work.newId(),
          batch_id: draftId,
          article_id: articleId,
          version_id: text.version_id,
          occasion: 'request',
          ticket_id: null,
          person_id: work.caller.personId,
          position,
          shown_at: work.now,
          inserted_at: null,
          solved_at: work.now,
        })
        // Of two at once the database takes one: a draft is solved once.
        .onConflict((conflict) => conflict.doNothing())
        .execute(),
    )
    return { articleId, isThanked: true }
  },
})

/** What is not counted is thanked for all the same: nobody learns what others said. */
async function isCounted(work: KbWork, articleId: string, draftId: string): Promise<boolean> {
  const said = await work.db
    .selectFrom('kb_suggestion')
    .select('id')
    .where('batch_id', '=', draftId)
    .where('solved_at', 'is not', null)
    .executeTakeFirst()
  if (said) return false
  if (work.caller.personId !== null) return true
  const { count } = await work.db
    .selectFrom('kb_suggestion')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('article_id', '=', articleId)
    .where('person_id', 'is', null)
    .where('solved_at', '>', new Date(Date.parse(work.now) - DAY).toISOString())
    .executeTakeFirstOrThrow()
  return Number(count) < MOST_UNKNOWN
}
