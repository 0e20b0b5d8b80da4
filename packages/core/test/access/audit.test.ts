import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { openCast, refusal } from './cast.ts'

forEachDatabase((kind) => {
  it('shows refusals newest first, counted, to who may read the audit of the whole desk', async () => {
    let now = Date.parse('2026-01-01T00:00:00.000Z')
    const cast = await openCast(kind, { clock: () => now })
    for (let n = 0; n < 3; n += 1) await refusal(cast.as('n1').access.grants({}))
    now += 1000
    await refusal(cast.as('b1').people.get({ personId: cast.id.a1 }))
    const other = cast.another({ clock: () => now })
    await cast.desk.close() // writes what waits
    const as = (externalId: string) => other.as({ externalId })
    const { items } = await as('ad').audit.denials({})
    expect(items).toMatchObject([
      {
        kind: 'denied',
        actor: { kind: 'person', id: cast.id.b1, acting: 'customer' },
        operation: 'people.get',
        code: 'person.not_found',
        count: 1,
        at: '2026-01-01T00:00:01.000Z',
      },
      { actor: { id: cast.id.n1, acting: 'staff' }, operation: 'access.grants', code: 'access.denied', count: 3 },
    ])
    const first = await as('ad').audit.denials({ limit: 1 })
    const rest = await as('ad').audit.denials({ limit: 1, cursor: first.nextCursor ?? '' })
    expect([...first.items, ...rest.items]).toEqual(items)
    expect(rest.nextCursor).toBeNull()
    for (const name of ['n1', 'am', 'nl']) expect(await refusal(as(name).audit.denials({}))).toMatch(/access\.(denied|wrong_capacity)/)
  })

  it('is written by a tick, whoever has waited for it or not', async () => {
    const cast = await openCast(kind)
    await refusal(cast.as('n1').access.grants({}))
    expect((await cast.as('ad').audit.denials({})).items).toEqual([])
    await cast.desk.tick()
    expect((await cast.as('ad').audit.denials({})).items).toMatchObject([{ operation: 'access.grants' }])
  })

  it('follows every event by position, each once, in order', async () => {
    const cast = await openCast(kind)
    await cast.desk.tick()
    const admin = cast.as('ad')
    const all = await admin.audit.events({ limit: 200 })
    expect(all.items.length).toBeGreaterThan(30)
    expect(all.items.map(({ position }) => position)).toEqual(all.items.map(({ position }) => position).toSorted((a, b) => a - b))
    const followed: unknown[] = []
    let after = 0
    for (;;) {
      const page = await admin.audit.events({ after, limit: 7 })
      if (!page.items.length) {
        expect(page.lastPosition).toBe(after)
        break
      }
      followed.push(...page.items)
      after = page.lastPosition
    }
    expect(followed).toEqual(all.items)
    expect(all.items.find(({ event }) => event === 'access.granted')).toMatchObject({
      subject: { kind: 'person', id: cast.id.ad },
      payload: { personId: cast.id.ad, roleId: expect.any(String) },
      cause: null,
    })
    await admin.access.grant({ personId: cast.id.f1, roleId: 'auditor', scope: 'team', scopeId: cast.net })
    expect(await refusal(cast.as('f1').audit.events({}))).toBe('access.denied')
    await admin.access.grant({ personId: cast.id.f1, roleId: 'auditor', scope: 'all' })
    expect(await refusal(cast.as('f1').audit.events({}))).toBe('none')
  })
})
