import fc from 'fast-check'
import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'

import type { TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { openCast } from '../access/cast.ts'
import { hostBegins } from '../access/host-begin.ts'
import { act, type Caller, one, step, words } from './acts.ts'
import { indexContents, ticketContents } from './index-contents.ts'

const isFull = process.env['DESK_FULL'] === '1'
/** Steps of one transaction of a host, and whether it is kept. */
const transaction = fc.record({ steps: fc.array(step, { minLength: 1, maxLength: 5 }), isKept: fc.boolean() })
/** A word that comes and goes within one transaction, and one that stays with another message. */
const comingAndGoing = [
  { steps: [one('create', 0, 0, 'heron'), one('create', 0, 1, 'badger', 'heron')], isKept: true },
  { steps: [one('merge', 2, 3), one('unmerge', 2)], isKept: true },
  { steps: [one('merge', 2, 3)], isKept: true },
  { steps: [one('unmerge', 2), one('merge', 2, 3), one('reply', 3, 0, 'C++'), one('unmerge', 2)], isKept: true },
  { steps: [one('create', 0, 2, 'SN-4711-X'), one('merge', 2, 3), one('merge', 3, 4)], isKept: true },
  { steps: [one('unmerge', 3), one('subject', 2)], isKept: false },
  { steps: [one('unmerge', 3)], isKept: true },
  { steps: [one('split', 3, 0), one('merge', 5, 4), one('bulk', 0, 1)], isKept: true },
]

forEachDatabase((kind) => {
  describe('the index', () => {
    it('stays whole when words only ever go', async () => {
      const cast = await openCast(kind)
      const said = Array.from({ length: 40 }, (_, index) => `word${'abcdefghij'[index % 10]}${'klmn'[Math.floor(index / 10)]}`)
      const { id: ticketId, number } = await cast.as('a1').tickets.create({ subject: said.join(' ') })
      for (let left = said.length - 1; left > 0; left -= 1)
        await cast.as('ad').tickets.update({ ticketId, subject: said.slice(0, left).join(' ') })
      expect((await indexContents(cast.desk)).get(number)).toEqual((await ticketContents(cast.desk)).get(number))
      expect((await cast.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    })

    it('is whole when it was made anew while the desk went on', { timeout: 120_000 }, async () => {
      const cast = await openCast(kind)
      const desk = cast.as('ad').tickets
      const ids: string[] = []
      for (let index = 0; index < 230; index += 1)
        ids.push((await desk.create({ subject: `heron ${index}`, requesterId: cast.id.a1, teamId: cast.net })).id)
      const idAt = (index: number) => ids[(index * 37) % ids.length] ?? ''
      let isDone = false
      const at = { work: 0 }
      const work = async () => {
        for (; !isDone || at.work < 40; at.work += 1) {
          const [ticketId, turn] = [idAt(at.work), at.work % 5]
          if (turn === 0) await desk.create({ subject: 'badger', body: 'C++', requesterId: cast.id.a2 })
          else if (turn === 1) await desk.reply({ ticketId, body: 'مدرسة принтер' })
          else if (turn === 2) await desk.update({ ticketId, subject: `badger ${at.work}` }).catch(() => undefined)
          else if (turn === 3) await desk.merge({ ticketId, intoId: idAt(at.work + 1) }).catch(() => undefined)
          else await desk.unmerge({ ticketId: idAt(at.work - 1) }).catch(() => undefined)
        }
      }
      const report = cast.desk.reindex({ fromScratch: true }).finally(() => {
        isDone = true
      })
      await Promise.all([work(), report])
      expect((await report).fromScratch).toBe(true)
      const tickets = new Map([...(await indexContents(cast.desk))].filter(([position]) => position > 0))
      expect(tickets).toEqual(await ticketContents(cast.desk))
      expect((await cast.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
      expect(await cast.desk.reindex()).toEqual({ fromScratch: false, tickets: 0, documents: 0 })
    })

    it('holds exactly what the rows say after any changes, kept or rolled back, and stays whole', { timeout: 900_000 }, async () => {
      const done = new Set<string>()
      await fc.assert(
        fc.asyncProperty(fc.array(transaction, { minLength: 3, maxLength: isFull ? 20 : 8 }), (transactions) =>
          check(kind, transactions, done),
        ),
        { numRuns: isFull ? 100 : 4, examples: [[comingAndGoing]], endOnFailure: !isFull },
      )
      // Not all of it was refused.
      expect(['create', 'reply', 'merge', 'unmerge', 'split'].filter((what) => !done.has(what))).toEqual([])
    })
  })
})

async function check(kind: TestDatabaseKind, transactions: typeof comingAndGoing, done: Set<string>): Promise<void> {
  let finish = async (): Promise<void> => undefined
  const cast = await openCast(kind, {}, (cleanUp) => {
    finish = cleanUp
  })
  const opening = { steps: [one('create', 0, 0, ...words), one('create', 0, 2, 'badger')], isKept: true }
  try {
    for (const { steps, isKept } of [opening, ...transactions]) {
      const before = await indexContents(cast.desk)
      const host = await hostBegins(cast.database)
      const joined = cast.desk.in(host.handle)
      const caller: Caller = { as: (name, options) => joined.as({ externalId: name }, options) }
      // A command that is refused has undone what it did, and the next one goes on in the same transaction.
      for (const each of steps)
        await act(cast, caller, each).then(
          () => done.add(each.do),
          () => undefined,
        )
      await host.end(isKept ? 'commit' : 'rollback')
      const contents = await indexContents(cast.desk)
      if (!isKept) expect(contents).toEqual(before)
      const tickets = new Map([...contents].filter(([position]) => position > 0))
      expect(tickets).toEqual(await ticketContents(cast.desk))
      expect((await cast.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    }
    const whole = await indexContents(cast.desk)
    await cast.desk.reindex({ fromScratch: true })
    expect(await indexContents(cast.desk)).toEqual(whole)
  } finally {
    await finish()
  }
}
