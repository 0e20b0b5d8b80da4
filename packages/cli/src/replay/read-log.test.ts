import { mkdtemp, rm, writeFile } from 'node:fs/promises'
import { tmpdir } from 'node:os'
import { join } from 'node:path'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { readLog } from './read-log.ts'

let folder: string
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'deskwright-log-'))
})
afterAll(() => rm(folder, { recursive: true, force: true }))

const read = async (...lines: string[]) => {
  const path = join(folder, 'log.csv')
  await writeFile(path, lines.join('\n'))
  return readLog(path)
}
const at = (time: string) => Date.parse(`2016-03-${time}:00.000Z`)
const header = 'number,incident_state,sys_mod_count,sys_updated_at,opened_at,sys_created_at'

describe('reading the log', () => {
  it('goes by the names of columns, whatever their order and whichever are missing', async () => {
    const { incidents } = await read('\uFEFFsys_updated_at,caller_id,number,incident_state', '01-03-2016 10:00,Caller 1,INC1,New')
    expect(incidents).toMatchObject([
      { number: 'INC1', opensAt: at('01T10:00'), rows: [{ caller: 'Caller 1', state: 'new', group: undefined, fields: {} }] },
    ])
  })

  it('opens when the incident was opened, or created if that is later than its first change', async () => {
    const { incidents, remarks } = await read(
      header,
      'A,New,0,01-03-2016 10:00,01-03-2016 09:00,01-03-2016 09:30',
      'B,New,0,01-03-2016 10:00,01-03-2016 11:00,01-03-2016 09:30',
      'C,New,0,01-03-2016 10:00,01-03-2016 11:00,01-03-2016 12:00',
      'D,New,0,01-03-2016 10:00,?,?',
    )
    expect(incidents.map(({ opensAt }) => opensAt)).toEqual([at('01T09:00'), at('01T09:30'), at('01T10:00'), at('01T10:00')])
    expect(remarks).toEqual([{ what: 'opened_after_first_change', lines: [3, 4] }])
  })

  it('keeps the order of the file where the clock or the count agrees with it, and says so', async () => {
    const { incidents, remarks } = await read(
      header,
      'A,New,2,01-03-2016 10:00,?,?',
      'A,Active,1,01-03-2016 11:00,?,?',
      'A,Resolved,2,01-03-2016 10:30,?,?',
      'A,Closed,3,01-03-2016 12:00,?,?',
    )
    expect(incidents[0]?.rows.map(({ state }) => state)).toEqual(['new', 'active', 'resolved', 'closed'])
    expect(incidents[0]?.rows.map(({ happensAt }) => happensAt)).toEqual([at('01T10:00'), at('01T11:00'), at('01T11:00'), at('01T12:00')])
    expect(remarks).toEqual([{ what: 'order_contradicted', lines: [3, 4] }])
  })

  it('sorts rows that somebody shuffled, also across incidents', async () => {
    const { incidents, remarks } = await read(
      header,
      'A,Closed,3,01-03-2016 12:00,?,?',
      'B,New,0,01-03-2016 09:00,?,?',
      'A,New,0,01-03-2016 10:00,?,?',
      'A,Resolved,2,01-03-2016 11:00,?,?',
      'A,Active,1,01-03-2016 11:00,?,?',
    )
    expect(incidents.map(({ number, rows }) => [number, ...rows.map(({ state }) => state)])).toEqual([
      ['A', 'new', 'active', 'resolved', 'closed'],
      ['B', 'new'],
    ])
    expect(remarks).toEqual([])
  })

  it('gives a row without a time that of the row before it, and leaves out what names no incident', async () => {
    const { incidents, rowCount, remarks } = await read(
      header,
      'A,New,0,01-03-2016 10:00,?,?',
      'A,Active,1,31-02-2016 10:00,?,?',
      '?,New,0,01-03-2016 10:00,?,?',
    )
    expect(incidents).toHaveLength(1)
    expect(incidents[0]?.rows[1]?.happensAt).toBe(at('01T10:00'))
    expect(rowCount).toBe(3)
    expect(remarks).toEqual([
      { what: 'row_without_number', lines: [4] },
      { what: 'row_without_time', lines: [3] },
    ])
  })

  it('reads quoted values and Windows line ends', async () => {
    const { incidents } = await read(
      'number,incident_state,sys_updated_at,category\r',
      'A,New,01-03-2016 10:00,"Category, with a comma"\r',
      '',
    )
    expect(incidents[0]?.rows[0]?.fields).toEqual({ category: 'Category, with a comma' })
  })

  it.each([
    ['another file', ['name,age', 'Ada,36'], 'replay.column_missing'],
    ['an empty file', [''], 'replay.empty'],
    ['only its first line', [header], 'replay.empty'],
    ['a line that was cut off', [header, 'A,New,0'], 'replay.row_unreadable'],
  ])('refuses %s', async (_, lines, code) => {
    await expect(read(...lines)).rejects.toMatchObject({ code })
  })
})
