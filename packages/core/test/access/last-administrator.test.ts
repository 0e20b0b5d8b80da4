import { type ChildProcess, fork } from 'node:child_process'
import { once } from 'node:events'
import { expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { type OpenDesk, openDesk, refusal } from './cast.ts'
import { hostBegins } from './host-begin.ts'
import { type Removal, removeBy } from './removal.ts'

const all = ['access.manage', 'access.read', 'person.read', 'person.deactivate']
const names = ['x', 'y'] as const
type Admin = (typeof names)[number]

interface Admins extends OpenDesk {
  readonly ids: Readonly<Record<Admin, string>>
  /** Makes both administrators again, each by a role of their own; returns how to remove each of them. */
  restore(): Promise<Record<Admin, readonly Removal[]>>
  /** Who of them is an administrator. */
  remaining(): Promise<Admin[]>
}

async function openAdmins(...[kind]: Parameters<typeof openDesk>): Promise<Admins> {
  const opened = await openDesk(kind, { admins: [] })
  const system = opened.desk.system('test')
  const ids = { x: '', y: '' }
  for (const name of names) ids[name] = (await system.people.create({ name, externalId: name })).id
  const restore: Admins['restore'] = async () => {
    const removals: Record<Admin, readonly Removal[]> = { x: [], y: [] }
    for (const name of names) {
      const roleId = `admin_${name}`
      await system.people.reactivate({ personId: ids[name] })
      await system.access.saveRole({ roleId, title: roleId, acting: 'staff', permissions: all })
      const { id: grantId } = await system.access.grant({ personId: ids[name], roleId, scope: 'all' })
      removals[name] = [
        { how: 'revoke', grantId },
        { how: 'deactivate', personId: ids[name] },
        { how: 'narrow', roleId },
      ]
    }
    return removals
  }
  const remaining = async () => {
    const found: Admin[] = []
    for (const name of names) {
      const why = await system.access.why({ permission: 'access.manage', personId: ids[name] })
      if (why.isAllowed && why.grants.some(({ scope }) => scope === 'all')) found.push(name)
    }
    return found
  }
  return { ...opened, ids, restore, remaining }
}

interface Removing {
  remove(removal: Removal): Promise<string>
}

const inThisProcess = (desk: OpenDesk['desk'], name: Admin): Removing => ({
  remove: async (removal) => {
    const code = await refusal(removeBy(desk.as({ externalId: name }), removal))
    return code === 'none' ? 'done' : code
  },
})

async function inAnotherProcess({ database }: OpenDesk, name: Admin): Promise<Removing> {
  const child: ChildProcess = fork(new URL('./removing-process.ts', import.meta.url), [database.database, database.schema, name], {
    execArgv: [],
  })
  onTestFinished(async () => {
    child.kill('SIGKILL')
    if (child.exitCode === null && child.signalCode === null) await once(child, 'exit')
  })
  await once(child, 'message')
  return {
    remove: async (removal) => {
      const answer = once(child, 'message')
      child.send(removal)
      const [code]: unknown[] = await answer
      return String(code)
    },
  }
}

/** What the slower of two is told: it would be the last one, or it is no administrator itself any more. */
const lost = [
  'access.last_administrator',
  'access.denied',
  'access.deactivated',
  'access.no_staff',
  'access.wrong_capacity',
  'access.grant_not_found',
  'person.not_found',
]

async function demoteEachOther(admins: Admins, x: Removing, y: Removing, rounds: number): Promise<void> {
  for (let round = 0; round < rounds; round += 1) {
    const removals = await admins.restore()
    const byX = removals.y[round % 3] ?? expect.fail()
    const byY = removals.x[Math.floor(round / 3) % 3] ?? expect.fail()
    const answers = await Promise.all([x.remove(byX), y.remove(byY)])
    const remaining = await admins.remaining()
    expect(remaining, `round ${round}: ${byX.how} ${answers[0]}, ${byY.how} ${answers[1]}`).toHaveLength(1)
    expect(answers.filter((answer) => answer === 'done')).toHaveLength(1)
    expect(lost).toContain(answers.find((answer) => answer !== 'done'))
  }
}

forEachDatabase((kind) => {
  it('the last administrator stays, whichever way is tried, also by themselves and by programs', async () => {
    const admins = await openAdmins(kind)
    const removals = await admins.restore()
    const revokeY = removals.y[0] ?? expect.fail()
    expect(await refusal(removeBy(admins.desk.as({ externalId: 'x' }), revokeY))).toBe('none')
    for (const removal of removals.x)
      for (const caller of [admins.desk.as({ externalId: 'x' }), admins.desk.system('test')])
        expect(await refusal(removeBy(caller, removal)), removal.how).toBe('access.last_administrator')
    expect(await admins.remaining()).toEqual(['x'])
    expect(await admins.desk.as({ externalId: 'x' }).people.me()).toMatchObject({ person: { isActive: true, version: 1 } })
  })

  it('somebody deactivated, or with the right in a team only, is no administrator who could stay instead', async () => {
    const admins = await openAdmins(kind)
    const removals = await admins.restore()
    const system = admins.desk.system('test')
    await system.people.deactivate({ personId: admins.ids.y })
    const team = await system.teams.create({ key: 'net', title: 'Net' })
    const helper = await system.people.create({ name: 'Helper' })
    await system.access.grant({ personId: helper.id, roleId: 'admin_y', scope: 'team', scopeId: team.id })
    expect(await refusal(removeBy(system, removals.x[0] ?? expect.fail()))).toBe('access.last_administrator')
    await system.access.grant({ personId: helper.id, roleId: 'admin_y', scope: 'all' })
    expect(await refusal(removeBy(system, removals.x[0] ?? expect.fail()))).toBe('none')
  })

  // reliability C05
  it('two administrators who remove each other at once, 50 times in two processes: one always stays', { timeout: 120_000 }, async () => {
    const admins = await openAdmins(kind)
    const [x, y] = await Promise.all([inAnotherProcess(admins, 'x'), inAnotherProcess(admins, 'y')])
    await demoteEachOther(admins, x, y, 50)
  })

  it('the same in one process, over several connections', { timeout: 120_000 }, async () => {
    const admins = await openAdmins(kind)
    await demoteEachOther(admins, inThisProcess(admins.desk, 'x'), inThisProcess(admins.another(), 'y'), 18)
  })

  it('the same in transactions of the host, whose snapshot is older than the other’s commit', { timeout: 60_000 }, async (context) => {
    context.skip(kind.kind === 'sqlite', 'a file has one writer, so two transactions of hosts are never open at once')
    const admins = await openAdmins(kind)
    for (const isolation of ['repeatable read', 'serializable'])
      for (const way of [0, 1, 2]) {
        const removals = await admins.restore()
        const hosts = await Promise.all(names.map(() => hostBegins(admins.database, isolation)))
        const [first = expect.fail(), second = expect.fail()] = hosts
        const as = (host: typeof first, externalId: Admin) => admins.desk.in(host.handle).as({ externalId })
        await as(first, 'x').people.me()
        await as(second, 'y').people.me()
        expect(await refusal(removeBy(as(first, 'x'), removals.y[way] ?? expect.fail()))).toBe('none')
        const slower = refusal(removeBy(as(second, 'y'), removals.x[way] ?? expect.fail()))
        await first.end('commit')
        expect(await slower).toBe('desk.retry_transaction')
        await second.end('rollback')
        expect(await admins.remaining()).toEqual(['x'])
      }
  })
})
