import { writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { afterAll, beforeAll, expect, it, vi } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { printSummary } from '../../src/replay/print-summary.ts'
import { type OwnDatabase, ownDatabase, temporaryFolder } from '../own-database.ts'
import { madeLog, strangeStories } from './made-log.ts'
import { plainCounts } from './plain-counts.ts'
import { dump, openDesk, replay } from './replayed-desk.ts'

vi.setConfig({ testTimeout: 120_000 })

forEachDatabase(({ kind }) => {
  let database: OwnDatabase
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  let desk: Awaited<ReturnType<typeof openDesk>>
  beforeAll(async () => {
    folder = await temporaryFolder()
    database = await ownDatabase(kind)
    desk = await openDesk(database.url)
  })
  afterAll(async () => {
    await desk.close()
    await database.drop()
    await folder.remove()
  })
  const file = async (name: string, text: string): Promise<string> => {
    const path = join(folder.path, name)
    await writeFile(path, text)
    return path
  }

  const csv = madeLog({ incidents: 25, seed: 7 })

  it('does what the log says, and nothing is refused', async () => {
    const path = await file('plain.csv', csv)
    const { summary, run } = await replay(desk, path)
    const plain = plainCounts(csv)
    const printed: string[] = []
    printSummary(summary, run, (line) => printed.push(line))

    expect(summary).toMatchObject({ tickets: 25, incidents: 25, rows: plain.rows, refusals: [], remarks: [] })
    expect(summary.transitions).toEqual({ desk: plain.stateChanges, log: plain.stateChanges, differing: [] })
    expect(summary.reopened).toMatchObject({ desk: sum(plain.reopenCount), differing: [] })
    expect(sum(plain.reopenCount)).toBeGreaterThan(0)
    expect(summary.reassigned).toMatchObject({ desk: sum(plain.groupChanges), differing: [] })
    expect(sum(plain.groupChanges)).toBeGreaterThan(5)
    expect(summary.madeSla).toMatchObject({ desk: plain.madeSla, differing: [] })
    expect(Object.fromEntries([...summary.states].map(([status, { desk: count }]) => [status, count]))).toEqual(
      Object.fromEntries(Object.entries(plain.states).map(([state, count]) => [state.toLowerCase().replaceAll(' ', '_'), count])),
    )
    expect(printed.join('\n')).toMatch(/Transitions +\d+ {2}of \d+ changes[\s\S]*Service level kept[\s\S]*Nothing was refused/)
    expect(await desk.desk.doctor()).toEqual({ healthy: true, findings: [] })
  })

  it('keeps who, when and what of every row', async () => {
    const [header = '', ...lines] = csv.split('\n')
    const names = header.split(',')
    const rows = lines
      .filter((line) => line.includes('INC00003'))
      .map((line) => new Map(line.split(',').map((value, index) => [names[index], value])))
    const [first, last] = [rows[0], rows.at(-1)]
    const found = (await desk.desk.system('test').tickets.list({ limit: 200, type: ['log_incident'] })).items.find((ticket) =>
      JSON.stringify(ticket.fields).includes('"INC00003"'),
    )
    const known = (value: string | undefined) => (value === '?' ? undefined : value?.replace(/ +/g, ' '))
    expect(found).toMatchObject({
      requester: { name: known(first?.get('caller_id')) },
      company: { name: known(first?.get('location')) ?? 'Location unknown' },
      team: { title: known(last?.get('assignment_group')) ?? 'Intake' },
      assignee: known(last?.get('assigned_to')) ? { name: known(last?.get('assigned_to')) } : null,
      createdAt: instant(first?.get('opened_at')),
      fields: { log_number: 'INC00003', log_row: rows.length, category: last?.get('category') },
    })
    const { items } = await desk.desk.system('test').tickets.timeline({ ticketId: found?.id ?? '', limit: 200 })
    for (const row of rows) {
      const at = instant(row.get('sys_updated_at'))
      const changer = known(row.get('sys_updated_by'))
      expect(
        items.some((entry) => entry.at === at && entry.actor.name === changer),
        `${changer} at ${at}`,
      ).toBe(true)
    }
  })

  it('adds nothing when it is asked for again', async () => {
    const path = await file('plain.csv', csv)
    const before = await dump(desk.desk)
    const seen: string[] = []
    const { run } = await replay(desk, path, ({ phase, done, total }) => seen.push(`${phase} ${done}/${total}`))
    expect(run).toMatchObject({ replayed: 0, found: plainCounts(csv).rows })
    expect(await dump(desk.desk)).toEqual(before)
  })

  it('takes up another part of the log, in the same desk', async () => {
    const other = madeLog({ incidents: 6, seed: 11 }).replaceAll('INC', 'INC9')
    const { summary } = await replay(desk, await file('other.csv', other))
    expect(summary).toMatchObject({ tickets: 6, refusals: [] })
    expect((await replay(desk, await file('plain.csv', csv))).run.replayed).toBe(0)
  })

  it('says of what it had to refuse whether the type or the data is wrong, and goes on', async () => {
    const strange = madeLog({ incidents: 0, seed: 1, isStrange: true })
    const path = await file('strange.csv', strange)
    const { summary, run } = await replay(desk, path)
    expect(summary.tickets).toBe(Object.keys(strangeStories).length)
    expect(
      summary.refusals.map(({ what, from, to, code, wrong, count }) => `${count} ${what} ${from} → ${to}: ${code}, ${wrong}`).sort(),
    ).toEqual([
      '1 change as it was → category: ticket.closed, data',
      '1 transition Active → -100: machine.unknown_command, data',
      '1 transition Active → New: machine.unknown_command, data',
      '1 transition Closed → Resolved: machine.illegal_transition, data',
      '1 transition New → Awaiting Change: machine.unknown_command, type',
    ])
    // What was refused stays as it was, and the rest of the story goes on from there.
    expect(Object.fromEntries([...summary.states].map(([status, { desk: count }]) => [status, count]))).toMatchObject({
      resolved: 1,
      closed: 7,
    })
    expect(summary.reopened.differing).toEqual(['ODD4', 'ODD8'])
    expect(summary.reassignmentColumn.differing).toEqual(['ODD1'])
    expect(summary.reassigned.differing).toEqual([])

    const printed: string[] = []
    printSummary(summary, run, (line) => printed.push(line))
    expect(printed.join('\n')).toMatch(/Active → -100 refused \(machine\.unknown_command\)\. The data is wrong: '-100' is no state/)
    expect(printed.join('\n')).toMatch(/New → Awaiting Change refused .* The type is wrong: /)
    expect(printed.join('\n')).toMatch(/In 1 incident \(ODD1\) reassignment_count is not/)

    const before = await dump(desk.desk)
    expect((await replay(desk, path)).summary.refusals).toEqual(summary.refusals)
    expect(await dump(desk.desk)).toEqual(before)
    expect(await desk.desk.doctor()).toEqual({ healthy: true, findings: [] })
  })
})

const sum = (counts: Readonly<Record<string, number>>): number => Object.values(counts).reduce((total, count) => total + count, 0)
const instant = (text = ''): string => text.replace(/^(\d\d)-(\d\d)-(\d{4}) (\d\d):(\d\d)$/, '$3-$2-$1T$4:$5:00.000Z')
