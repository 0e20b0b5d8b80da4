import { expect, it, onTestFinished, vi } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { DeskOptions } from '../../src/desk/desk-options.ts'
import type { CoreDb } from '../../src/operation/runtime.ts'
import { forContract } from '../../src/plugin/kit.ts'
import type { DeskPlugin } from '../../src/plugin/plugin-spec.ts'
import { openDesk } from '../access/cast.ts'

const fine = { identify: () => null, http: { limits: {} } }
const core = (db: unknown): CoreDb => db as CoreDb

interface ProbeContract {
  id: 'probe'
  options: { secret?: string; mail?: { secret: string } }
}
const { definePlugin } = forContract<ProbeContract>()
type Health = NonNullable<Parameters<typeof definePlugin>[0]['health']>
const probe = (health: Health, options: ProbeContract['options'] = {}) =>
  definePlugin({ id: 'probe', version: '1.0.0', contract: 1, health })(options)

forEachDatabase((kind) => {
  const open = (options: Omit<DeskOptions<readonly DeskPlugin[]>, 'database'>) => openDesk(kind, { ...fine, ...options } as never)
  const codes = async (desk: Awaited<ReturnType<typeof open>>['desk']) =>
    (await desk.doctor({ setup: true })).findings.map(({ severity, code }) => `${severity} ${code}`)

  it('has nothing to say of a desk that is well', async () => {
    const { desk } = await open({ plugins: [probe({ server: () => undefined })] })
    await desk.as({ externalId: 'carl' }).tickets.create({ subject: 'Hello' })
    await desk.tick()
    expect(await desk.doctor({ setup: true })).toEqual({ healthy: true, findings: [] })
  })

  it('says that identify is missing', async () => {
    const { desk } = await openDesk(kind, { http: { limits: {} } })
    expect(await codes(desk)).toEqual(['warning doctor.identify_missing'])
    // What is wrong with the data alone is another question.
    expect((await desk.doctor()).findings).toEqual([])
  })

  it('names the commands that anybody may give as often as they like', async () => {
    interface OpenContract {
      id: 'open'
      service: { shout(): Promise<{ heard: boolean }> }
      permissions: 'open.shout'
      events: { 'open.shouted': { shoutId: string } }
    }
    const kit = forContract<OpenContract>()
    const Type = (await import('typebox')).default
    const shout = kit.command({
      route: 'POST /shouts',
      permission: 'anyone',
      audience: 'public',
      output: Type.Object({ heard: Type.Boolean() }),
      run: () => ({ heard: true }),
    } as never)
    const plugin = kit.definePlugin({
      id: 'open',
      version: '1.0.0',
      contract: 1,
      operations: { shout },
      permissions: { 'open.shout': { title: 'Shout' } },
      events: { 'open.shouted': { subject: 'shoutId', audience: 'staff', title: 'Shouted' } },
    } as never)
    const { desk } = await open({ plugins: [plugin() as never], http: {} })
    expect(await codes(desk)).toEqual(['warning doctor.open_routes'])
    expect((await desk.doctor({ setup: true })).findings[0]?.message).toContain('open.shout')
    const { desk: limited } = await open({ plugins: [plugin() as never] })
    expect(await codes(limited)).toEqual([])
  })

  it('finds secrets that can be guessed, and says none of them', async () => {
    const { desk } = await open({ plugins: [probe({}, { secret: 'changeme', mail: { secret: 'x'.repeat(40) } })] })
    const { findings } = await desk.doctor({ setup: true })
    expect(findings.map(({ code, message }) => message.match(/option (\S+)/)?.[1] ?? code + message)).toEqual(['secret', 'mail.secret'])
    expect(JSON.stringify(findings)).not.toMatch(/changeme|xxxx/)
    const { desk: good } = await open({ plugins: [probe({}, { secret: 'k9Qw2LxZ7vTn4RbY1mHs6DfJ3gPc8AeU' })] })
    expect(await codes(good)).toEqual([])
    await desk['~store'].write(({ db }) =>
      core(db).updateTable('setting').set({ value: 'secret' }).where('key', '=', 'cursor_secret').execute(),
    )
    expect(await codes(desk)).toContain('error doctor.default_secret')
  })

  it('knows a password of the database that everybody tries, in production', async () => {
    vi.stubEnv('NODE_ENV', 'production')
    const desk = createDesk({ ...fine, database: 'postgres://postgres:postgres@localhost:1/desk', worker: false })
    vi.unstubAllEnvs()
    expect((await desk.doctor({ setup: true })).findings.map(({ code }) => code)).toContain('doctor.default_secret')
    await desk.close()
  })

  it('sees clocks that do not agree, and time that went back', async () => {
    const { desk, another } = await open({ clock: () => Date.now() + 3_600_000 })
    await desk.as({ externalId: 'carl' }).tickets.create({ subject: 'Early' })
    await desk.tick()
    expect(await codes(another({ clock: Date.now }))).toEqual(['warning doctor.clock_back'])
    const now = vi.spyOn(Date, 'now').mockImplementation(() => performance.timeOrigin + performance.now() + 3_700_000)
    onTestFinished(() => now.mockRestore())
    expect(await codes((await open({})).desk)).toEqual(['warning doctor.clock'])
  })

  it('counts deliveries that were given up, and events that nobody delivers', async () => {
    const { desk, another } = await open({ after: { 'ticket.created': { break: () => Promise.reject(new Error('no')) } } } as never)
    const clock = { now: Date.now() }
    const later = another({
      clock: () => clock.now,
      after: { 'ticket.created': { break: () => Promise.reject(new Error('no')) } },
    } as never)
    await desk.as({ externalId: 'carl' }).tickets.create({ subject: 'Hello' })
    clock.now += 120_000
    // On SQLite events have their place with the commit, and only their delivery is late.
    expect([...new Set(await codes(later))]).toEqual([kind.kind === 'sqlite' ? 'warning doctor.behind' : 'warning doctor.no_worker'])
    await desk.tick()
    await desk['~store'].write(({ db }) => core(db).updateTable('delivery').set({ state: 'dead' }).execute())
    expect(await codes(desk)).toEqual(['warning doctor.dead_letters'])
  })

  it('asks plugins how they are, and waits for none of them for long', async () => {
    const { desk } = await open({
      plugins: [
        probe({
          server: () => ({ severity: 'warning', message: 'The mail server wants another password.' }),
          broken: () => {
            throw new Error('canary-1')
          },
          slow: () => new Promise(() => {}),
          late: (_, signal) =>
            new Promise((_resolve, reject) => signal.addEventListener('abort', () => setTimeout(() => reject(new Error('late')), 20))),
          fine: async (asPlugin) => void (await asPlugin.tickets.list({}).catch(() => {})),
        }),
      ],
    })
    const before = Date.now()
    const { healthy, findings } = await desk.doctor({ setup: true })
    expect(Date.now() - before).toBeLessThan(9_000)
    expect(healthy).toBe(false)
    expect(findings.map(({ code, message }) => [code, message])).toEqual([
      ['probe.server', 'The mail server wants another password.'],
      ['doctor.health_failed', "The check 'broken' of 'probe' failed (see the log)."],
      ['doctor.health_failed', "The check 'slow' of 'probe' did not end within 5000 ms."],
      ['doctor.health_failed', "The check 'late' of 'probe' did not end within 5000 ms."],
    ])
  }, 30_000)

  it('tells what runs here without a secret, an address or a name', async () => {
    const { desk, database } = await open({ plugins: [probe({}, { secret: 'canary-secret' })], admins: ['canary-admin'] })
    const told = await desk.info()
    expect(told).toMatchObject({
      database: kind.kind,
      hasIdentify: true,
      hasLimits: true,
      plugins: [{ id: 'probe', version: '1.0.0', contract: 1 }],
      migrations: { pending: 0 },
      node: process.version,
    })
    expect(told.openOperations).toContain('attachments.linked')
    expect(JSON.stringify(told)).not.toMatch(/canary|postgres:\/\/|\.db|localhost/)
    expect(JSON.stringify(told)).not.toContain(database.database)
  })
})

it('refuses a health check that is none', () => {
  const bad = () =>
    createDesk({ ...fine, database: 'sqlite::memory:', plugins: [probe({ 'no-name': () => undefined, not: 'x' as never })] })
  expect(bad).toThrow(/'no-name' of 'probe' is not right: its name.*'not' of 'probe' is not right: it is no function/s)
})
