import fc from 'fast-check'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { CoreDb } from '../../src/operation/runtime.ts'
import { mergePending } from '../../src/search/sqlite-postings.ts'
import { type Cast, openCast } from '../access/cast.ts'
import { hostBegins } from '../access/host-begin.ts'
import { act, one, step, words } from './acts.ts'
import { indexContents, ticketContents } from './index-contents.ts'

const isFull = process.env['DESK_FULL'] === '1'

const waiting = ({ desk }: Pick<Cast, 'desk'>): Promise<number[]> =>
  desk['~store'].read(async (tx) => {
    const db: CoreDb = tx.db
    const rows = await db.selectFrom('search_pending').select('position').orderBy('position').execute()
    return rows.map(({ position }) => position)
  })
const merge = ({ desk }: Pick<Cast, 'desk'>) => desk['~store'].write(async (tx) => mergePending({ tx }))
const faults = async ({ desk }: Pick<Cast, 'desk'>) =>
  (await desk.doctor()).findings.map(({ code }) => code).filter((code) => code.startsWith('doctor.search'))

const questions = [
  ...words,
  'heron badger',
  'heron -badger',
  '"heron badger"',
  '-heron is:open',
  'status:new,resolved',
  'assignee:none heron',
  'team:net heron',
  '4711 -"SN-4711-X heron"',
  '#2',
  'from:me heron',
]

/** All answers there are, page by page. */
async function answers(cast: Cast): Promise<unknown> {
  const found: unknown[] = []
  // A step may have made a contact of two companies of somebody: then they have to say for which one.
  const readers = [cast.as('ad'), cast.as('n1'), cast.as('a1', { company: cast.acme }), cast.as('b1', { company: cast.beta })]
  for (const [name, reader] of readers.entries())
    for (const query of questions) {
      let cursor: string | undefined
      do {
        const page = await reader.search.find({ query, limit: 2, kind: 'ticket', ...(cursor === undefined ? {} : { cursor }) })
        found.push([name, query, page.items])
        cursor = page.nextCursor ?? undefined
      } while (cursor !== undefined)
    }
  return found
}

forEachDatabase((kind) => {
  describe('new tickets that wait for the index', () => {
    it('answer as if they were in it, after any changes', { timeout: 600_000 }, async ({ skip }) => {
      skip(kind.kind === 'postgres', 'nothing waits there')
      await fc.assert(
        fc.asyncProperty(fc.array(step, { minLength: 5, maxLength: isFull ? 40 : 14 }), async (steps) => {
          let finish = async (): Promise<void> => undefined
          const cast = await openCast(kind, {}, (cleanUp) => {
            finish = cleanUp
          })
          try {
            for (const [index, each] of [one('create', 0, 0, ...words), one('create', 0, 1, 'heron', 'badger'), ...steps].entries()) {
              await act(cast, cast, each).catch(() => undefined)
              if (index % 5 !== 4) continue
              const tickets = new Map([...(await indexContents(cast.desk))].filter(([position]) => position > 0))
              expect(tickets).toEqual(await ticketContents(cast.desk))
              expect(await faults(cast)).toEqual([])
              const before = await answers(cast)
              await merge(cast)
              expect(await waiting(cast)).toEqual([])
              expect(await answers(cast)).toEqual(before)
              expect(await faults(cast)).toEqual([])
            }
          } finally {
            await finish()
          }
        }),
        { numRuns: isFull ? 60 : 3, examples: [[[one('merge', 1, 0), one('unmerge', 1), one('reply', 0, 0, 'C++')]]] },
      )
    })

    it('are at most sixty-three, and taken along by the next, whoever writes it', { timeout: 120_000 }, async ({ skip }) => {
      skip(kind.kind === 'postgres', 'nothing waits there')
      const cast = await openCast(kind)
      const other = createDesk({
        database: cast.database.database,
        worker: false,
        log: { error: () => undefined, warn: () => undefined, info: () => undefined },
      })
      onTestFinished(() => other.close())
      const desks = [cast.desk, other]
      for (let count = 1; count <= 70; count += 1) {
        const desk = desks[count % 2] ?? cast.desk
        const { number } = await desk.as({ externalId: 'a1' }).tickets.create({ subject: `heron ${count}` })
        expect(number).toBe(count)
        const left = await waiting(cast)
        expect(left).toEqual(Array.from({ length: count % 64 }, (_, index) => count - (count % 64) + index + 1))
        // Found at once, by another process too.
        const [found] = (await (desks[(count + 1) % 2] ?? other).as({ externalId: 'a1' }).search.find({ query: `heron ${count}` })).items
        expect(found?.ticket?.number).toBe(count)
      }
      expect(await faults(cast)).toEqual([])
      await cast.desk.reindex({ fromScratch: true })
      expect(await waiting(cast)).toEqual([])
    })

    it('are missed by doctor where they were lost, and told where they are in the index as well', async ({ skip }) => {
      skip(kind.kind === 'postgres', 'nothing waits there')
      const cast = await openCast(kind)
      await cast.as('a1').tickets.create({ subject: 'heron', body: 'badger' })
      const write = (run: (db: CoreDb) => Promise<unknown>) => cast.desk['~store'].write(async (tx) => run(tx.db))
      const [row] = await cast.desk['~store'].read(async (tx) => (tx.db as CoreDb).selectFrom('search_pending').selectAll().execute())
      if (!row) throw new Error('nothing waits')
      await write((db) => db.deleteFrom('search_pending').execute())
      expect(await faults(cast)).toEqual(['doctor.search_drift'])
      await write((db) => db.insertInto('search_pending').values({ position: row.position, words: 'pother' }).execute())
      expect(await faults(cast)).toEqual(['doctor.search_drift'])
      await write((db) => db.updateTable('search_pending').set({ words: row.words }).execute())
      expect(await faults(cast)).toEqual([])
      await merge(cast)
      await write((db) => db.insertInto('search_pending').values(row).execute())
      expect(await faults(cast)).toEqual(['doctor.search_drift'])
    })

    it('are found in the transaction that writes them, and gone with it', async () => {
      const cast = await openCast(kind)
      const host = await hostBegins(cast.database)
      const inside = cast.desk.in(host.handle).as({ externalId: 'a1' })
      const numbers = async () => (await inside.search.find({ query: 'heron', kind: 'ticket' })).items.map(({ title }) => title)
      const { id } = await inside.tickets.create({ subject: 'heron one', body: 'x' })
      expect(await numbers()).toEqual(['heron one'])
      await inside.tickets.reply({ ticketId: id, body: 'walrus' })
      expect((await inside.search.find({ query: 'walrus heron' })).items).toHaveLength(1)
      await host.end('rollback')
      expect((await cast.as('a1').search.find({ query: 'heron' })).items).toEqual([])
      expect(await faults(cast)).toEqual([])
    })
  })
})
