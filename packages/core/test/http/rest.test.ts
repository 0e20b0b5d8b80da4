import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { fullRoute } from '../../src/composition/register-operations.ts'
import { openDesk } from '../access/cast.ts'
import { fitting } from './arbitrary-input.ts'
import { lint } from './lint.ts'
import { openRestCast, type RestCast } from './rest-desk.ts'

const missing = '01900000-0000-7000-8000-00000000dead'
const canary = 'CANARY-INT-7f3a'

forEachDatabase((kind) => {
  describe('REST', () => {
    let cast: RestCast
    let ticketId = ''
    let otherTicketId = ''

    beforeAll(async () => {
      cast = await openRestCast(kind, afterAll)
      ticketId = (await cast.send('a1', 'POST', '/api/tickets', { subject: 'Printer', body: 'It is on fire.' })).json.id
      otherTicketId = (await cast.send('b1', 'POST', '/api/tickets', { subject: 'Other', body: 'CANARY-B-91c2' })).json.id
      await cast.send('ad', 'PATCH', `/api/tickets/${ticketId}`, { teamId: cast.net })
      await cast.send('n1', 'POST', `/api/tickets/${ticketId}/notes`, { body: canary })
      await cast.send('n1', 'POST', `/api/tickets/${ticketId}/tags`, { add: [canary] })
    })

    const routes = () =>
      cast.desk.operations.flatMap((operation) => {
        const [method, path] = fullRoute(operation)?.split(' ') ?? []
        return method && path ? [{ operation, method, path }] : []
      })
    const at = (path: string, ids: Readonly<Record<string, string>>) =>
      path.replace(/:([A-Za-z0-9]+)/g, (_, name: string) => ids[name] ?? (name.endsWith('Id') ? missing : 'cc'))

    it('carries a ticket from a customer to an agent and back, and nobody else sees it', async () => {
      expect((await cast.send('a1', 'GET', '/api/people/me')).json).toMatchObject({ acting: 'customer', companyId: cast.acme })
      const reply = await cast.send('n1', 'POST', `/api/tickets/${ticketId}/replies`, { body: 'Water is on its way.' })
      expect([reply.status, reply.json.message.visibility]).toEqual([200, 'public'])
      const seen = await cast.send('a1', 'GET', `/api/tickets/${ticketId}/messages`)
      expect(seen.json.items.map(({ body }: { body: string }) => body).sort()).toEqual(['It is on fire.', 'Water is on its way.'])
      for (const stranger of ['b1', 'f1', 'a2'] as const) {
        expect((await cast.send(stranger, 'GET', `/api/tickets/${ticketId}`)).status).toBe(404)
        expect((await cast.send(stranger, 'GET', '/api/tickets')).text).not.toContain(ticketId)
      }
      expect((await cast.send('', 'GET', '/api/tickets')).json).toMatchObject({ status: 401, code: 'access.unauthenticated' })
    })

    it('acts in the capacity that a header says', async () => {
      expect((await cast.send('n1', 'GET', '/api/people/me')).json.acting).toBe('staff')
      expect((await cast.send('n1', 'GET', '/api/people/me', undefined, { 'desk-acting': 'customer' })).json.acting).toBe('customer')
      expect((await cast.send('a1', 'GET', '/api/people/me', undefined, { 'desk-acting': 'staff' })).status).toBe(403)
      expect((await cast.send('a1', 'GET', '/api/people/me', undefined, { 'desk-company': cast.beta })).json.code).toBe('access.no_member')
    })

    it('A01: answers what is unseen as what is not there, on every route that names a ticket', async () => {
      for (const { operation, method, path } of routes().filter((route) => route.path.includes(':ticketId'))) {
        if (operation.spec.audience === 'staff') continue
        const json = method === 'GET' || method === 'DELETE' ? undefined : validInput(operation.id)
        const asked = async (id: string) => {
          const { status, headers, text } = await cast.send(
            'b1',
            method,
            at(path, { ticketId: id, personId: cast.id.a1, kind: 'cc', command: 'close' }),
            json,
          )
          return { status, headers: Object.fromEntries(headers), length: text.length, text: text.replaceAll(id, '') }
        }
        const unseen = await asked(ticketId)
        expect(unseen, operation.id).toEqual(await asked(missing))
        expect(unseen.status, operation.id).toBe(404)
      }
    })

    it('B01: shows customers nothing internal on any route', async () => {
      const ids = { ticketId, personId: cast.id.a1, companyId: cast.acme, typeId: 'question', teamId: cast.net }
      let answered = 0
      for (const name of ['a1', 'am', 'b1'] as const)
        for (const { operation, method, path } of routes()) {
          if (method !== 'GET') continue
          const { status, text, headers } = await cast.send(name, method, at(path, ids))
          if (status === 200) answered += 1
          expect(status, `${name} ${operation.id}`).toBeLessThan(500)
          const seen = `${text} ${JSON.stringify([...headers])}`
          expect(seen, `${name} ${operation.id}`).not.toContain(canary)
          if (name !== 'b1') expect(seen, `${name} ${operation.id}`).not.toContain('CANARY-B-91c2')
        }
      expect(answered).toBeGreaterThan(15)
      expect((await cast.send('n1', 'GET', `/api/tickets/${ticketId}/messages`)).text).toContain(canary)
    })

    it('C01, C02: refuses what callers may not say of themselves or of a ticket, and changes nothing', async () => {
      const before = (await cast.send('ad', 'GET', `/api/people/${cast.id.a1}`)).text
      const forged = { role: 'admin', companyId: cast.beta, permissions: ['*'], emailVerified: true, id: 'x' }
      const refused = await cast.send('a1', 'PATCH', '/api/people/me', forged)
      expect(refused.json).toMatchObject({ status: 422, code: 'input.invalid' })
      expect(refused.json.errors.map(({ pointer }: { pointer: string }) => pointer).sort()).toEqual(
        Object.keys(forged)
          .map((key) => `/${key}`)
          .sort(),
      )
      expect((await cast.send('ad', 'GET', `/api/people/${cast.id.a1}`)).text).toBe(before)
      const count = async () => (await cast.send('ad', 'GET', '/api/tickets?limit=200')).json.items.length
      const tickets = await count()
      const ticket = {
        status: 'closed',
        assigneeId: cast.id.n1,
        teamId: cast.net,
        requesterId: cast.id.b1,
        number: 1,
        createdAt: '2001-01-01T00:00:00.000Z',
        visibility: 'internal',
        billable: false,
      }
      const created = await cast.send('a1', 'POST', '/api/tickets', { subject: 'x', ...ticket })
      expect(created.json.errors.map(({ pointer, code }: { pointer: string; code: string }) => `${pointer} ${code}`).sort()).toEqual(
        Object.keys(ticket)
          .map((key) => `/${key} unknown_key`)
          .sort(),
      )
      expect(await count()).toBe(tickets)
    })

    it('I04: caps no page silently, and takes no cursor but the own', async () => {
      for (let made = 0; made < 3; made += 1) await cast.send('a2', 'POST', '/api/tickets', { subject: `Number ${made}`, body: 'x' })
      for (const limit of ['-1', '0', '1e9', '1000000000', '201', '1 union', '1;drop table ticket'])
        expect((await cast.send('a2', 'GET', `/api/tickets?limit=${encodeURIComponent(limit)}`)).status, limit).toBe(422)
      expect((await cast.send('a2', 'GET', '/api/tickets?offset=1000000')).json.errors).toMatchObject([
        { pointer: '/offset', code: 'unknown_key' },
      ])
      const first = (await cast.send('a2', 'GET', '/api/tickets?limit=1')).json
      const cursor = encodeURIComponent(first.nextCursor)
      const second = (await cast.send('a2', 'GET', `/api/tickets?limit=1&cursor=${cursor}`)).json
      expect(second.items).toHaveLength(1)
      expect(second.items[0].id).not.toBe(first.items[0].id)
      const altered = [
        `${cursor}x`,
        `x${cursor}`,
        cursor.slice(1),
        cursor.replace(/.$/, (last) => (last === 'A' ? 'B' : 'A')),
        'null',
        '{}',
        '%00',
        "' or 1=1",
        'a'.repeat(1_001),
        '',
      ]
      for (const bad of altered) expect((await cast.send('a2', 'GET', `/api/tickets?limit=1&cursor=${bad}`)).status, bad).toBe(422)
      for (const [name, query] of [
        ['b1', 'limit=1'],
        ['am', 'limit=1'],
        ['ad', 'limit=1'],
        ['a2', 'limit=1&open=true'],
      ] as const)
        expect((await cast.send(name, 'GET', `/api/tickets?${query}&cursor=${cursor}`)).json, name).toMatchObject({
          status: 422,
          code: 'input.cursor_invalid',
        })
    })

    it('J04: does what is sent under one key once', async () => {
      const key = { 'idempotency-key': 'create-1' }
      const create = (name: 'a1' | 'a2', subject: string, headers: Record<string, string> = key) =>
        cast.send(name, 'POST', '/api/tickets', { subject, body: 'x' }, headers)
      const answers = await Promise.all(Array.from({ length: 20 }, () => create('a1', 'Once')))
      expect(new Set(answers.map(({ status, text }) => `${status} ${text}`)).size).toBe(1)
      expect(answers[0]?.status).toBe(200)
      const listed = await cast.send('a1', 'GET', '/api/tickets?limit=200')
      expect(listed.json.items.filter(({ subject }: { subject: string }) => subject === 'Once')).toHaveLength(1)
      expect((await create('a1', 'Other')).json).toMatchObject({ status: 422, code: 'idempotency.key_reused' })
      const other = await create('a2', 'Once')
      expect(other.status).toBe(200)
      expect(other.json.id).not.toBe(answers[0]?.json.id)
      expect((await create('a1', 'Once', { 'idempotency-key': 'k'.repeat(256) })).json).toMatchObject({
        status: 422,
        code: 'idempotency.key_invalid',
      })
      expect((await create('a1', 'Long', { 'idempotency-key': 'k'.repeat(255) })).status).toBe(200)
    })

    it('names the version in the way of a change', async () => {
      const stale = await cast.send('n1', 'POST', `/api/tickets/${ticketId}/notes`, { body: 'x', expectedVersion: 1 })
      expect(stale.json).toMatchObject({ status: 409, code: 'ticket.conflict', params: { version: expect.any(Number) } })
    })

    it('never fails on any input of any route, fitting or not', { timeout: 120_000 }, async () => {
      const rubbish = fc.oneof(
        fc.string({ unit: 'binary' }),
        fc.constantFrom('\0', '', '%', '__proto__'),
        fc.integer(),
        fc.constant(null),
        fc.array(fc.string(), { maxLength: 3 }),
        fc.dictionary(fc.string(), fc.string(), { maxKeys: 3 }),
      )
      const ids = [ticketId, otherTicketId, missing, cast.id.a1, cast.id.n1, cast.id.b1, cast.acme, cast.net]
      const request = fc.constantFrom(...routes()).chain((route) => {
        const acting = route.operation.spec.audience === 'staff' ? 'staff' : 'customer'
        const { schema } = route.operation.input[acting]
        const names = Object.keys(schema.properties ?? {})
        return fc.record({
          route: fc.constant(route),
          acting: fc.constant(acting),
          name: fc.constantFrom('a1' as const, 'am' as const, 'n1' as const, 'ad' as const, 'ad' as const, 'ad' as const),
          input: fitting(schema, ids) as fc.Arbitrary<Record<string, unknown>>,
          spoilt: fc.oneof(
            { weight: 3, arbitrary: fc.constant({}) },
            names.length ? fc.dictionary(fc.constantFrom(...names), rubbish, { maxKeys: 2 }) : fc.constant({}),
          ),
        })
      })
      const statuses = new Map<number, number>()
      await fc.assert(
        fc.asyncProperty(request, async ({ route: { method, path }, acting, name, input, spoilt }) => {
          const filled: Record<string, unknown> = { ...input, ...spoilt }
          const inPath = path.replace(/:([A-Za-z0-9]+)/g, (_, key: string) => encodeURIComponent(asText(filled[key])) || 'x')
          const others = Object.entries(filled).filter(([key]) => !path.split('/').includes(`:${key}`))
          const hasBody = method !== 'GET' && method !== 'DELETE'
          const query = hasBody ? '' : `?${others.map(([key, one]) => `${key}=${encodeURIComponent(asText(one))}`).join('&')}`
          const json = hasBody ? Object.fromEntries(others) : undefined
          const { status, text } = await cast.send(
            name,
            method,
            `${inPath}${query}`,
            json,
            name === 'a1' || name === 'am' ? {} : { 'desk-acting': acting },
          )
          statuses.set(status, (statuses.get(status) ?? 0) + 1)
          if (status >= 500) throw new Error(`${method} ${inPath}${query} ${JSON.stringify(json)}: ${status} ${text}`)
        }),
        { numRuns: Number(process.env['FUZZ_RUNS'] ?? 400), endOnFailure: true },
      )
      expect(statuses.get(200)).toBeGreaterThan(20)
    })
  })

  it('describes all of it: the document of a real desk is clean, and every operation stands in it once', async () => {
    const { desk } = await openDesk(kind, { identify: () => null })
    const document = (await (await desk.fetch(new Request('http://desk.test/api/openapi.json'))).json()) as {
      paths: Record<string, Record<string, { operationId: string }>>
    }
    expect(await lint(document)).toEqual([])
    const described = Object.values(document.paths).flatMap((methods) => Object.values(methods).map(({ operationId }) => operationId))
    expect(described.sort()).toEqual(
      desk.operations
        .filter(({ spec }) => spec.route !== null)
        .map(({ id }) => id)
        .sort(),
    )
    const page = await (await desk.fetch(new Request('http://desk.test/api/docs'))).text()
    for (const id of described) expect(page).toContain(`id="${id}"`)
  })

  it('is not ready before its schema is there, nor when the database is gone', async () => {
    const { another, database } = await openDesk(kind, { identify: () => null })
    const ready = async (desk: ReturnType<typeof another>) => {
      const response = await desk.fetch(new Request('http://desk.test/health/ready'))
      return [response.status, ((await response.json()) as { code?: string }).code]
    }
    const desk = another()
    expect(await ready(desk)).toEqual([200, undefined])
    await desk.close()
    expect((await ready(desk))[0]).toBe(503)
    expect(database).toBeDefined()
  })
})

/** An input that the schema takes, so that what is refused is refused for the ticket. */
const validInput = (operation: string): object => {
  const inputs: Record<string, object> = {
    'tickets.reply': { body: 'x' },
    'tickets.note': { body: 'x' },
    'tickets.update': { subject: 'x' },
    'tickets.assign': { assigneeId: null },
    'tickets.tag': { add: ['x'] },
    'tickets.addParticipant': { personId: missing, kind: 'cc' },
    'tickets.perform': {},
    'tickets.rate': { score: 5 },
  }
  return inputs[operation] ?? {}
}

/** As it stands in an address, where lone surrogates have no place. */
const asText = (value: unknown): string => (typeof value === 'string' ? value : (JSON.stringify(value) ?? '')).toWellFormed()
