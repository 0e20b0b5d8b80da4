import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, openCast } from '../access/cast.ts'

forEachDatabase((kind) => {
  // reliability C01
  it('names every unknown key of an attack on oneself, and leaves the row as it is, byte for byte', async () => {
    const cast = await openCast(kind)
    const stored = () =>
      cast.desk['~store'].read(async ({ db }) => ({
        people: await db.selectFrom('person').selectAll().orderBy('id').execute(),
        grants: await db.selectFrom('access_grant').selectAll().orderBy('id').execute(),
        memberships: await db.selectFrom('membership').selectAll().orderBy('person_id').execute(),
        events: await db.selectFrom('event').select('id').execute(),
      }))
    const before = await stored()
    const attack = { role: 'admin', companyId: cast.beta, permissions: ['*'], emailVerified: true, id: 'x' }
    const more = {
      kind: 'service',
      isActive: true,
      email: 'boss@example.com',
      externalId: 'ad',
      personId: cast.id.ad,
      version: 9,
      __proto__: null,
      constructor: {},
    }
    for (const name of ['a1', 'n1'] as const) {
      const answer = await answerOf(cast.as(name).people.updateMe({ name: 'Mallory', ...attack, ...more } as never))
      expect(answer).toMatchObject({ code: 'input.invalid', status: 422 })
      const { faults } = (answer as { details: { faults: { pointer: string; code: string }[] } }).details
      expect(
        faults
          .filter(({ code }) => code === 'unknown_key')
          .map(({ pointer }) => pointer.slice(1))
          .sort(),
      ).toEqual(Object.keys({ ...attack, ...more }).sort())
    }
    const parsed: unknown = JSON.parse('{"name":"Mallory","__proto__":{"isActive":false}}')
    expect(await answerOf(cast.as('a1').people.updateMe(parsed as never))).toMatchObject({ status: 422 })
    expect(await stored()).toEqual(before)
    expect(await answerOf(cast.as('a1').people.updateMe({ name: 'Alice' }))).toMatchObject({ name: 'Alice' })
    expect(await stored()).not.toEqual(before)
  })
})
