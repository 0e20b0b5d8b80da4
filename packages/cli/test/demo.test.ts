import { readdir, writeFile } from 'node:fs/promises'
import { createServer } from 'node:net'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forEachDatabase } from '../../testing/src/database/for-each-database.ts'
import { loadSample } from '../src/demo/sample/load-sample.ts'
import { sampleEquipment } from '../src/demo/sample/sample-equipment.ts'
import { sampleTickets } from '../src/demo/sample/sample-tickets.ts'
import { SignIn } from '../src/demo/sign-in.ts'
import { everyItem } from '../src/every-item.ts'
import { type OwnDatabase, ownDatabase, temporaryFolder } from './own-database.ts'
import { madeLog } from './replay/made-log.ts'
import { openDesk } from './replay/replayed-desk.ts'
import { PROCESS_TIMEOUT, runCli, startCli } from './run-cli.ts'

vi.setConfig({ testTimeout: PROCESS_TIMEOUT })

/** On a busy machine the process stands still, and says so. */
const withoutStandstills = (err: string): string => err.replace(/^deskwright: hook\.blocked: [\s\S]*?^\}\n/gm, '')

forEachDatabase(({ kind }) => {
  let database: OwnDatabase
  beforeEach(async () => {
    database = await ownDatabase(kind)
  })
  afterEach(() => database.drop())

  it('has every type in every category, in six languages, with a history and all default roles', async () => {
    const demo = await openDesk(database.url)
    const { desk } = demo
    expect(await loadSample(desk, demo.clock)).toBe(sampleTickets.length)
    const services = desk.system('test')
    const tickets = []
    for await (const ticket of everyItem((place) => services.tickets.list(place))) tickets.push(ticket)

    const defaults = ['question', 'incident', 'service_request', 'problem', 'change', 'complaint']
    for (const type of defaults) {
      const own = tickets.filter((ticket) => ticket.type === type)
      expect([...new Set(own.map(({ category }) => category))].sort(), type).toEqual(['closed', 'new', 'open', 'resolved', 'waiting'])
      expect(new Set(own.map(({ language }) => language)), type).toEqual(new Set(['en', 'he', 'fa', 'ja', 'it', 'ru']))
      expect(
        own.some(({ reopenCount }) => reopenCount === 1),
        type,
      ).toBe(true)
    }
    // In order, over two months, and nothing in the future.
    expect(tickets.map(({ createdAt }) => createdAt)).toEqual(
      tickets
        .map(({ createdAt }) => createdAt)
        .toSorted()
        .toReversed(),
    )
    const span = Date.parse(tickets[0]?.createdAt ?? '') - Date.parse(tickets.at(-1)?.createdAt ?? '')
    expect(span).toBeGreaterThan(40 * 86_400_000)
    expect(tickets.every(({ updatedAt }) => Date.parse(updatedAt) <= Date.now())).toBe(true)

    const people = new SignIn()
    await people.learn(desk)
    const roles = new Set(people.people.flatMap((person) => person.roles))
    expect([...roles].sort()).toEqual(
      ['admin', 'agent', 'auditor', 'collaborator', 'customer_approver', 'customer_finance', 'customer_manager', 'supervisor'].sort(),
    )
    await desk.tick()
    expect(await desk.doctor()).toEqual({ healthy: true, findings: [] })
    await demo.close()
  })

  it('says the same in every script, whole', async () => {
    const demo = await openDesk(database.url)
    await loadSample(demo.desk, demo.clock)
    const scripts: Readonly<Record<string, RegExp>> = {
      he: /\p{Script=Hebrew}/u,
      fa: /\p{Script=Arabic}/u,
      ja: /[\p{Script=Hiragana}\p{Script=Han}]/u,
      it: /[a-z]/,
      ru: /\p{Script=Cyrillic}/u,
    }
    for await (const ticket of everyItem((place) => demo.desk.system('test').tickets.list({ ...place, tag: 'sample' }))) {
      const script = scripts[ticket.language ?? '']
      if (!script) continue
      const { items } = await demo.desk.system('test').tickets.messages({ ticketId: ticket.id })
      for (const text of [ticket.subject, ticket.requester.name, ...items.map(({ body }) => body)])
        if (!text.startsWith('Sample Contact of Two')) expect(text, `${ticket.number} ${ticket.language}`).toMatch(script)
    }
    await demo.close()
  })

  it('adds nothing the second time, also after it was killed in the middle', async () => {
    const options = { env: { DESK_DATABASE: database.url } }
    const counts = []
    for (const ms of [700, 1000, 1400]) {
      const run = startCli(['demo', '--load-only'], options)
      await Promise.race([run.printed('Made the schema').catch(() => ''), run.ended])
      await Promise.race([sleep(ms * Math.random()), run.ended])
      run.child.kill('SIGKILL')
      await run.ended
    }
    for (const expected of [/Added \d+ sample tickets|in the desk already/, /The sample is in the desk already/]) {
      expect(await runCli(['demo', '--load-only'], options)).toMatchObject({ code: 0, err: '', out: expect.stringMatching(expected) })
      const { desk, close } = await openDesk(database.url)
      const { items } = await desk.system('test').audit.events({ limit: 1 })
      let after = 0
      for (let last = -1; last !== after; ) {
        last = after
        after = (await desk.system('test').audit.events({ limit: 200, after })).lastPosition
      }
      const tickets = (await desk.system('test').tickets.list({ limit: 200 })).items
      expect(new Set(tickets.map(({ channel }) => channel))).toContain('maintenance')
      counts.push({ after, tickets: tickets.map(({ subject, status, version }) => `${subject} ${status} ${version}`), first: items[0]?.id })
      await close()
    }
    expect(counts[1]).toEqual(counts[0])
    // And one of each company's maintenance plan.
    expect(counts[0]?.tickets).toHaveLength(sampleTickets.length + sampleEquipment.length)
  })
})

