import { execFile } from 'node:child_process'
import { mkdtemp, readFile, rm } from 'node:fs/promises'
import { createRequire } from 'node:module'
import { tmpdir } from 'node:os'
import { dirname, join } from 'node:path'
import { promisify } from 'node:util'
import { createDesk, type Desk, describeSchema } from '@deskwright/core'
import Database from 'better-sqlite3'
import pg from 'pg'
import { expect, it, onTestFinished } from 'vitest'
import { createPostgresDatabase } from '../../packages/testing/src/database/shared-postgres.ts'

const run = promisify(execFile)
const drizzleKit = join(dirname(createRequire(import.meta.url).resolve('drizzle-kit')), 'bin.cjs')

/** As `npx drizzle-kit …` does, answering every question with yes. */
const kit = async (...given: string[]): Promise<string> => {
  const { stdout, stderr } = await run(process.execPath, [drizzleKit, ...given], { cwd: import.meta.dirname, timeout: 60_000 })
  return `${stdout}${stderr}`
}

const scratch = async (): Promise<string> => {
  const folder = await mkdtemp(join(tmpdir(), 'deskwright-kit-'))
  onTestFinished(() => rm(folder, { recursive: true, force: true, maxRetries: 5 }))
  return folder
}

const quiet = { error: () => {}, warn: () => {}, info: () => {} }

/** A desk with a ticket, closed again, and what its schema is. */
const makeDesk = async (database: string) => {
  const open = (): Desk => createDesk({ database, worker: false, log: quiet, identify: () => null })
  const desk = open()
  await desk.migrate()
  await desk.as({ externalId: 'carl' }).tickets.create({ subject: 'Here before the shop' })
  const before = await describeSchema(desk['~store'])
  await desk.close()
  return async () => {
    const again = open()
    onTestFinished(() => again.close())
    expect(await describeSchema(again['~store'])).toEqual(before)
    expect((await again.doctor()).findings).toEqual([])
    expect((await again.system('look').tickets.list({})).items).toHaveLength(1)
  }
}

const filter = '--tablesFilter=!deskwright_*'

it('drizzle-kit push leaves the tables of a desk in the same file alone, as the guide says it', { timeout: 120_000 }, async () => {
  const file = join(await scratch(), 'shop.db')
  const expectWhole = await makeDesk(`sqlite:${file}`)
  await kit('push', '--dialect=sqlite', '--schema=./schema/sqlite.ts', `--url=${file}`, filter, '--force')
  await expectWhole()
  const db = new Database(file)
  onTestFinished(() => void db.close())
  expect(db.prepare(`select count(*) as count from pragma_table_info('shop_order')`).get()).toEqual({ count: 3 })
})

it('drizzle-kit pull sees nothing of the desk', { timeout: 120_000 }, async () => {
  const folder = await scratch()
  const file = join(folder, 'shop.db')
  await makeDesk(`sqlite:${file}`)
  const db = new Database(file)
  db.exec('create table shop_order (id integer primary key, number text not null)')
  db.close()
  await kit('pull', '--dialect=sqlite', `--url=${file}`, filter, `--out=${join(folder, 'out')}`)
  const schema = await readFile(join(folder, 'out', 'schema.ts'), 'utf8')
  expect(schema).toContain('shop_order')
  expect(schema).not.toContain('deskwright')
})

it.skipIf(process.env['DESKWRIGHT_NO_POSTGRES'])(
  'drizzle-kit push and pull leave the schema of a desk on PostgreSQL alone',
  { timeout: 120_000 },
  async () => {
    const folder = await scratch()
    const { url, drop } = await createPostgresDatabase()
    onTestFinished(drop)
    const expectWhole = await makeDesk(url)
    await kit('push', '--dialect=postgresql', '--schema=./schema/postgres.ts', `--url=${url}`, '--force')
    await expectWhole()
    const client = new pg.Client({ connectionString: url })
    await client.connect()
    const { rows } = await client.query(`select table_schema from information_schema.tables where table_name = 'shop_order'`)
    await client.end()
    expect(rows).toEqual([{ table_schema: 'public' }])
    await kit('pull', '--dialect=postgresql', `--url=${url}`, `--out=${join(folder, 'out')}`)
    const schema = await readFile(join(folder, 'out', 'schema.ts'), 'utf8')
    expect(schema).toContain('shop_order')
    expect(schema).not.toContain('deskwright')
  },
)
