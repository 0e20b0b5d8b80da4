import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { InputGenerator, type Pools, poolsOf, randomFrom } from './generated-input.ts'
import { requestOf } from './request-of.ts'
import { type Name, openScene, type Plain, type Scene } from './scene.ts'

const isFull = process.env['DESK_FULL'] === '1'
const ROUNDS = isFull ? 400 : 40
const nobodys: readonly Name[] = ['a1', 'b1', 'x1', 'n1', 'n2', 'f1', 'nl']

forEachDatabase((kind) => {
  describe('nobody makes more of themselves', () => {
    let scene: Scene
    beforeAll(async () => {
      scene = await openScene(kind)
    })
    afterAll(() => scene.close())

    const stored = (table: string): Promise<Plain[]> => scene.desk['~store'].read(({ db }) => db.selectFrom(table).selectAll().execute())
    const grants = async () =>
      (await stored('access_grant')).map((row) => `${row['person_id']} ${row['role_id']} ${row['scope']} ${row['scope_id']}`).sort()
    const roles = async () => JSON.stringify((await stored('role')).sort((a, b) => (String(a['id']) < String(b['id']) ? -1 : 1)))
    const identities = async () => (await stored('person')).map((row) => `${row['id']} ${row['external_id']} ${row['kind']}`).sort()

    /** Every command that names a person, a role, a team, a company or a grant, with the caller named as often as can be. */
    async function attack(name: Name, generator: InputGenerator, pools: Pools): Promise<number> {
      const me = scene.id[name]
      const told = /person|role|team|company|grant|scope|permission|acting|admin/i
      const commands = scene.desk.operations.filter(
        ({ spec, id }) =>
          spec.kind === 'command' && (told.test(Object.keys(spec.input.properties ?? {}).join()) || id === 'people.updateMe'),
      )
      let tried = 0
      for (const operation of commands)
        for (let round = 0; round < ROUNDS / 10; round += 1) {
          const input: Plain = generator.input(operation.spec.input)
          if ('personId' in input && generator.chance(0.7)) input['personId'] = me
          if ('roleId' in input && generator.chance(0.5))
            input['roleId'] = generator.oneOf(['admin', 'supervisor', 'customer_manager', 'agent'])
          if ('permissions' in input) input['permissions'] = [...pools.permissions.filter((one) => one !== 'anyone')]
          if (generator.chance(0.2))
            Object.assign(input, { permissions: ['*'], role: 'admin', isAdmin: true, externalId: 'ad', acting: 'staff' })
          const request = round % 2 ? requestOf(operation, input) : undefined
          const answer = request ? await scene.fetch(name, request.target, request.body) : await scene.answer(name, operation.id, input)
          expect(answer.status, `${name} ${operation.id} ${JSON.stringify(input)}: ${answer.text}`).toBeLessThan(500)
          tried += 1
        }
      return tried
    }

    it('by any operation that names a person, a role, a team, a company or a grant', { timeout: isFull ? 900_000 : 60_000 }, async () => {
      const before = { roles: await roles(), grants: await grants(), identities: await identities() }
      for (const [index, name] of nobodys.entries()) {
        const pools = await poolsOf(scene)
        expect(await attack(name, new InputGenerator(randomFrom(100 + index), pools), pools)).toBeGreaterThan(30)
        const now = await grants()
        const own = scene.id[name]
        expect(
          now.filter((grant) => grant.startsWith(own) && !before.grants.includes(grant)),
          `of ${name}`,
        ).toEqual([])
        // Somebody added by an agent starts as a customer of their own tickets; nobody else got anything.
        const added = now.filter((grant) => !before.grants.includes(grant) && !/ customer own 0{8}-/.test(grant))
        expect(added, `by ${name}`).toEqual([])
      }
      expect(await roles()).toBe(before.roles)
      expect((await identities()).filter((row) => before.identities.includes(row))).toEqual(before.identities)
      await scene.expectSound()
    })

    it('not even who manages a company, beyond the company and what they have there themselves', {
      timeout: isFull ? 900_000 : 60_000,
    }, async () => {
      // A role of customers that holds more than a manager does.
      await scene.desk
        .as({ externalId: 'ad' })
        .access.saveRole({ roleId: 'boss', title: 'Boss', acting: 'customer', permissions: ['ticket.read', 'ticket.update'] })
      const before = await grants()
      const pools = await poolsOf(scene)
      const { id, acme, beta } = scene
      // Agents may have made somebody a contact meanwhile; whom the manager makes one themselves is not among them.
      const members = (await stored('membership')).filter((row) => row['company_id'] === acme).map((row) => row['person_id'])
      const known = (await stored('person')).map((row) => row['id'])
      for (const roleId of [
        'customer_manager',
        'customer_approver',
        'customer_finance',
        'customer',
        'agent',
        'admin',
        'supervisor',
        'boss',
      ])
        for (const [scope, scopeId] of [
          ['company', acme],
          ['company', beta],
          ['all', undefined],
          ['own', undefined],
          ['team', scene.net],
        ] as const)
          for (const personId of [id.am, id.a1, id.b1, id.n1])
            await scene.answer('am', 'access.grant', { personId, roleId, scope, ...(scopeId === undefined ? {} : { scopeId }) })
      expect((await grants()).length).toBeGreaterThan(before.length)
      await attack('am', new InputGenerator(randomFrom(7), pools), pools)
      const added = (await grants()).filter((grant) => !before.includes(grant))
      for (const grant of added) {
        const [personId, roleId, scope, scopeId] = grant.split(' ')
        if (known.includes(personId)) expect(members, grant).toContain(personId)
        expect(['customer_manager', 'customer_approver', 'customer_finance', 'customer', 'ledger.reader'], grant).toContain(roleId)
        expect([scope, scopeId], grant).toEqual(['company', acme])
      }
      await scene.expectSound()
    })
  })
})