describe('the demo as a program', () => {
  let folder: Awaited<ReturnType<typeof temporaryFolder>>
  beforeEach(async () => {
    folder = await temporaryFolder()
  })
  afterEach(() => folder.remove())

  it('checks itself over HTTP and leaves nothing', async () => {
    const logs = await temporaryFolder()
    const log = join(logs.path, 'log.csv')
    await writeFile(log, madeLog({ incidents: 12, seed: 3 }))
    const ended = await runCli(['demo', '--smoke', '--replay', log], { cwd: folder.path, env: { TMPDIR: folder.path } })
    await logs.remove()
    expect({ ...ended, err: withoutStandstills(ended.err) }, ended.out + ended.err).toMatchObject({
      code: 0,
      err: '',
      out: expect.stringMatching(/Everything holds/),
    })
    expect(ended.out.match(/^ok {6}/gm)?.length).toBeGreaterThanOrEqual(11)
    expect(await readdir(folder.path)).toEqual([])
  })

  it('serves from a file in its folder until Ctrl-C, and says where', async () => {
    const run = startCli(['demo'], { cwd: folder.path, env: { PORT: '0' } })
    const out = await run.printed('Ctrl-C stops it')
    const [, origin = ''] = /Start page +(\S+)\/\n/.exec(out) ?? []
    expect(out).toMatch(/Database +sqlite:\.\/\.demo\/desk\.db/)
    const [, header = ''] = /customer +Authorization: (Bearer demo:\S+)/.exec(out) ?? []
    expect((await fetch(`${origin}/api/tickets`, { headers: { authorization: header } })).status).toBe(200)
    expect((await fetch(`${origin}/`)).headers.get('content-security-policy')).toMatch(/^default-src 'none'/)

    run.child.kill('SIGINT')
    const { code, err, out: whole } = await run.ended
    expect({ code, err: withoutStandstills(err) }).toEqual({ code: 0, err: '' })
    expect(whole).toMatch(/Stopped\. The data stay/)
  })

  it('takes a free port when another program has the usual one, and refuses when a port was asked for', async () => {
    const other = createServer()
    const port = await new Promise<number>((resolve) => {
      other.listen(0, '127.0.0.1', () => resolve((other.address() as { port: number }).port))
    })
    const refused = await runCli(['demo'], { cwd: folder.path, env: { PORT: String(port) } })
    expect(refused).toMatchObject({ code: 1, err: expect.stringMatching(new RegExp(`Port ${port} is taken`)) })
    other.close()

    const first = startCli(['demo'], { cwd: folder.path })
    const second = startCli(['demo'], { cwd: folder.path, env: { DESK_DATABASE: 'sqlite:./other.db' } })
    const [one, two] = await Promise.all([first.printed('Ctrl-C stops it'), second.printed('Ctrl-C stops it')])
    // Whoever came second, or both, if something else has the port.
    expect(`${one}${two}`).toMatch(/Port 4747 is taken by another program, so this is a free one/)
    first.child.kill('SIGTERM')
    second.child.kill('SIGTERM')
    expect((await first.ended).code).toBe(0)
    expect((await second.ended).code).toBe(0)
  })
})
