import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { tokenCode } from '../../src/search/token-code.ts'
import { openCast } from '../access/cast.ts'
import { type Logged, statementsOf } from './statement-log.ts'

const questions = [
  'secret', 'printer', 'printer secret', '"secret plan"', 'printer -secret', '-"secret plan" printer', 'SN-4711-X', 'printer is:open', '#2 secret',
] // biome-ignore format: one list
const id = /[0-9a-f]{8}-?[0-9a-f]{4}-?7[0-9a-f]{3}-?[0-9a-f]{4}-?[0-9a-f]{12}/g

forEachDatabase((kind) => {
  describe('what is internal', () => {
    it('makes a question of customers neither walk nor read more or less, whether it has the words or not', {
      timeout: 120_000,
    }, async () => {
      const [without, withWords] = [await ask(kind, 'quiet talk of nothing'), await ask(kind, 'secret plan printer SN-4711-X')]
      expect(withWords.answers).toEqual(without.answers)
      expect(withWords.log.map(shape)).toEqual(without.log.map(shape))
      // All of it was asked, and staff find the words.
      expect(withWords.log.length).toBeGreaterThan(questions.length * 2)
      expect([withWords.foundByStaff, without.foundByStaff]).toEqual([12, 0])
      for (const { text, values } of withWords.log) expect(internalTokens(values), text).toEqual([])
    })
  })
})

/** Ids and numbers of tokens that are made of ids differ between two desks; all else is the same, or something can be told from it. */
const shape = ({ text, rows }: Logged): string => `${rows} × ${text.replace(/test_[0-9a-f]+/g, 'schema')}`

/** Tokens of internal text among what the database was asked for: words on SQLite, numbers on PostgreSQL. */
function internalTokens(values: readonly unknown[]): unknown[] {
  const first = tokenCode('i')
  const span = 2 ** 49
  const start = Math.floor(first / span) * span
  return values.filter((value) =>
    typeof value === 'string' && /^\{[\d,]+\}$/.test(value)
      ? value
          .slice(1, -1)
          .split(',')
          .some((code) => Number(code) >= start && Number(code) < start + span)
      : typeof value === 'string' && /"i[^"]*"/.test(value),
  )
}

async function ask(kind: TestDatabaseKind, note: string) {
  const cast = await openCast(kind, { clock: () => Date.parse('2026-03-10T12:00:00.000Z') })
  for (let index = 0; index < 12; index += 1) {
    const body = index % 3 ? 'the printer is broken' : 'nothing to say'
    const { id: ticketId } = await cast.as('a1').tickets.create({ subject: `Request ${index}`, body })
    await cast.as('ad').tickets.note({ ticketId, body: note })
  }
  const staff = await cast.as('ad').search.find({ query: 'secret plan', kind: 'ticket' })
  const answers: string[] = []
  const log = await statementsOf(cast.desk, kind.kind, async () => {
    for (const query of questions) {
      const { items, nextCursor } = await cast.as('a1').search.find({ query, limit: 3 })
      answers.push(JSON.stringify([query, items.map(({ title, excerpt }) => [title, excerpt]), nextCursor !== null]).replace(id, 'id'))
    }
  })
  return { answers, log: log.filter(({ text }) => text.startsWith('select')), foundByStaff: staff.items.length }
}
