import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'
import { until } from '../hook/delivery-desk.ts'

const logged: string[] = []
const log = (fields: object | string, message?: string): void => void logged.push(JSON.stringify([fields, message]))
const options = {
  log: { error: log, warn: log, info: log },
  live: { pollMs: 50, heartbeatMs: 60_000 },
  identify: ({ headers }: Request) => {
    const externalId = headers.get('x-person')
    return externalId === null ? null : { externalId }
  },
}

forEachDatabase((kind) => {
  describe('keys of services', () => {
    let cast: Cast
    let other: Desk
    let now = Date.parse('2026-01-05T09:00:00.000Z')
    let count = 0
    beforeAll(async () => {
      cast = await openCast(kind, { ...options, clock: () => now }, afterAll)
      other = cast.another({ ...options, clock: () => now })
    })

    const service = async (grant?: { roleId: string; scope: 'all' | 'team' | 'company' | 'own'; scopeId?: string }) => {
      count += 1
      const admin = cast.as('ad')
      const { id } = await admin.people.create({ name: `Service ${count}`, kind: 'service' })
      await admin.access.grant({ personId: id, ...(grant ?? { roleId: 'agent', scope: 'team', scopeId: cast.net }) })
      return id
    }
    const ask = async (
      token: string,
      path = '/api/people/me',
      { desk = cast.desk, headers = {}, body }: { desk?: Desk; headers?: Record<string, string>; body?: unknown } = {},
    ) => {
      const sent = { authorization: `Bearer ${token}`, ...(body === undefined ? {} : { 'content-type': 'application/json' }), ...headers }
      const response = await desk.fetch(
        new Request(
          `http://desk.test${path}`,
          body === undefined ? { headers: sent } : { method: 'POST', headers: sent, body: JSON.stringify(body) },
        ),
      )
      return { status: response.status, json: (await response.json()) as Record<string, unknown>, headers: response.headers }
    }

    it('act as their service, with what its roles allow and nothing else', async () => {
      const serviceId = await service()
      const { key, token } = await cast.as('ad').keys.create({ serviceId, name: 'Monitoring' })
      expect(token).toMatch(/^dskey_[A-Za-z0-9_-]{43}$/)
      expect(token.startsWith(key.prefix)).toBe(true)
      expect(await ask(token)).toMatchObject({ status: 200, json: { person: { id: serviceId, kind: 'service' }, acting: 'staff' } })
      const asked = { subject: 'Disk full', requesterId: cast.id.a1, teamId: cast.net }
      const { status, json } = await ask(token, '/api/tickets', { body: asked })
      expect(status).toBe(200)
      const fin = await cast.as('ad').tickets.create({ subject: 'Invoice', requesterId: cast.id.a2, teamId: cast.fin })
      expect((await ask(token, `/api/tickets/${String(json['id'])}`)).status).toBe(200)
      expect(await ask(token, `/api/tickets/${fin.id}`)).toMatchObject({ status: 404, json: { code: 'ticket.not_found' } })
      expect(await ask(token, '/api/keys')).toMatchObject({ status: 403 })
    })

    it('are stored as a digest, shown once, never in a log, and not kept under an idempotency key', async () => {
      const serviceId = await service()
      const admin = cast.desk.as({ externalId: 'ad' }, { idempotencyKey: `key-${count}` })
      const { key, token } = await admin.keys.create({ serviceId, name: 'Once' })
      expect(await refusal(admin.keys.create({ serviceId, name: 'Once' }))).toBe('idempotency.answer_secret')
      await ask(token)
      await ask(`${token}x`)
      await ask(token, '/api/tickets/nothing')
      await ask(token, '/api/people/me', { headers: { 'desk-acting': 'nobody' } })
      const secret = token.slice(key.prefix.length)
      const tables = ['api_key', 'idempotency', 'event', 'change', 'audit'] as const
      for (const table of tables) {
        const rows = await cast.desk['~store'].read(({ db }) => db.selectFrom(table).selectAll().execute())
        expect(JSON.stringify(rows), table).not.toContain(secret)
      }
      expect(logged.join()).not.toContain(secret)
      expect(JSON.stringify(await cast.as('ad').keys.list({ serviceId }))).not.toContain(secret)
    })

    it('count until they are revoked, in no process a moment longer', async () => {
      const { key, token } = await cast.as('ad').keys.create({ serviceId: await service(), name: 'Short' })
      for (const desk of [cast.desk, other]) expect((await ask(token, undefined, { desk })).status).toBe(200)
      expect((await cast.as('ad').keys.revoke({ keyId: key.id })).revokedAt).not.toBeNull()
      for (const desk of [cast.desk, other])
        expect(await ask(token, undefined, { desk })).toMatchObject({ status: 401, json: { code: 'access.key_invalid' } })
      expect((await ask(token)).headers.get('www-authenticate')).toContain('Bearer')
      expect(await refusal(cast.as('ad').keys.rotate({ keyId: key.id }))).toBe('key.ended')
      await cast.as('ad').keys.revoke({ keyId: key.id })
    })

    it('end what they listen to when they are revoked, within a second', async () => {
      const { key, token } = await cast.as('ad').keys.create({ serviceId: await service(), name: 'Listening' })
      const response = await other.fetch(new Request('http://desk.test/api/stream', { headers: { authorization: `Bearer ${token}` } }))
      expect(response.status).toBe(200)
      let isOver = false
      const reading = (async () => {
        try {
          for await (const _chunk of response.body as unknown as AsyncIterable<Uint8Array>);
        } catch {
          // cut
        }
        isOver = true
      })()
      await cast.desk.tick()
      await cast.as('ad').keys.revoke({ keyId: key.id })
      const begun = performance.now()
      await cast.desk.tick()
      await until('the stream is over', () => isOver, 1000)
      expect(performance.now() - begun).toBeLessThan(1000)
      await reading
    })

    it('answer the same to every key that does not count', async () => {
      const serviceId = await service()
      const admin = cast.as('ad')
      const [revoked, expired, ofGone] = [
        await admin.keys.create({ serviceId, name: 'revoked' }),
        await admin.keys.create({ serviceId, name: 'expired', expiresAt: new Date(now + 1000).toISOString() }),
        await admin.keys.create({ serviceId: await service(), name: 'gone' }),
      ]
      await admin.keys.revoke({ keyId: revoked.key.id })
      await admin.people.deactivate({ personId: ofGone.key.service.id })
      now += 2000
      const answers = []
      for (const token of [revoked.token, expired.token, ofGone.token, `dskey_${'a'.repeat(43)}`, 'dskey_a', revoked.key.prefix]) {
        const { status, json } = await ask(token)
        answers.push(JSON.stringify({ status, ...json }))
      }
      expect(new Set(answers).size).toBe(1)
      expect(answers[0]).toContain('access.key_invalid')
      expect(await refusal(admin.keys.create({ serviceId, name: 'x', expiresAt: new Date(now).toISOString() }))).toBe('key.expiry_past')
    })

    it('stand beside what the host says, and before it', async () => {
      const serviceId = await service()
      const { token } = await cast.as('ad').keys.create({ serviceId, name: 'Beside' })
      const me = async (headers: Record<string, string>) => {
        const response = await cast.desk.fetch(new Request('http://desk.test/api/people/me', { headers }))
        return ((await response.json()) as { person?: { id: string } }).person?.id ?? response.status
      }
      expect(await me({ 'x-person': 'n1' })).toBe(cast.id.n1)
      expect(await me({ 'x-person': 'n1', authorization: 'Bearer of-the-host' })).toBe(cast.id.n1)
      expect(await me({ 'x-person': 'n1', authorization: `Bearer ${token}` })).toBe(serviceId)
      expect(await me({ 'x-person': 'n1', authorization: 'Bearer dskey_wrong' })).toBe(401)
      // A page of another site can't send it, so it needs no origin.
      expect(
        (
          await ask(token, '/api/tickets', {
            body: { subject: 'x', requesterId: cast.id.a1 },
            headers: { origin: 'https://evil.test', cookie: 'a=b' },
          })
        ).status,
      ).toBe(200)
    })

    it('are replaced with an overlap, and last as long as before', async () => {
      const admin = cast.as('ad')
      const week = 7 * 86_400_000
      const first = await admin.keys.create({ serviceId: await service(), name: 'Weekly', expiresAt: new Date(now + week).toISOString() })
      now += 86_400_000
      const second = await admin.keys.rotate({ keyId: first.key.id, overlapHours: 1 })
      expect(second.key).toMatchObject({ name: 'Weekly', expiresAt: new Date(now + week).toISOString() })
      for (const { token } of [first, second]) expect((await ask(token)).status).toBe(200)
      now += 3_600_000
      expect((await ask(first.token)).status).toBe(401)
      expect((await ask(second.token)).status).toBe(200)
    })

    it('are made by those only who could give each of the service’s roles', async () => {
      const admin = cast.as('ad')
      await admin.access.saveRole({ roleId: 'keeper', title: 'Keeper', acting: 'staff', permissions: ['key.manage', 'person.read'] })
      await admin.access.grant({ personId: cast.id.nl, roleId: 'keeper', scope: 'team', scopeId: cast.net })
      const lead = cast.as('nl')
      const [net, fin, all] = [
        await service(),
        await service({ roleId: 'agent', scope: 'team', scopeId: cast.fin }),
        await service({ roleId: 'admin', scope: 'all' }),
      ]
      for (const serviceId of [net, fin, all]) expect(await refusal(lead.keys.create({ serviceId, name: 'x' }))).toBe('key.not_everywhere')
      await admin.access.grant({ personId: cast.id.nl, roleId: 'keeper', scope: 'all' })
      for (const serviceId of [net, fin, all]) expect(await refusal(lead.keys.create({ serviceId, name: 'x' }))).toBe('access.denied')
      const { key } = await admin.keys.create({ serviceId: all, name: 'x' })
      expect(await refusal(lead.keys.rotate({ keyId: key.id }))).toBe('access.denied')
      expect(await refusal(lead.keys.revoke({ keyId: key.id }))).toBe('none')
      expect(await refusal(admin.keys.create({ serviceId: cast.id.n1, name: 'x' }))).toBe('key.no_service')
      expect(await refusal(cast.as('n1').keys.list({}))).toBe('access.denied')
      expect(await refusal(cast.as('a1').keys.list({}))).toBe('access.wrong_capacity')
      expect(await refusal(admin.keys.revoke({ keyId: cast.id.n1 }))).toBe('key.not_found')
    })

    it('say when they were used last, to the hour', async () => {
      const { key, token } = await cast.as('ad').keys.create({ serviceId: await service(), name: 'Used' })
      const used = async () => {
        await cast.desk.tick()
        return (await cast.as('ad').keys.list({ serviceId: key.service.id })).items[0]?.lastUsedAt
      }
      expect(await used()).toBeNull()
      const first = now
      await ask(token)
      expect(await used()).toBe(new Date(first).toISOString())
      now += 1_800_000
      await ask(token)
      expect(await used()).toBe(new Date(first).toISOString())
      now += 1_800_000
      await ask(token)
      expect(await used()).toBe(new Date(now).toISOString())
    })

    it('repeat a command under one idempotency key once, as a service of their own', async () => {
      const { token } = await cast.as('ad').keys.create({ serviceId: await service(), name: 'Repeats' })
      const body = { subject: 'Once', requesterId: cast.id.a1, teamId: cast.net }
      const headers = { 'idempotency-key': `again-${count}` }
      const [first, second] = [await ask(token, '/api/tickets', { body, headers }), await ask(token, '/api/tickets', { body, headers })]
      expect(first.status).toBe(200)
      expect(second.json['id']).toBe(first.json['id'])
    })

    it('act for a company where their roles are a customer’s', async () => {
      const admin = cast.as('ad')
      const { id } = await admin.people.create({ name: 'ACME bot', kind: 'service' })
      await admin.companies.saveMember({ companyId: cast.acme, personId: id })
      await admin.access.grant({ personId: id, roleId: 'customer_manager', scope: 'company', scopeId: cast.acme })
      const { token } = await admin.keys.create({ serviceId: id, name: 'ACME' })
      expect(await ask(token)).toMatchObject({ json: { acting: 'customer', companyId: cast.acme } })
      expect(await ask(token, undefined, { headers: { 'desk-acting': 'staff' } })).toMatchObject({
        status: 403,
        json: { code: 'access.no_staff' },
      })
      expect(await ask(token, undefined, { headers: { 'desk-company': cast.beta } })).toMatchObject({ status: 403 })
    })
  })
})
