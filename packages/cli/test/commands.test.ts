import { execFile } from 'node:child_process'
import { join } from 'node:path'
import process from 'node:process'
import { createDesk } from '@deskwright/core'
import { afterEach, beforeEach, describe, expect, it, vi } from 'vitest'
import { forEachDatabase } from '../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../testing/src/database/test-databases.ts'
import { fixtures, PROCESS_TIMEOUT, runCli, startCli } from './run-cli.ts'

vi.setConfig({ testTimeout: PROCESS_TIMEOUT })

const cwd = join(fixtures, 'good')

forEachDatabase((kind) => {
  let database: TestDatabase
  beforeEach(async () => {
    database = await kind.create()
  })
  afterEach(() => database.drop())

  const env = () => ({ TEST_DATABASE: database.database, TEST_SCHEMA: database.schema })
  const run = (...args: string[]) => runCli(args, { cwd, env: env() })
  const json = async (...args: string[]) => JSON.parse((await run(...args, '--json')).out) as Record<string, never>
  const deskOf = () => createDesk({ database: database.database, store: { schema: database.schema }, identify: () => null })

  it('migrates after saying what it would do, and not twice', async () => {
    const dry = await run('migrate', '--dry-run')
    expect(dry).toMatchObject({ code: 0, err: '' })
    expect(dry.out).toMatch(/would apply {2}core 0001_foundation.*\n[\s\S]*Nothing was changed/)
    expect(await run('status')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/pending {2}core 0001_foundation[\s\S]*deskwright migrate/),
    })

    expect((await run('migrate')).out).toMatch(/^applied {2}core 0001_foundation/)
    expect((await run('migrate')).out).toMatch(/up to date/)
    expect(await run('status')).toMatchObject({
      code: 0,
      out: expect.stringMatching(/applied {2}core 0001_foundation.*\n[\s\S]*up to date/),
    })
    expect(await json('status')).toMatchObject({ current: true, pending: [], removedOwners: [] })
    expect(await json('migrate', '--dry-run')).toMatchObject({ dryRun: true, migrations: [] })
  })

  it('prints the whole schema as SQL and touches nothing', async () => {
    const { code, out } = await run('migrate', '--sql')
    expect(code).toBe(0)
    expect(out).toContain(kind.kind === 'sqlite' ? 'create table "deskwright_ticket"' : `create schema if not exists "${database.schema}"`)
    expect(out).toMatch(/insert into .*0001_foundation/)
    expect((await json('status'))['applied']).toEqual([])
  })

  it('finds out how the desk is', async () => {
    expect(await run('doctor')).toMatchObject({
      code: 1,
      out: expect.stringMatching(/error {3,}.*not applied.*doctor\.pending[\s\S]*not healthy/),
    })
    await run('migrate')
    expect(await run('doctor')).toMatchObject({ code: 0, out: expect.stringMatching(/The desk is healthy/) })
    expect(await json('doctor')).toEqual({ healthy: true, findings: [] })
  })

  it('makes the first administrator, in every scope, and only once', async () => {
    await run('migrate')
    expect(await run('grant', 'ada@host', 'admin', '--name', 'Ada')).toMatchObject({
      code: 0,
      out: 'Ada (ada@host) is now admin, scope all.\n',
    })
    expect((await run('grant', 'ada@host', 'admin')).code).toBe(0)
    expect(await json('grant', 'ada@host', 'agent', '--scope', 'team:intake')).toMatchObject({ roleId: 'agent', scope: 'team' })
    expect(await run('grant', 'ada@host', 'wizard')).toMatchObject({ code: 1, err: expect.stringMatching(/no role 'wizard'/) })
    expect(await run('grant', 'ada@host', 'agent', '--scope', 'team:nowhere')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/one of the teams intake/),
    })
    expect(await run('grant', 'ada@host', 'agent', '--scope', 'everywhere')).toMatchObject({
      code: 2,
      err: expect.stringMatching(/all, own, team/),
    })

    const desk = deskOf()
    const ada = desk.as({ externalId: 'ada@host' })
    const { grants, person } = await ada.people.me()
    expect(person.name).toBe('Ada')
    expect(grants.map(({ roleId, scope }) => `${roleId} ${scope}`).sort()).toEqual(['admin all', 'agent team'])
    await desk.close()
  })

  it('works through what is due once, or until it is stopped', async () => {
    await run('migrate')
    const desk = deskOf()
    await desk.as({ externalId: 'carl', name: 'Carl' }).tickets.create({ subject: 'Hello' })
    await desk.close()
    // The handler of the fixture is new to this database: it gets what comes after it was written down.
    expect((await run('worker', '--once')).out).toMatch(/positioned \d+, delivered \d+/)

    const worker = startCli(['worker'], { cwd, env: env() })
    await worker.printed('runs. Stop it')
    const second = deskOf()
    await second.as({ externalId: 'carl', name: 'Carl' }).tickets.create({ subject: 'Again' })
    await expect
      .poll(
        async () =>
          (await second.system('test').audit.events({ limit: 200 })).items.filter(({ event }) => event === 'ticket.created').length,
        {
          timeout: 10_000,
        },
      )
      .toBe(2)
    await second.close()
    worker.child.kill('SIGTERM')
    expect(await worker.ended).toMatchObject({ code: 0, out: expect.stringMatching(/stopped/), err: '' })
  })

  it('says that there is no schema yet, where one is needed', async () => {
    expect(await run('worker', '--once')).toMatchObject({ code: 1, err: expect.stringMatching(/store\.schema_behind/) })
  })
})

describe('without a database', () => {
  it('draws the machines, in a language', async () => {
    const { out } = await runCli(['machine', 'incident', '--language', 'ja'], { cwd })
    expect(out).toMatch(/^stateDiagram-v2/)
    expect(out).toContain('解決済み')
    expect((await runCli(['machine'], { cwd })).out.match(/^stateDiagram-v2/gm)).toHaveLength(6)
  })

  it('prints the API description', async () => {
    const { out, code } = await runCli(['openapi', '--config', 'default-export/host.mjs'])
    expect(code).toBe(0)
    expect(JSON.parse(out)).toMatchObject({ openapi: expect.stringMatching(/^3\.1/), paths: { '/api/tickets': expect.anything() } })
  })

  it('is not upset by a reader that has seen enough', async () => {
    const bin = join(import.meta.dirname, '..', 'src', 'bin.ts')
    const command = `"${process.execPath}" --conditions=development "${bin}" openapi | head -c 100`
    const { error, stderr } = await new Promise<{ error: unknown; stderr: string }>((resolve) => {
      execFile('bash', ['-o', 'pipefail', '-c', command], { cwd }, (failed, _, text) => resolve({ error: failed, stderr: text }))
    })
    expect({ error, stderr }).toEqual({ error: null, stderr: '' })
  })
})
