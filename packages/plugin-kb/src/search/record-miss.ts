import Type from 'typebox'
import { kit } from '../kit.ts'
import { hasRoom, KEPT_DAYS, keptQuestion, questionKey, writeMiss } from './misses.ts'
import { ForgetMisses, RecordMiss } from './schemas.ts'

const { command } = kit
const DAY = 86_400_000

export const recordMiss = command({
  route: null,
  permission: 'kb.publish',
  audience: 'staff',
  input: RecordMiss,
  output: Type.Object({ isKept: Type.Boolean() }),
  async run(work, { acting, language, question }) {
    const kept = keptQuestion(question)
    if (!(await hasRoom(work.db, { acting, language, key: questionKey(kept), now: work.now }))) return { isKept: false }
    const id = work.newId()
    await work.change('kb.search_missed', { missId: id, acting }, (db) =>
      writeMiss(db, { id, acting, language, question: kept, now: work.now }),
    )
    return { isKept: true }
  },
})

export const forgetMisses = command({
  route: 'POST /reports/gaps/forget',
  summary: 'Forgets searches without a result: one of them as done, or all that nobody has asked for half a year.',
  permission: 'kb.publish',
  audience: 'staff',
  input: ForgetMisses,
  output: Type.Object({ forgotten: Type.Integer({ description: 'How many were forgotten' }) }),
  async run(work, { missId }) {
    const before = new Date(Date.parse(work.now) - KEPT_DAYS * DAY).toISOString()
    const rows = work.db.selectFrom('kb_search_miss').select('id')
    const found = await (missId === undefined ? rows.where('last_at', '<', before).limit(1000) : rows.where('id', '=', missId)).execute()
    const [first] = found
    if (!first) return { forgotten: 0 }
    const ids = found.map(({ id }) => id)
    await work.change('kb.misses_forgotten', { missId: first.id }, async (db) => {
      await db.deleteFrom('kb_search_miss').where('id', 'in', ids).execute()
    })
    return { forgotten: ids.length }
  },
})
