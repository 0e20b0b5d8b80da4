import { writeFileSync } from 'node:fs'
import { join } from 'node:path'
import { setTimeout as sleep } from 'node:timers/promises'
import pg from 'pg'
import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { sharedPostgres } from '../../../testing/src/database/shared-postgres.ts'
import { createDesks } from '../../src/desk/many/create-desks.ts'
import { filePerTenant, isTenantName, schemaPerTenant } from '../../src/desk/many/tenant-places.ts'
import { refusal } from '../access/cast.ts'
import { ask, openDesks, openTenants } from './tenants.ts'

const names = ['north', 'south', 'west']
/** What somebody may try; `nobody` alone could be a tenant's name. */
const hostile = [
  '',
  '.',
  '..',
  '../north',
  'north/../south',
  '/etc/passwd',
  'north.db',
  'north\u0000',
  'NORTH',
  'Nörth',
  'a"; drop schema public cascade; --',
  'desk_x"."event',
  'pg_catalog',
  'con',
  '-',
  '__proto__',
  'x'.repeat(300),
  'nobody',
]

forEachDatabase(({ kind }) => {
  const open = async (options: Parameters<typeof openDesks>[1] = {}) => {
    const tenants = await openTenants(kind, names)
    const desks = openDesks(tenants.registry, options)
    for (const name of names) await desks.create(name)
    return { tenants, desks }
  }

  describe('the desks of several tenants', () => {
    it('are made by name and keep to themselves', async () => {
      const { desks } = await open()
      for (const name of names)
        await desks.with(name, (desk) => desk.as({ externalId: 'carl' }).tickets.create({ subject: `Only in ${name}` }))
      for (const name of names) {
        const { items } = await desks.with(name, (desk) => desk.system('look').tickets.list({}))
        expect(items.map(({ subject }) => subject)).toEqual([`Only in ${name}`])
      }
      expect(await refusal(desks.create('north'))).toBe('tenant.exists')
    })

    it('are not made by asking, whatever the name', async () => {
      const { tenants, desks } = await open()
      await Promise.all(names.map((name) => desks.release(name)))
      const before = await tenants.traces()
      for (const name of hostile) {
        expect(await refusal(desks.with(name, async () => undefined))).toBe('tenant.unknown')
        if (name !== 'nobody') expect(await refusal(desks.create(name))).toBe('tenant.unknown') // this one would be made, as it is asked for
        const response = await desks.fetchFor(name, ask('north', 'carl', '/api/tickets'))
        expect(response.status).toBe(404)
        const text = await response.text()
        expect(JSON.parse(text)).toMatchObject({ code: 'tenant.unknown' })
        if (name.length > 3) expect(text).not.toContain(name)
      }
      const nowhere = await desks.fetch(ask('', 'carl', '/api/tickets'))
      expect(nowhere.status).toBe(404)
      expect(await tenants.traces()).toEqual(before)
    })

    it('are opened once, however many ask at the same time', async () => {
      const { tenants } = await open()
      let located = 0
      const desks = openDesks({
        ...tenants.registry,
        async locate(tenant) {
          located += 1
          await sleep(20)
          return tenants.registry.locate(tenant)
        },
      })
      const seen = new Set<unknown>()
      const answers = await Promise.all(
        Array.from({ length: 60 }, (_, index) =>
          index % 2
            ? desks.with('north', async (desk) => void seen.add(desk))
            : desks.fetch(ask('north', 'carl', '/api/tickets')).then((response) => expect(response.status).toBe(200)),
        ),
      )
      expect(answers).toHaveLength(60)
      expect([located, seen.size, desks.openCount]).toEqual([1, 1, 1])
    })

    it('are closed when nobody has used them for a while, and opened again', async () => {
      const { desks } = await open({ idleMs: 80 })
      await desks.with('north', (desk) => desk.as({ externalId: 'carl' }).tickets.create({ subject: 'x' }))
      const { promise: told, resolve: tell } = Promise.withResolvers<void>()
      const long = desks.with('south', async (desk) => {
        await told
        return (await desk.system('look').tickets.list({})).items
      })
      await expect.poll(() => desks.openCount, { timeout: 10_000 }).toBe(1)
      tell()
      expect(await long).toEqual([])
      expect((await desks.with('north', (desk) => desk.system('look').tickets.list({}))).items).toHaveLength(1)
      await expect.poll(() => desks.openCount, { timeout: 5000 }).toBe(0)
    })

    it('stay within the number that may be open, those at work excepted', async () => {
      const { desks } = await open({ maxOpen: 1 })
      await desks.with('north', async () => {
        await desks.with('south', async () => {
          await desks.with('west', async () => expect(desks.openCount).toBe(3))
        })
      })
      await expect.poll(() => desks.openCount).toBe(1)
    })

    it('keep a stream open, and close when it ends', async () => {
      const { desks } = await open({ idleMs: 60, live: { pollMs: 20 } })
      const stream = await desks.fetch(ask('north', 'ada', '/api/stream'))
      expect(stream.headers.get('content-type')).toContain('text/event-stream')
      const reader = stream.body?.getReader()
      let text = ''
      const reading = (async () => {
        const decoder = new TextDecoder()
        for (;;) {
          const part = await reader?.read()
          if (!part || part.done) return
          text += decoder.decode(part.value)
        }
      })()
      await sleep(300)
      expect(desks.openCount).toBe(1)
      await Promise.all(
        names.map((name) => desks.with(name, (desk) => desk.as({ externalId: 'carl' }).tickets.create({ subject: `CANARY-${name}` }))),
      )
      const ids = await Promise.all(
        names.map((name) => desks.with(name, async (desk) => (await desk.system('look').tickets.list({})).items[0]?.id ?? '')),
      )
      await desks.tick()
      await expect.poll(() => text, { timeout: 5000 }).toContain(ids[0])
      expect(text).not.toContain(ids[1])
      expect(text).not.toContain(ids[2])
      await reader?.cancel()
      await reading
      await expect.poll(() => desks.openCount, { timeout: 5000 }).toBe(0)
    })

    it('are closed after what is under way, and take nobody afterwards', async () => {
      const { desks } = await open()
      const steps: string[] = []
      const running = desks.with('north', async (desk) => {
        await sleep(150)
        await desk.as({ externalId: 'carl' }).tickets.create({ subject: 'in time' })
        steps.push('done')
      })
      await sleep(20)
      await desks.release('north').then(() => steps.push('released'))
      await running
      expect(steps).toEqual(['done', 'released'])
      const last = desks.with('south', async (desk) => {
        await sleep(100)
        await desk.as({ externalId: 'carl' }).tickets.create({ subject: 'in time' })
        steps.push('done')
      })
      await sleep(20)
      await desks.close()
      await last
      expect(steps).toEqual(['done', 'released', 'done'])
      expect(await refusal(desks.with('north', async () => undefined))).toBe('tenant.closed')
      expect((await desks.fetch(ask('north', 'carl', '/api/tickets'))).status).toBe(503)
    })

    it('are refused where two would share a database', async () => {
      const { tenants } = await open()
      const desks = openDesks({ ...tenants.registry, locate: () => tenants.registry.locate('north') })
      await desks.with('north', async () => expect(await refusal(desks.with('South', async () => undefined))).toBe('tenant.clash'))
    })

    it('have their handlers called in their own name, and their jobs done while they are closed', async () => {
      const told: string[] = []
      const { desks } = await open({
        idleMs: 40,
        after: {
          'ticket.created': {
            tell: async (event, desk) => {
              const { subject } = await desk.tickets.get({ ticketId: event.payload.ticketId })
              told.push(`${desks.current}: ${subject}`)
            },
          },
        },
      })
      await desks.tick()
      await Promise.all(
        names.map((name) => desks.with(name, (desk) => desk.as({ externalId: 'carl' }).tickets.create({ subject: `Hello ${name}` }))),
      )
      await expect.poll(() => desks.openCount, { timeout: 5000 }).toBe(0)
      const worker = desks.startWorker({ roundMs: 200 })
      await expect.poll(() => told.toSorted(), { timeout: 10_000 }).toEqual(names.map((name) => `${name}: Hello ${name}`).toSorted())
      await desks.with('west', (desk) => desk.as({ externalId: 'carl' }).tickets.create({ subject: 'again' }))
      await expect.poll(() => told, { timeout: 5000 }).toContain('west: again')
      await worker.stop()
      expect(() => desks.current).toThrow(expect.objectContaining({ code: 'tenant.none_here' }))
    })
  })

  it('a tenant whose database is broken holds up nobody else', async () => {
    const { tenants } = await open()
    const desks = openDesks({
      ...tenants.registry,
      tenants: () => [...names, 'broken'],
      locate: (tenant) => {
        if (tenant !== 'broken') return tenants.registry.locate(tenant)
        if (kind === 'postgres') return { database: 'postgres://localhost:1/none', schema: 'broken' }
        const file = join(tenants.folder, 'broken.db')
        writeFileSync(file, 'This is no database, and has never been one. '.repeat(200))
        return { database: `sqlite:${file}` }
      },
    })
    const broken = Array.from({ length: 20 }, () => desks.fetch(ask('broken', 'carl', '/api/tickets')))
    const started = performance.now()
    const good = await Promise.all(names.map((name) => desks.fetch(ask(name, 'carl', '/api/tickets'))))
    expect(good.map(({ status }) => status)).toEqual([200, 200, 200])
    expect(performance.now() - started).toBeLessThan(4000)
    for (const response of await Promise.all(broken)) {
      expect(response.status).toBeGreaterThanOrEqual(500)
      expect(await response.text()).not.toContain(tenants.folder)
    }
    const outcomes = await desks.tick()
    expect(outcomes.filter(({ error }) => error).map(({ tenant }) => tenant)).toEqual(['broken'])
    expect(outcomes).toHaveLength(4)
  })

  if (kind === 'postgres')
    it('share one pool', async () => {
      const tenants = await openTenants(kind, names)
      const application = `many-${process.pid}-${performance.now()}`
      const url = `${(await sharedPostgres()).url}${(await sharedPostgres()).url.includes('?') ? '&' : '?'}application_name=${application}`
      const desks = openDesks(
        {
          ...tenants.registry,
          locate: async (tenant) => {
            const place = await tenants.registry.locate(tenant)
            return place && { ...place, database: url }
          },
        },
        { store: { poolSize: 4 } },
      )
      for (const name of names) await desks.create(name)
      let most = 0
      const client = new pg.Client({ connectionString: url.replace(application, 'counting') })
      await client.connect()
      let isOver = false
      const counting = (async () => {
        while (!isOver) {
          const { rows } = await client.query('select count(*)::int as count from pg_stat_activity where application_name = $1', [
            application,
          ])
          most = Math.max(most, rows[0].count)
          await sleep(5)
        }
      })()
      await Promise.all(
        names.flatMap((name) =>
          Array.from({ length: 15 }, (_, index) =>
            desks.with(name, (desk) => desk.as({ externalId: `c${index}` }).tickets.create({ subject: name })),
          ),
        ),
      )
      isOver = true
      await counting
      await client.end()
      expect(most).toBeGreaterThan(0)
      expect(most).toBeLessThanOrEqual(4)
    })
})

