import { sql } from 'kysely'
import { expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createPostgresDatabase } from '../../../testing/src/database/shared-postgres.ts'
import type { TestDatabaseKind } from '../../../testing/src/database/test-databases.ts'
import { openStore } from '../../src/store/open-store.ts'
import { describeSchema } from '../../src/store/schema/describe-schema.ts'
import { createTables, tables, uuid } from './open-test-store.ts'

/** One database with a host's own tables in it, named as ours are. */
const hostDatabase = async (kind: TestDatabaseKind) => {
  if (kind.kind === 'postgres') {
    const { url, drop } = await createPostgresDatabase()
    return { database: url, drop }
  }
  return kind.create()
}

forEachDatabase((kind) => {
  it('never meets tables of the host, nor those of a desk beside it', async () => {
    const { database, drop } = await hostDatabase(kind)
    const desk = openStore(database, { tables })
    // On SQLite a second desk is a second file; in one PostgreSQL it is a second schema.
    const second = openStore(kind.kind === 'postgres' ? database : 'sqlite::memory:', { tables, schema: 'second' })
    onTestFinished(async () => {
      await Promise.all([desk.close(), second.close()])
      await drop()
    })
    const hostTable = kind.kind === 'postgres' ? sql`public.ticket` : sql`ticket`
    await desk.write(async (tx) => {
      await sql`create table ${hostTable} (id text, subject text)`.execute(tx.db)
      await sql`insert into ${hostTable} values ('host', 'untouched')`.execute(tx.db)
    })
    for (const [index, store] of [desk, second].entries())
      await store.write(async (tx) => {
        if (kind.kind === 'postgres') await sql`create schema ${sql.id(index === 0 ? 'deskwright' : 'second')}`.execute(tx.db)
        await createTables(tx.db)
        await tx.db
          .insertInto('ticket')
          .values({ id: uuid(index), subject: `desk ${index}` })
          .execute()
      })
    await desk.write((tx) => tx.db.updateTable('ticket').set({ subject: 'changed' }).execute())
    const subjects = (store: typeof desk) => store.read((tx) => tx.db.selectFrom('ticket').select('subject').execute())
    expect(await subjects(desk)).toEqual([{ subject: 'changed' }])
    expect(await subjects(second)).toEqual([{ subject: 'desk 1' }])
    expect((await desk.read((tx) => sql`select * from ${hostTable}`.execute(tx.db))).rows).toEqual([{ id: 'host', subject: 'untouched' }])
    expect(await describeSchema(desk)).toBe(await describeSchema(second))
  })
})
