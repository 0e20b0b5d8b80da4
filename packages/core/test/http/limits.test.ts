import { beforeEach, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { WINDOW_MS } from '../../src/http/limits/shared-points.ts'
import { openCast } from '../access/cast.ts'

const identify = ({ headers }: Request) => {
  const externalId = headers.get('x-person')
  return externalId === null ? null : { externalId }
}
const limits = {
  anonymous: 5,
  customer: 10,
  staff: 20,
  service: 15,
  clientOf: (request: Request) => request.headers.get('x-seen-by-proxy'),
}

const ask = (desk: Desk, headers: Record<string, string> = {}, path = '/api/people/me') =>
  desk.fetch(new Request(`http://desk.test${path}`, { headers }))
/** How many of so many requests are let through. */
async function through(desks: readonly Desk[], headers: Record<string, string>, count: number): Promise<number> {
  const answers = await Promise.all(Array.from({ length: count }, (_, n) => ask(desks[n % desks.length] as Desk, headers)))
  return answers.filter(({ status }) => status !== 429).length
}

forEachDatabase((kind) => {
  describe('how much may be asked in a minute', () => {
    // Minutes are the database's, which nobody moves: a test begins early in one.
    beforeEach(async () => {
      const left = WINDOW_MS - (Date.now() % WINDOW_MS)
      if (left < 20_000) await new Promise((resolve) => setTimeout(resolve, left + 50))
    }, 30_000)

    it('is the least for those whom nobody knows, and each has their own', async () => {
      const { desk, as } = await openCast(kind, { identify, http: { limits } })
      await ask(desk, { 'x-person': 'n1' })
      expect(await through([desk], {}, 30)).toBe(5)
      expect(await through([desk], { 'x-seen-by-proxy': '203.0.113.1' }, 30)).toBe(5)
      // What anybody may write there tells nobody apart.
      expect(await through([desk], { 'x-forwarded-for': '203.0.113.2' }, 30)).toBe(0)
      expect(await through([desk], { 'x-person': 'a1' }, 30)).toBe(10)
      expect(await through([desk], { 'x-person': 'a2' }, 30)).toBe(10)
      expect(await through([desk], { 'x-person': 'n1' }, 40)).toBe(20)
      const { id: serviceId } = await as('ad').people.create({ name: 'Service', kind: 'service' })
      const { token } = await as('ad').keys.create({ serviceId, name: 'x' })
      const headers = { authorization: `Bearer ${token}`, 'x-seen-by-proxy': '203.0.113.3' }
      expect((await ask(desk, headers)).status).toBe(200)
      expect(await through([desk], headers, 40)).toBe(15)
      expect(await through([desk], { authorization: 'Bearer dskey_guess', 'x-seen-by-proxy': '203.0.113.4' }, 30)).toBe(5)
      expect(await through([desk], { authorization: 'Bearer dskey_other', 'x-seen-by-proxy': '203.0.113.4' }, 30)).toBe(0)
    })

    it('is counted for all processes together', async () => {
      const { desk, another } = await openCast(kind, { identify, http: { limits: { ...limits, customer: 100 } } })
      const desks = [desk, another(), another(), another()]
      const count = await through(desks, { 'x-person': 'a1' }, 400)
      expect(count).toBeLessThanOrEqual(100)
      // What a process has taken and not used is nobody else's: a part of ten for each of the others at the most.
      expect(count).toBeGreaterThanOrEqual(70)
    })

    it('is refused with when to come back, before the body is read or the desk asked', async () => {
      const { desk } = await openCast(kind, { identify, http: { limits: { ...limits, anonymous: 1 } } })
      await ask(desk)
      const response = await ask(desk)
      expect(response.status).toBe(429)
      expect(response.headers.get('content-type')).toBe('application/problem+json')
      const seconds = Number(response.headers.get('retry-after'))
      expect(seconds).toBeGreaterThan(0)
      expect(seconds).toBeLessThanOrEqual(60)
      expect(await response.json()).toMatchObject({ code: 'http.too_many', params: { limit: 1 } })
      const body = new ReadableStream({ pull: () => new Promise(() => {}) }, { highWaterMark: 0 })
      const request = new Request('http://desk.test/api/tickets', {
        method: 'POST',
        body,
        duplex: 'half',
        headers: { 'content-type': 'application/json' },
      } as RequestInit)
      expect((await desk.fetch(request)).status).toBe(429)
      const rows = await desk['~store'].read(({ db }) => db.selectFrom('rate_limit').selectAll().execute())
      expect(JSON.stringify(rows)).not.toMatch(/client|person|n1/)
    })

    it('begins anew with the next minute', async () => {
      const { desk, another } = await openCast(kind, { identify, http: { limits } })
      expect(await through([desk], { 'x-person': 'a1' }, 20)).toBe(10)
      expect(await through([another()], { 'x-person': 'a1' }, 20)).toBe(0)
      await desk['~store'].write(({ db }) => db.updateTable('rate_limit').set({ window_ms: 0 }).execute())
      expect(await through([another()], { 'x-person': 'a1' }, 20)).toBe(10)
    })

    it('is without limit unless told', async () => {
      const { desk } = await openCast(kind, { identify })
      expect(await through([desk], {}, 100)).toBe(100)
      const rows = await desk['~store'].read(({ db }) => db.selectFrom('rate_limit').selectAll().execute())
      expect(rows).toEqual([])
    })
  })
})

it.each([0, -1, 1.5, Number.NaN, 1e9])('takes no %s for a limit', async (anonymous) => {
  const { createDesk } = await import('../../src/desk/create-desk.ts')
  expect(() => createDesk({ database: 'sqlite::memory:', worker: false, identify, http: { limits: { anonymous } } })).toThrow(
    expect.objectContaining({ code: 'http.bad_option' }),
  )
})
