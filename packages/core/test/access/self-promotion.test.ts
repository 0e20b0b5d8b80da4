import type { Kysely } from 'kysely'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import type { CoreTables } from '../../src/tables.ts'
import { type Cast, type Name, openCast } from './cast.ts'

/** Everything that decides what somebody may do. */
const rightsIn = (desk: Desk) =>
  desk['~store'].read(async (tx) => {
    const db: Kysely<CoreTables> = tx.db
    return {
      grants: await db.selectFrom('access_grant').select(['person_id', 'role_id', 'scope', 'scope_id']).orderBy('id').execute(),
      roles: await db.selectFrom('role').selectAll().orderBy('id').execute(),
      memberships: await db.selectFrom('membership').selectAll().orderBy('person_id').orderBy('company_id').execute(),
      people: await db.selectFrom('person').select(['id', 'external_id', 'email', 'is_active']).orderBy('id').execute(),
    }
  })

type Values = Readonly<Record<string, readonly unknown[]>>

/** Inputs of an operation, made of what is known of each key's meaning: the owed keys alone, all keys, and every choice of the values. */
function inputsOf(schema: { properties: object; required?: readonly string[] }, values: Values): object[] {
  const keys = Object.keys(schema.properties)
  const build = (wanted: readonly string[]) =>
    wanted.reduce<object[]>(
      (inputs, key) => inputs.flatMap((input) => (values[key] ?? []).map((value) => ({ ...input, [key]: value }))),
      [{}],
    )
  return [...build(schema.required ?? []), ...build(keys.filter((key) => values[key]))].slice(0, 200)
}

const takesSomebody = [
  'personId',
  'teamId',
  'grantId',
  'roleId',
  'companyId',
  'assigneeId',
  'requesterId',
  'followerIds',
  'ccIds',
  'externalId',
  'name',
  'key',
  'acting',
]

/** Of these the answer is no, whatever the input. */
const administrative = {
  staff: [
    'people.update',
    'people.deactivate',
    'people.reactivate',
    'people.erase',
    'companies.create',
    'companies.update',
    'companies.saveMember',
    'companies.removeMember',
    'teams.create',
    'teams.update',
    'teams.removeMember',
    'access.saveRole',
    'access.grant',
    'access.revoke',
  ],
  customer: ['companies.saveMember', 'companies.removeMember', 'access.grant', 'access.revoke'],
}

forEachDatabase((kind) => {
  // reliability C05
  it.each([
    ['n1', 'staff'],
    ['a1', 'customer'],
  ] as const)('%s promotes themselves through no operation that takes a person, a team or a grant', async (name: Name, acting) => {
    const cast = await openCast(kind)
    const { items } = await cast.as('ad').access.grants({ limit: 200 })
    const grantOf = (person: Name, role: string) =>
      items.find((grant) => grant.person.id === cast.id[person] && grant.roleId === role)?.id ?? ''
    const { id: ticketId } = await cast
      .as('ad')
      .tickets.create({ subject: 'x', requesterId: cast.id.a1, companyId: cast.acme, teamId: cast.net })
    const me = cast.id[name]
    const values: Values = {
      personId: [me, cast.id.ad, cast.id.a1],
      grantId: [grantOf('ad', 'admin'), grantOf(name, acting === 'staff' ? 'agent' : 'customer')],
      roleId: ['admin', 'agent', 'customer_manager', 'mine'],
      scope: ['all', 'team', 'company', 'own'],
      scopeId: [cast.net, cast.fin, cast.acme],
      teamId: [cast.net, cast.fin],
      companyId: [cast.acme, cast.beta],
      assigneeId: [me],
      requesterId: [me],
      followerIds: [[me]],
      ccIds: [[me]],
      ticketId: [ticketId],
      acting: ['staff', 'customer'],
      permissions: [['access.manage', 'ticket.read'], []],
      permission: ['access.manage'],
      title: ['Mine'],
      key: ['mine'],
      name: ['Mine'],
      isActive: [false, true],
      kind: ['person', 'follower', 'cc'],
      approvalLimit: [{ minor: 1_000_000, currency: 'EUR' }],
      jobTitle: ['Boss'],
      subject: ['x'],
      externalId: ['nobody-yet', 'ad'],
      email: ['ad@example.com'],
      command: ['start'],
    }
    const before = await rightsIn(cast.desk)
    const tried = new Set<string>()
    for (const operation of cast.desk.operations.filter(
      ({ spec }) => spec.kind === 'command' && spec.inputKeys.some((key) => takesSomebody.includes(String(key))),
    )) {
      const [group = '', method = ''] = operation.id.split('.')
      const services = cast.as(name) as unknown as Cast['desk'] & Record<string, Record<string, (input: object) => Promise<unknown>>>
      for (const input of inputsOf(operation.spec.input as never, values)) {
        const answer = await services[group]?.[method]?.(input).then(
          () => 'done',
          (error: unknown) => (isDeskError(error) ? error.status : error),
        )
        tried.add(operation.id)
        if (administrative[acting].includes(operation.id)) expect([403, 422], `${operation.id} ${JSON.stringify(input)}`).toContain(answer)
        expect(['done', 403, 404, 409, 422], `${operation.id} ${JSON.stringify(input)}`).toContain(answer)
      }
    }
    expect([...tried]).toEqual(expect.arrayContaining(administrative[acting]))
    const after = await rightsIn(cast.desk)
    expect(after.roles).toEqual(before.roles)
    expect(after.memberships).toEqual(before.memberships)
    expect(after.people.filter(({ id }) => before.people.some((person) => person.id === id))).toEqual(before.people)
    const known = new Set(before.people.map(({ id }) => id))
    expect(after.grants.filter((grant) => known.has(grant.person_id))).toEqual(before.grants)
    for (const grant of after.grants.filter(({ person_id }) => !known.has(person_id)))
      expect(grant).toMatchObject({ role_id: 'customer', scope: 'own' })
  })
})
