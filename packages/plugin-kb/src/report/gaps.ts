import { kit } from '../kit.ts'
import { canonicalLanguage } from '../language/best-language.ts'
import { GapPage, ListGaps } from './schemas.ts'

const { query } = kit

export const gaps = query({
  route: 'GET /reports/gaps',
  summary: 'Searches that found nothing, the most frequent first.',
  permission: 'kb.publish',
  audience: 'staff',
  input: ListGaps,
  output: GapPage,
  async run(work, { acting, language, ...input }) {
    const page = work.page(`gaps ${acting ?? ''} ${language ?? ''}`, input)
    let rows = work.db.selectFrom('kb_search_miss').selectAll().orderBy('miss_count', 'desc').orderBy('id', 'desc').limit(page.take)
    if (acting !== undefined) rows = rows.where('acting', '=', acting)
    if (language !== undefined) rows = rows.where('language', '=', canonicalLanguage(language))
    if (page.after) {
      const [count, id] = page.after
      rows = rows.where(({ eb, refTuple, tuple }) => eb(refTuple('miss_count', 'id'), '<', tuple(Number(count), String(id))))
    }
    const found = await rows.execute()
    return page.of(
      found,
      (row) => [row.miss_count, row.id],
      found.map((row) => ({
        id: row.id,
        question: row.question,
        acting: row.acting,
        language: row.language,
        count: row.miss_count,
        firstAt: row.first_at,
        lastAt: row.last_at,
      })),
    )
  },
})