describe('names of tenants', () => {
  it('are those of host names, in small letters', () => {
    for (const name of ['a', 'acme', 'acme-2', '7up', 'x'.repeat(40)]) expect(isTenantName(name)).toBe(true)
    for (const name of [...hostile.filter((name) => name !== 'nobody'), 'x'.repeat(41), 'a_b', 'a.b', 7, null])
      expect(isTenantName(name)).toBe(false)
  })

  it('never leave their folder or schema', async () => {
    const files = filePerTenant('/srv/desks')
    const schemas = schemaPerTenant('postgres://localhost/vendor', () => [])
    for (const name of hostile.filter((name) => name !== 'nobody')) {
      expect(await files.locate(name)).toBeNull()
      expect(await schemas.locate(name)).toBeNull()
    }
    expect(await files.locate('acme-2')).toMatchObject({ database: 'sqlite:/srv/desks/acme-2.db' })
    expect(await schemas.locate('acme-2')).toMatchObject({ database: 'postgres://localhost/vendor', schema: 'desk_acme_2' })
  })
})

it('what is wrong with the composition is said when it is made, before any tenant', () => {
  const create = () => createDesks({ locate: () => null, tenants: () => [], identify: () => null, defaultType: 'nonsense' })
  expect(create).toThrow(expect.objectContaining({ code: 'machine.unknown_type' }))
})
