import { mkdir, writeFile } from 'node:fs/promises'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import { createDesk } from '@deskwright/core'
import { imports } from '@deskwright/import'
import { expect, it, vi } from 'vitest'
import { forEachDatabase } from '../../testing/src/database/for-each-database.ts'
import { ownDatabase, temporaryFolder } from './own-database.ts'
import { fixtures, PROCESS_TIMEOUT, runCli, startCli } from './run-cli.ts'

vi.setConfig({ testTimeout: 3 * PROCESS_TIMEOUT })

const cwd = join(fixtures, 'imports')
const TICKETS = 120

const time = (index: number, hour: number) => new Date(Date.UTC(2020, 0, 1 + index, hour)).toISOString()

async function exported(folder: string): Promise<void> {
  await mkdir(folder, { recursive: true })
  const lines = (records: readonly object[]) => records.map((record) => `${JSON.stringify(record)}\n`).join('')
  const each = Array.from({ length: TICKETS }, (_, index) => index)
  await writeFile(
    join(folder, 'tickets.ndjson'),
    lines(
      each.map((index) => ({
        ...{
          id: index + 1,
          subject: `Ticket ${index}`,
          status: index % 3 ? 'open' : 'closed',
          priority: 'normal',
          requester_id: (index % 7) + 1,
        },
        ...{ created_at: time(index, 8), updated_at: time(index, 20), custom_fields: [], tags: ['a'] },
      })),
    ),
  )
  await writeFile(
    join(folder, 'comments.ndjson'),
    lines(
      each.flatMap((index) =>
        [9, 10, 11].map((hour) => ({
          id: index * 10 + hour,
          ticket_id: index + 1,
          author_id: (index % 7) + 1,
          plain_body: `At ${hour}`,
          public: true,
          created_at: time(index, hour),
        })),
      ),
    ),
  )
  await writeFile(
    join(folder, 'users.json'),
    JSON.stringify({ users: [1, 2, 3, 4, 5, 6, 7].map((id) => ({ id, name: `Person ${id}`, role: 'end-user' })) }),
  )
}

async function contents(url: string): Promise<unknown> {
  const desk = createDesk({ database: url, plugins: [imports()], identify: () => null, worker: false })
  try {
    const { tickets } = desk.system('test')
    const { items } = await tickets.list({ limit: 200 })
    const found: unknown[] = []
    // In the order of their numbers, of which a killed transaction has used up some.
    for (const { id, subject, status, createdAt, updatedAt, requester, version } of items) {
      const { items: messages } = await tickets.messages({ ticketId: id, limit: 200 })
      found.push([subject, status, createdAt, updatedAt, requester.name, version, messages.map(({ body, createdAt: at }) => [body, at])])
    }
    expect((await desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
    return found
  } finally {
    await desk.close()
  }
}

forEachDatabase(({ kind }) => {
  it('carries over from the command line, and goes on after every kill', async () => {
    const folder = await temporaryFolder()
    const [whole, killed] = [await ownDatabase(kind), await ownDatabase(kind)]
    try {
      const from = join(folder.path, 'export')
      await exported(from)
      const run = (url: string, ...more: string[]) => ({
        args: ['import', 'zendesk', from, ...more],
        options: { cwd, env: { DESK_DATABASE: url } },
      })
      for (const { url } of [whole, killed])
        expect(await runCli(['migrate'], { cwd, env: { DESK_DATABASE: url } })).toMatchObject({ code: 0, err: '' })
      const dry = run(whole.url, '--dry-run')
      expect((await runCli(dry.args, dry.options)).out).toContain(`Would carry over: companies 0 new, 0 changed, 0 as before, people 7 new`)
      expect(await contents(whole.url)).toEqual([])
      const once = run(whole.url)
      expect(await runCli(once.args, once.options)).toMatchObject({ code: 0, err: '' })
      let kills = 0
      for (let attempt = 0; ; attempt += 1) {
        const { args, options } = run(killed.url)
        const running = startCli(args, options)
        if (attempt < 4) {
          await Promise.race([running.printed(/Tickets: .*\n/).catch(() => ''), running.ended])
          await sleep(Math.random() * 300)
          running.child.kill('SIGKILL')
        }
        const { signal, code, err } = await running.ended
        if (signal === 'SIGKILL') kills += 1
        else expect({ code, err }).toEqual({ code: 0, err: '' })
        if (attempt >= 4) break
      }
      expect(kills).toBeGreaterThan(0)
      expect(await contents(killed.url)).toEqual(await contents(whole.url))
      const json = run(killed.url, '--json')
      expect(JSON.parse((await runCli(json.args, json.options)).out)).toMatchObject({ tickets: { unchanged: TICKETS }, messages: 0 })
    } finally {
      await whole.drop()
      await killed.drop()
      await folder.remove()
    }
  })
})

it('says what is not understood', async () => {
  const folder = await temporaryFolder()
  try {
    await exported(join(folder.path, 'export'))
    await writeFile(join(folder.path, 'map.json'), '{')
    expect(await runCli(['import', 'zendesk', folder.path, '--map', join(folder.path, 'map.json')], { cwd })).toMatchObject({
      code: 1,
      err: expect.stringContaining('cli.import_map'),
    })
    expect(await runCli(['import', 'jira', folder.path], { cwd })).toMatchObject({ err: expect.stringContaining('cli.import_source') })
    expect(await runCli(['import', 'zendesk', folder.path], { cwd: join(fixtures, 'good') })).toMatchObject({
      err: expect.stringContaining('imports.not_installed'),
    })
  } finally {
    await folder.remove()
  }
})
