import Type from 'typebox'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { forContract } from '../../src/plugin/kit.ts'

interface DiaryContract {
  id: 'diary'
  service: { look(input: { word: string }): Promise<{ word: string }>; note(input: { word: string }): Promise<{ word: string }> }
  permissions: 'diary.note'
  events: { 'diary.noted': { wordId: string } }
  tables: { diary_word: { id: string; word: string; written_at: string } }
}
const { query, command, definePlugin } = forContract<DiaryContract>()
const Word = Type.Object({ word: Type.String({ maxLength: 100 }) })

const diary = definePlugin({
  id: 'diary',
  version: '1.0.0',
  contract: 1,
  operations: {
    look: query({
      route: 'GET /look',
      permission: 'anyone',
      audience: 'public',
      input: Word,
      output: Word,
      async run(work, { word }) {
        work.later('note', { word })
        if (word === 'refused') throw new TypeError('after it had asked')
        return { word }
      },
    }),
    note: command({
      route: null,
      permission: 'diary.note',
      audience: 'staff',
      input: Word,
      output: Word,
      async run(work, { word }) {
        const id = work.newId()
        await work.change('diary.noted', { wordId: id }, async (db) => {
          await db.insertInto('diary_word').values({ id, word, written_at: work.now }).execute()
          // What was written goes with it.
          if (word === 'fails') throw new TypeError('the diary is full')
        })
        return { word }
      },
    }),
  },
  permissions: { 'diary.note': { title: 'Write into the diary' } },
  events: { 'diary.noted': { subject: 'wordId', audience: 'staff', title: 'Noted' } },
  migrations: {
    '0001_word': (db) =>
      db.schema
        .createTable('diary_word')
        .addColumn('id', 'uuid', (c) => c.primaryKey())
        .addColumn('word', 'text', (c) => c.notNull())
        .addColumn('written_at', 'timestamptz(3)', (c) => c.notNull())
        .execute(),
  },
  personalData: 'none',
  acts: ['diary.note'],
})

forEachDatabase((kind) => {
  it('what reading leaves behind is written by the plugin, once, and reaches nobody who reads', async () => {
    const place = await kind.create()
    const lines: string[] = []
    const desk = createDesk({
      database: place.database,
      store: { schema: place.schema },
      plugins: [diary()],
      worker: false,
      identify: () => null,
      log: { info: () => {}, warn: (_, text) => void lines.push(String(text)), error: (_, text) => void lines.push(String(text)) },
    })
    try {
      await desk.migrate()
      const reader = desk.as({ externalId: 'reader' })
      const words = async () =>
        (await desk['~store'].read((tx) => tx.dbFor('diary').selectFrom('diary_word').select('word').orderBy('word').execute())).map(
          ({ word }) => String(word),
        )
      // Many at once, signed in or not: each word once, none of it before it is time.
      await Promise.all(Array.from({ length: 40 }, (_, n) => reader.diary.look({ word: `word ${n % 4}` })))
      expect((await desk.fetch(new Request('http://desk.test/api/diary/look?word=word%202'))).status).toBe(200)
      expect((await desk.fetch(new Request('http://desk.test/api/diary/look?word=word%209'))).status).toBe(200)
      expect(await words()).toEqual([])
      await desk.tick()
      expect(await words()).toEqual(['word 0', 'word 1', 'word 2', 'word 3', 'word 9'])
      const events = await desk['~store'].read(({ db }) =>
        db.selectFrom('event').select(['actor_kind', 'actor_id']).where('name', '=', 'diary.noted').execute(),
      )
      expect(new Set(events.map((row) => `${String(row['actor_kind'])} ${String(row['actor_id'])}`))).toEqual(new Set(['plugin diary']))
      // One that can't be written takes nothing else with it, is told to the log, and to nobody else.
      await reader.diary.look({ word: 'fails' })
      await reader.diary.look({ word: 'fine' })
      await desk.tick()
      expect(await words()).toEqual(['fine', 'word 0', 'word 1', 'word 2', 'word 3', 'word 9'])
      expect(lines).toEqual(['what a read leaves behind could not be written down'])
      // A flood of reads is no flood of writes.
      await Promise.all(Array.from({ length: 260 }, (_, n) => reader.diary.look({ word: `flood ${n}` })))
      await desk.tick()
      const flood = (await words()).filter((word) => word.startsWith('flood')).length
      expect(flood).toBeGreaterThanOrEqual(200)
      expect(flood).toBeLessThan(260)
      expect(lines).toContain('too much to write down after reads within a second; some was not')
      // What waits when the desk closes is not lost.
      await reader.diary.look({ word: 'last' })
      await desk.close()
      const again = createDesk({
        database: place.database,
        store: { schema: place.schema },
        plugins: [diary()],
        worker: false,
        identify: () => null,
      })
      const found = await again['~store'].read((tx) =>
        tx.dbFor('diary').selectFrom('diary_word').select('word').where('word', '=', 'last').execute(),
      )
      expect(found).toHaveLength(1)
      await again.close()
    } finally {
      await desk.close()
      await place.drop()
    }
  })
})
