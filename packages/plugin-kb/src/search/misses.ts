import { foldedText } from '@deskwright/core'
import type { KbReader, KbWriter } from '../kit.ts'

/** Different questions that are kept for each audience; the ones asked seldom and long ago make room. */
const MOST = 2_000
/** Days after which a question that nobody asks any more is forgotten. */
export const KEPT_DAYS = 180
const LONGEST = 200

/** A question as it may be kept: who asks often writes down what they should not, and nobody needs a number to see what is missing. */
export function keptQuestion(question: string): string {
  return question
    .replace(/\S+@\S+/g, '@')
    .replace(/\S*\p{N}(?:[\s().-]?\p{N}){4,}\S*/gu, '#')
    .replace(/[\p{C}\s]+/gu, ' ')
    .trim()
    .slice(0, LONGEST)
    .replace(/[\ud800-\udbff]$/, '')
}

export const questionKey = (question: string): string => foldedText(question, ' ').slice(0, LONGEST)

/** Of one question one in ten minutes counts, of new ones three hundred in an hour: whoever asks without end fills neither table nor log. */
const AGAIN_MS = 600_000
const HOUR_MS = 3_600_000
const NEW_AN_HOUR = 300

export async function hasRoom(
  db: KbReader,
  { acting, language, key, now }: { acting: 'staff' | 'customer'; language: string; key: string; now: string },
): Promise<boolean> {
  if (!key) return false
  const before = (ms: number): string => new Date(Date.parse(now) - ms).toISOString()
  const same = await db
    .selectFrom('kb_search_miss')
    .select('last_at')
    .where('acting', '=', acting)
    .where('language', '=', language)
    .where('question_key', '=', key)
    .executeTakeFirst()
  if (same) return same.last_at <= before(AGAIN_MS)
  const { count } = await db
    .selectFrom('kb_search_miss')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('acting', '=', acting)
    .where('first_at', '>', before(HOUR_MS))
    .executeTakeFirstOrThrow()
  return Number(count) < NEW_AN_HOUR
}

export interface Miss {
  readonly id: string
  readonly acting: 'staff' | 'customer'
  readonly language: string
  readonly question: string
  readonly now: string
}

/** Counts a search that found nothing. */
export async function writeMiss(db: KbWriter, { id, acting, language, question, now }: Miss): Promise<void> {
  const key = questionKey(question)
  if (!key) return
  await db
    .insertInto('kb_search_miss')
    .values({ id, acting, language, question_key: key, question, miss_count: 1, first_at: now, last_at: now })
    .onConflict((conflict) =>
      conflict
        .columns(['acting', 'language', 'question_key'])
        .doUpdateSet(({ eb }) => ({ miss_count: eb('kb_search_miss.miss_count', '+', 1), last_at: now, question })),
    )
    .execute()
  const { count } = await db
    .selectFrom('kb_search_miss')
    .select(({ fn }) => fn.countAll<number>().as('count'))
    .where('acting', '=', acting)
    .executeTakeFirstOrThrow()
  const over = Number(count) - MOST
  if (over > 0) await dropSeldom(db, acting, over)
}

async function dropSeldom(db: KbWriter, acting: 'staff' | 'customer', over: number): Promise<void> {
  const rows = await seldom(db, acting, over)
  await db.deleteFrom('kb_search_miss').where('id', 'in', rows).execute()
}

async function seldom(db: KbReader, acting: 'staff' | 'customer', limit: number): Promise<string[]> {
  const rows = await db
    .selectFrom('kb_search_miss')
    .select('id')
    .where('acting', '=', acting)
    .orderBy('miss_count')
    .orderBy('last_at')
    .orderBy('id')
    .limit(limit)
    .execute()
  return rows.map(({ id }) => id)
}
