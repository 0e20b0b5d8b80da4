import { randomUUID } from 'node:crypto'
import { expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { ask, openDesks, openTenants } from './tenants.ts'

const names = ['north', 'south', 'west']
const companies = ['acme', 'beta']

/** Routes whose answer is a file or goes on: what they carry is looked at elsewhere. */
const isEndless = (path: string): boolean => path.startsWith('/stream')

forEachDatabase(({ kind }) => {
  it('no route of one tenant says anything of another, nor of another company, with all of them asked at once while everybody writes', async () => {
    const { registry } = await openTenants(kind, names)
    const desks = openDesks(registry, { maxOpen: 2, idleMs: 50 })
    const canary = (tenant: string, company: string) => `CANARY-${tenant}-${company}`
    /** Ids of everything that was made, by tenant and company. */
    const made = new Map<string, string[]>()
    for (const tenant of names) {
      await desks.create(tenant)
      await desks.with(tenant, async (desk) => {
        const admin = desk.as({ externalId: 'ada', name: 'Ada' })
        for (const company of companies) {
          const { id: companyId } = await admin.companies.create({ name: canary(tenant, company) })
          const person = { externalId: `${company}-customer`, name: canary(tenant, company) }
          const { id: personId } = (await desk.as(person).people.me()).person
          await admin.companies.saveMember({ companyId, personId })
          const ticket = await desk.as(person).tickets.create({ subject: canary(tenant, company), body: canary(tenant, company) })
          await admin.tickets.note({ ticketId: ticket.id, body: `${canary(tenant, company)} internal` })
          made.set(`${tenant} ${company}`, [companyId, personId, ticket.id])
        }
      })
    }
    const paths = await desks.with('north', async (desk) =>
      desk.operations.flatMap(({ spec: { route }, owner }) => {
        if (!route) return []
        const [method, path = ''] = route.split(' ')
        return method === 'GET' && !isEndless(path) ? [`/api${owner === 'core' ? '' : `/${owner}`}${path}`] : []
      }),
    )
    expect(paths.length).toBeGreaterThan(50)

    const told: string[] = []
    const look = async (tenant: string, user: string, path: string): Promise<void> => {
      const response = await desks.fetch(ask(tenant, user, path))
      const text = `${JSON.stringify([...response.headers])} ${await response.text()}`
      expect(response.status, `${path} ${text}`).toBeLessThan(500)
      for (const other of names)
        for (const company of companies) {
          const isOwn = other === tenant && (user === 'ada' || user.startsWith(company))
          if (!isOwn && text.includes(canary(other, company))) told.push(`${tenant} ${user} ${path}: ${canary(other, company)}`)
        }
    }
    const fill = (path: string, id: string) => path.replaceAll(/:\w+/g, id)
    const asking = names.flatMap((tenant) =>
      ['ada', ...companies.map((company) => `${company}-customer`)].map(async (user) => {
        for (const path of paths) {
          // Its own ids, everybody else's, and one that nobody has: by the last, the others can be told from nothing.
          const ids = path.includes(':') ? [...made.values()].flat().concat(randomUUID()) : ['']
          const some = ids.filter((_, index) => ids.length === 1 || (index + path.length) % 6 === 0 || index === ids.length - 1)
          for (const id of some) await look(tenant, user, fill(path, id))
        }
        await look(tenant, user, '/api/tickets?query=CANARY')
        await look(tenant, user, '/api/search?query=CANARY')
      }),
    )
    let isOver = false
    const writing = names.map(async (tenant) => {
      for (let count = 0; !isOver; count += 1) {
        const body = { subject: `${canary(tenant, 'acme')} ${count}` }
        const response = await desks.fetch(ask(tenant, 'acme-customer', '/api/tickets', body))
        expect([200, 201, 429]).toContain(response.status)
        await new Promise((resolve) => setTimeout(resolve, 20))
      }
    })
    await Promise.all(asking).finally(() => {
      isOver = true
    })
    await Promise.all(writing)
    expect(told).toEqual([])
    for (const tenant of names)
      expect((await desks.with(tenant, (desk) => desk.doctor())).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  }, 300_000)

  it('a cursor, an id or an idempotency key of one tenant is nothing at another', async () => {
    const { registry } = await openTenants(kind, names)
    const desks = openDesks(registry)
    for (const tenant of names) await desks.create(tenant)
    const create = (tenant: string, subject: string) =>
      desks.with(tenant, (desk) => desk.as({ externalId: 'carl' }, { idempotencyKey: 'the-same' }).tickets.create({ subject }))
    const [north, south] = [await create('north', 'one'), await create('south', 'two')]
    expect(north.id).not.toBe(south.id)
    await desks.with('north', (desk) => desk.as({ externalId: 'carl' }).tickets.create({ subject: 'more' }))
    const page = (await (await desks.fetch(ask('north', 'carl', '/api/tickets?limit=1'))).json()) as { nextCursor?: string }
    expect(page.nextCursor).toEqual(expect.any(String))
    const foreign = await desks.fetch(ask('south', 'carl', `/api/tickets?limit=1&cursor=${encodeURIComponent(String(page.nextCursor))}`))
    expect(await foreign.json()).toMatchObject({ status: 422, code: 'input.cursor_invalid' })
    const [unseen, none] = [
      await desks.fetch(ask('south', 'carl', `/api/tickets/${north.id}`)),
      await desks.fetch(ask('south', 'carl', `/api/tickets/${randomUUID()}`)),
    ]
    expect([unseen.status, none.status]).toEqual([404, 404])
  })
})
