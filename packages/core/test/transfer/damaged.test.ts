import { createHash } from 'node:crypto'
import { cp, mkdir, readFile, rm, symlink, truncate, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { describe, expect, it } from 'vitest'
import { testDatabases } from '../../../testing/src/database/test-databases.ts'
import { refusal } from '../access/cast.ts'
import { everyTable } from '../attacks/every-table.ts'
import { comparable, emptyDesk, filledDesk, folderOf } from './filled-desk.ts'

const [sqlite] = testDatabases
if (!sqlite) throw new TypeError('there is always SQLite')

interface Header {
  format: string
  version: number
  migrations: { owner: string; name: string }[]
  tables: { name: string; rows: number; bytes: number; sha256: string }[]
  files: { lost: string[] }
}

async function setting() {
  const { desk } = await filledDesk(sqlite as never)
  const export_ = join(await folderOf('export'), 'export')
  await desk.export({ to: export_ })
  const empty = await emptyDesk(sqlite as never)
  const header = async (change: (header: Header) => void): Promise<void> => {
    const path = join(export_, 'export.json')
    const value = JSON.parse(await readFile(path, 'utf8')) as Header
    change(value)
    await writeFile(path, JSON.stringify(value))
  }
  return {
    desk,
    empty: empty.desk,
    folder: export_,
    header,
    path: (table: string) => join(export_, 'tables', `${table}.ndjson`),
    /** Other lines in a table, with a header that says so: what somebody writes who wants to get something in. */
    async forge(table: string, change: (lines: string[]) => string[]): Promise<void> {
      const path = join(export_, 'tables', `${table}.ndjson`)
      const lines = change((await readFile(path, 'utf8')).split('\n').slice(0, -1))
      const text = lines.map((line) => `${line}\n`).join('')
      await writeFile(path, text)
      await header(({ tables }) => {
        const said = tables.find(({ name }) => name === table)
        if (said) Object.assign(said, { rows: lines.length, bytes: text.length, sha256: createHash('sha256').update(text).digest('hex') })
      })
    },
  }
}

const edited = (line: string | undefined, change: object): string => JSON.stringify({ ...(JSON.parse(line ?? '{}') as object), ...change })

describe('an export that is not right', () => {
  it('is named line by line, and nothing of it is written', { timeout: 60_000 }, async () => {
    const { empty, folder, forge } = await setting()
    const before = await everyTable(empty)
    await forge('message', (lines) => [
      ...lines.slice(0, 2),
      '{"id":',
      '[]',
      '"x"',
      edited(lines[2], { more: 1 }),
      edited(lines[3], { body: 5 }),
      edited(lines[4], { created_at: 'yesterday' }),
      edited(lines[5], { body: null }),
      edited(lines[6], { body: 'nul \u0000' }),
      lines[0] ?? '',
      `{"body":"${'x'.repeat(17_000_000)}"}`,
      '['.repeat(2_000_000),
    ])
    const { faults } = await empty.import({ from: folder, dryRun: true })
    expect(faults.map(({ file, line }) => `${file} ${line}`)).toEqual(
      [3, 4, 5, 6, 7, 8, 9, 10, 11, 12, 13].map((line) => `tables/message.ndjson ${line}`),
    )
    expect(faults[3]?.reason).toContain("'more'")
    await expect(empty.import({ from: folder })).rejects.toMatchObject({
      code: 'transfer.damaged',
      message: expect.stringContaining('tables/message.ndjson line 3'),
    })
    expect(await everyTable(empty)).toEqual(before)
    // Still a desk like any other.
    expect((await empty.as({ externalId: 'ad' }).people.me()).person.id).toBeTruthy()
  })

  it('is noticed where a byte is another, a line is missing or the end is', { timeout: 60_000 }, async () => {
    const { empty, folder, path } = await setting()
    const whole = await readFile(path('ticket'))
    const reasons = async (): Promise<unknown> => (await empty.import({ from: folder, dryRun: true })).faults
    const other = Buffer.from(whole)
    const place = other.indexOf('The printer')
    other[place] = 'S'.charCodeAt(0)
    await writeFile(path('ticket'), other)
    expect(await reasons()).toEqual([{ file: 'tables/ticket.ndjson', line: null, reason: 'it is not the same as when it was written' }])
    await writeFile(path('ticket'), whole.subarray(whole.indexOf('\n') + 1))
    expect(await reasons()).toEqual([{ file: 'tables/ticket.ndjson', line: null, reason: expect.stringContaining('5 lines') }])
    await writeFile(path('ticket'), whole)
    await truncate(path('ticket'), whole.length - 10)
    expect(await reasons()).toEqual([{ file: 'tables/ticket.ndjson', line: 6, reason: 'its end is cut off' }])
    await rm(path('ticket'))
    expect(await reasons()).toEqual([{ file: 'tables/ticket.ndjson', line: null, reason: 'there is no such file' }])
  })

  it('reaches nothing outside its folder', { timeout: 60_000 }, async () => {
    const { empty, folder, forge, header, path } = await setting()
    const outside = join(await folderOf('outside'), 'secret.txt')
    await writeFile(outside, 'secret')
    await forge('file', (lines) => [
      edited(lines[0], { id: '../../../../etc/passwd' }),
      edited(lines[1], { id: '00000000-0000-7000-8000-00000000000\u0000' }),
      ...lines.slice(2),
    ])
    const { faults } = await empty.import({ from: folder, dryRun: true })
    expect(faults.slice(0, 2)).toMatchObject([{ line: 1, reason: 'its id is none of a file' }, { line: 2 }])
    await header(({ tables }) => tables.push({ name: '../../secret', rows: 0, bytes: 0, sha256: '0'.repeat(64) }))
    expect(await refusal(empty.import({ from: folder }))).toBe('transfer.not_an_export')
    await header(({ tables }) => {
      tables.pop()
      tables.push({ name: 'setting_secret', rows: 0, bytes: 0, sha256: '0'.repeat(64) })
    })
    expect((await empty.import({ from: folder, dryRun: true })).faults).toContainEqual({
      file: 'export.json',
      line: null,
      reason: "the desk takes no table 'setting_secret'",
    })
    // A link in the place of a table, or of a file's bytes.
    await rm(path('tag'))
    await symlink(outside, path('tag'))
    expect((await empty.import({ from: folder, dryRun: true })).faults).toContainEqual({
      file: 'tables/tag.ndjson',
      line: null,
      reason: 'there is no such file',
    })
  })

  it('brings no bytes but those that its lines tell of', { timeout: 60_000 }, async () => {
    const { empty, folder } = await setting()
    const lines = (await readFile(join(folder, 'tables', 'file.ndjson'), 'utf8')).split('\n')
    const { id } = JSON.parse(lines[0] ?? '{}') as { id: string }
    const bytes = join(folder, 'files', id.slice(-2), id)
    const whole = await readFile(bytes)
    await writeFile(bytes, Buffer.alloc(whole.length, 120))
    expect((await empty.import({ from: folder, dryRun: true })).faults).toMatchObject([{ file: 'tables/file.ndjson', line: 1 }])
    await expect(empty.import({ from: folder })).rejects.toMatchObject({
      code: 'transfer.line_refused',
      params: { file: 'tables/file.ndjson', line: 1 },
    })
    // Nobody works on a desk of which a part is missing.
    expect(await refusal(empty.as({ externalId: 'a1' }).people.me())).toBe('transfer.unfinished')
    await writeFile(bytes, whole)
    await empty.import({ from: folder })
    expect((await empty.doctor()).findings.filter(({ code }) => code.startsWith('doctor.file'))).toEqual([])
    await writeFile(bytes, Buffer.alloc(whole.length * 1000))
    const another = await emptyDesk(sqlite as never)
    expect((await another.desk.import({ from: folder, dryRun: true })).faults).toMatchObject([
      { line: 1, reason: expect.stringContaining('bytes instead of') },
    ])
  })

  it('is refused whole by another schema, an older reader and a desk that is in use', { timeout: 60_000 }, async () => {
    const { desk, empty, folder, header } = await setting()
    expect(await refusal(desk.import({ from: folder }))).toBe('transfer.not_empty')
    expect(await refusal(empty.import({ from: join(folder, 'tables') }))).toBe('transfer.not_an_export')
    const original = await readFile(join(folder, 'export.json'))
    const after = async (change: (header: Header) => void): Promise<string> => {
      await writeFile(join(folder, 'export.json'), original)
      await header(change)
      return refusal(empty.import({ from: folder }))
    }
    expect(await after((value) => Object.assign(value, { version: 2 }))).toBe('transfer.newer')
    expect(await after((value) => Object.assign(value, { format: 'x' }))).toBe('transfer.not_an_export')
    expect(await after((value) => Object.assign(value, { tables: 5 }))).toBe('transfer.not_an_export')
    expect(await after(({ migrations }) => migrations.push({ owner: 'core', name: '9999_later' }))).toBe('transfer.schema_newer')
    expect(await after(({ migrations }) => migrations.push({ owner: 'chat', name: '0001_chat' }))).toBe('transfer.plugin_missing')
    expect(await after(({ migrations }) => migrations.pop())).toBe('transfer.schema_older')
  })

  it('is named where the database refuses what looks right', { timeout: 60_000 }, async () => {
    const { empty, folder, forge, path } = await setting()
    const whole = await Promise.all([path('message'), join(folder, 'export.json')].map((one) => readFile(one)))
    await forge('message', (lines) =>
      lines.map((line, index) => (index === 4 ? edited(line, { ticket_id: '00000000-0000-7000-8000-000000000000' }) : line)),
    )
    await expect(empty.import({ from: folder })).rejects.toMatchObject({
      code: 'transfer.line_refused',
      params: { file: 'tables/message.ndjson', line: 5 },
    })
    expect(await refusal(empty.as({ externalId: 'a1' }).people.me())).toBe('transfer.unfinished')
    // Another export than the one that was begun, even the right one: whoever corrects the header begins anew in a new database.
    await writeFile(path('message'), whole[0] ?? '')
    await writeFile(join(folder, 'export.json'), whole[1] ?? '')
    expect(await refusal(empty.import({ from: folder }))).toBe('transfer.unfinished')
    expect(await refusal((await emptyDesk(sqlite as never)).desk.import({ from: folder }))).toBe('none')
  })
})

describe('a folder for an export', () => {
  it('is empty, new, or was left by one that was broken off', { timeout: 60_000 }, async () => {
    const { desk, folder } = await setting()
    expect(await refusal(desk.export({ to: folder }))).toBe('transfer.folder_taken')
    const other = join(await folderOf('export'), 'other')
    await mkdir(other)
    await writeFile(join(other, 'letter.txt'), 'mine')
    expect(await refusal(desk.export({ to: other }))).toBe('transfer.folder_taken')
    expect(await readFile(join(other, 'letter.txt'), 'utf8')).toBe('mine')
    const stopped = join(await folderOf('export'), 'stopped')
    const controller = new AbortController()
    const onProgress = ({ what }: { what: string }): void => {
      if (what === 'files') controller.abort()
    }
    expect(await refusal(desk.export({ to: stopped, signal: controller.signal, onProgress }))).toBe('transfer.stopped')
    await desk.export({ to: stopped })
    expect(await comparable(stopped)).toEqual(await comparable(folder))
    const copy = join(await folderOf('export'), 'copy')
    await cp(stopped, copy, { recursive: true })
    expect(await refusal((await emptyDesk(sqlite as never)).desk.import({ from: copy }))).toBe('none')
  })

  it('stays as it is in a dry run', async () => {
    const { desk, folder } = await setting()
    const nowhere = join(folder, '..', 'nowhere')
    expect(await desk.export({ to: nowhere, dryRun: true })).toMatchObject({ files: 6 })
    await expect(readFile(join(nowhere, 'export.json'))).rejects.toMatchObject({ code: 'ENOENT' })
  })
})
