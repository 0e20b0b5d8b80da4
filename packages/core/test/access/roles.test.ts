import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { corePermissions } from '../../src/access/core-permissions.ts'
import { seedRoles } from '../../src/role/seed-roles.ts'
import { answerOf, type Cast, openCast, refusal } from './cast.ts'
import { historyOf } from './history.ts'
import { hostBegins } from './host-begin.ts'

forEachDatabase((kind) => {
  describe('roles', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })
    const save = (input: object) =>
      cast.as('ad').access.saveRole({ roleId: 'clerk', title: 'Clerk', acting: 'staff', permissions: ['ticket.read'], ...input } as never)

    it('start as the documented ones, the administrator with every permission of core', async () => {
      const { items } = await cast.as('ad').access.roles()
      expect(items.map(({ id }) => id)).toEqual([
        'admin',
        'agent',
        'auditor',
        'collaborator',
        'customer',
        'customer_approver',
        'customer_finance',
        'customer_manager',
        'supervisor',
      ])
      expect(items.find(({ id }) => id === 'admin')?.permissions.toSorted()).toEqual(Object.keys(corePermissions).toSorted())
      expect((await cast.as('ad').access.permissions()).items.map(({ id }) => id).toSorted()).toEqual(
        Object.keys(corePermissions).toSorted(),
      )
    })

    it('are the desk’s own once they are written: what a later version brings widens none', async () => {
      const { version, ...role } = (await cast.as('ad').access.roles()).items.find(({ id }) => id === 'auditor') ?? expect.fail()
      const wider = new Map([
        ['auditor', { title: { en: 'Wider' }, acting: 'staff' as const, permissions: Object.keys(corePermissions), owner: 'core' }],
        ['brand_new', { title: { en: 'New' }, acting: 'staff' as const, permissions: ['ticket.read'], owner: 'core' }],
      ])
      await cast.desk['~store'].write(({ db }) => seedRoles(db, wider, '2030-01-01T00:00:00.000Z'))
      const { items } = await cast.as('ad').access.roles()
      expect(items.find(({ id }) => id === 'auditor')).toEqual({ ...role, version })
      expect(items.find(({ id }) => id === 'brand_new')).toMatchObject({ title: 'New', permissions: ['ticket.read'] })
    })

    it('are made and changed, with what came and went in the history', async () => {
      const made = await save({})
      expect(made).toMatchObject({ id: 'clerk', owner: 'desk', acting: 'staff', permissions: ['ticket.read'] })
      const changed = await save({
        title: 'Head clerk',
        permissions: ['ticket.note', 'ticket.reply', 'ticket.note'],
        expectedVersion: made.version,
      })
      expect(changed).toMatchObject({ title: 'Head clerk', permissions: ['ticket.note', 'ticket.reply'] })
      expect(changed.version).not.toBe(made.version)
      expect(await answerOf(save({ expectedVersion: made.version }))).toMatchObject({
        code: 'access.role_conflict',
        details: { currentVersion: changed.version },
      })
      expect(await refusal(save({ roleId: 'nowhere', expectedVersion: 1 }))).toBe('access.role_conflict')
      const history = await historyOf(cast.desk, 'clerk')
      expect(history.at(-1)).toMatchObject({
        name: 'access.role_saved',
        subject_kind: 'role',
        payload: { roleId: 'clerk', added: ['ticket.note', 'ticket.reply'], removed: ['ticket.read'] },
        changes: [
          { field: 'title', old_value: 'Clerk', new_value: 'Head clerk' },
          { field: 'permissions', old_value: 'ticket.read', new_value: 'ticket.note ticket.reply' },
        ],
      })
      expect((await save({ title: 'Head clerk', permissions: ['ticket.reply', 'ticket.note'] })).version).toBe(changed.version)
      expect(await historyOf(cast.desk, 'clerk')).toHaveLength(history.length)
    })

    it('have permissions that something declares', async () => {
      expect(await answerOf(save({ permissions: ['ticket.read', 'billing.price', 'ticket.fly'] }))).toMatchObject({
        code: 'access.unknown_permission',
        status: 422,
        details: { unknown: ['billing.price', 'ticket.fly'] },
      })
      expect(await refusal(save({ permissions: ['*'] }))).toBe('input.invalid')
      expect(await refusal(save({ roleId: 'billing.clerk' }))).toBe('access.role_reserved')
      for (const roleId of ['Clerk', 'a.b.c', '', 'a b']) expect(await refusal(save({ roleId }))).toBe('input.invalid')
    })

    it('keep what a plugin that is not installed had in them', async () => {
      await cast.desk['~store'].write(({ db }) =>
        db
          .insertInto('role')
          .values({
            id: 'kb.editor',
            title: 'Editor',
            acting: 'staff',
            permissions_json: ['kb.write', 'ticket.read'],
            owner: 'kb',
            version: 1,
            updated_at: '2026-01-01T00:00:00.000Z',
          })
          .execute(),
      )
      expect(await save({ roleId: 'kb.editor', title: 'Writer', permissions: ['kb.write', 'ticket.read', 'ticket.note'] })).toMatchObject({
        owner: 'kb',
        permissions: ['kb.write', 'ticket.read', 'ticket.note'],
      })
      await cast.as('ad').access.grant({ personId: cast.id.f1, roleId: 'kb.editor', scope: 'all' })
      const grants = (await cast.as('f1').people.me()).grants
      expect(grants.find(({ roleId }) => roleId === 'kb.editor')?.permissions.toSorted()).toEqual(['ticket.note', 'ticket.read'])
    })

    it('keep their capacity while somebody holds them, and those of the program always', async () => {
      await save({ roleId: 'movable' })
      expect(await save({ roleId: 'movable', acting: 'customer' })).toMatchObject({ acting: 'customer' })
      await cast.as('ad').access.grant({ personId: cast.id.a1, roleId: 'movable', scope: 'own' })
      expect(await refusal(save({ roleId: 'movable', acting: 'staff' }))).toBe('access.role_fixed')
      expect(await refusal(save({ roleId: 'customer', acting: 'staff' }))).toBe('access.role_fixed')
      expect(await refusal(save({ roleId: 'customer_finance', acting: 'staff' }))).toBe('access.role_fixed')
    })

    it('are changed by who administers all of the desk only', async () => {
      await save({ roleId: 'team_admin', permissions: ['access.manage', 'access.read', 'ticket.read'] })
      await cast.as('ad').access.grant({ personId: cast.id.n1, roleId: 'team_admin', scope: 'team', scopeId: cast.net })
      expect(await refusal(cast.as('n1').access.saveRole({ roleId: 'team_admin', title: 'x', acting: 'staff', permissions: [] }))).toBe(
        'access.denied',
      )
      expect(await refusal(cast.as('am').access.saveRole({ roleId: 'customer', title: 'x', acting: 'customer', permissions: [] }))).toBe(
        'access.wrong_capacity',
      )
    })

    it('count at the next call, and a save that was refused leaves no trace', async () => {
      await save({ roleId: 'reader', permissions: ['team.read'] })
      const someone = await cast.as('ad').people.create({ name: 'Reader', externalId: 'reader' })
      await cast.as('ad').access.grant({ personId: someone.id, roleId: 'reader', scope: 'all' })
      const reader = cast.desk.as({ externalId: 'reader' })
      expect(await refusal(reader.teams.list({}))).toBe('none')
      await save({ roleId: 'reader', permissions: ['company.read'] })
      expect(await refusal(reader.teams.list({}))).toBe('access.denied')
      expect(await refusal(reader.companies.list({}))).toBe('none')
    })
  })

  it('never mistake permissions that a rolled-back transaction saw for later ones', async () => {
    const cast = await openCast(kind)
    const save = (desk: Pick<Cast['desk'], 'as'>, permissions: string[]) =>
      desk.as({ externalId: 'ad' }).access.saveRole({ roleId: 'reader', title: 'Reader', acting: 'staff', permissions })
    await save(cast.desk, ['ticket.read'])
    await cast.as('ad').access.grant({ personId: cast.id.a1, roleId: 'reader', scope: 'all' })
    const host = await hostBegins(cast.database)
    const inside = cast.desk.in(host.handle)
    await save(inside, ['team.read'])
    expect(await refusal(inside.as({ externalId: 'a1' }).teams.list({}))).toBe('none')
    await host.end('rollback')
    await save(cast.desk, ['company.read'])
    expect(await refusal(cast.as('a1').teams.list({}))).toBe('access.denied')
    expect(await refusal(cast.as('a1').companies.list({}))).toBe('none')
  })
})
