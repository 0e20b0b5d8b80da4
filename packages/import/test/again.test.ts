import { describeOnBothDatabases } from '@deskwright/testing/vitest'
import fc from 'fast-check'
import { expect, it } from 'vitest'
import { comment, ticket, zendeskExport, zendeskMap } from './fixtures/zendesk.ts'
import { importDesk } from './import-desk.ts'
import { type Files, written } from './written.ts'

const statuses = ['new', 'open', 'pending', 'hold', 'solved', 'closed'] as const

const histories = fc.array(
  fc.record({
    status: fc.constantFrom(...statuses),
    day: fc.integer({ min: 1, max: 27 }),
    priority: fc.constantFrom(null, 'low', 'normal', 'high', 'urgent'),
    requester: fc.constantFrom(101, 102, 104, 999),
    said: fc.array(
      fc.record({
        by: fc.constantFrom(101, 102, 201, 202, 998),
        hour: fc.integer({ min: 0, max: 23 }),
        isPublic: fc.boolean(),
        text: fc.string({ unit: 'grapheme', maxLength: 30 }),
      }),
      { maxLength: 5 },
    ),
  }),
  { minLength: 1, maxLength: 6 },
)
type History = typeof histories extends fc.Arbitrary<infer H> ? H : never

function filesOf(history: History): Files {
  const time = (day: number, hour = 0) => `2020-04-${String(day).padStart(2, '0')}T${String(hour).padStart(2, '0')}:00:00Z`
  const { 'users.json': users, 'organizations.json': organizations, 'groups.json': groups } = zendeskExport()
  return {
    'users.json': users,
    'organizations.json': organizations,
    'groups.json': groups,
    'tickets.ndjson': history.map(({ status, day, priority, requester }, index) =>
      ticket(index + 1, {
        status,
        priority,
        requester_id: requester,
        subject: `Ticket ${index}`,
        created_at: time(day),
        updated_at: time(28),
        metric_set: { solved_at: time(27) },
      }),
    ),
    'comments.ndjson': history.flatMap(({ said, day }, index) =>
      said.map(({ by, hour, isPublic, text }, nth) => ({
        ...comment(1000 * (index + 1) + nth, by, time(day, hour), { plain_body: text, public: isPublic }),
        ticket_id: index + 1,
      })),
    ),
  }
}

describeOnBothDatabases('the same again', (database) => {
  it('changes nothing, whatever was carried over; a dry run writes nothing', { timeout: 120_000 }, async () => {
    await fc.assert(
      fc.asyncProperty(histories, async (history) => {
        const test = await importDesk(database)
        const from = await written(filesOf(history))
        const before = await rowsOf(test)
        const looked = await test.carry({ kind: 'zendesk', from, map: zendeskMap, dryRun: true })
        expect(await rowsOf(test)).toEqual(before)
        const report = await test.carry({ kind: 'zendesk', from, map: zendeskMap })
        expect(report).toMatchObject({ isRefused: false, faults: [] })
        expect(report.tickets).toEqual(looked.tickets)
        const found = await test.contents()
        expect(found).toHaveLength(history.length)
        const rows = await rowsOf(test)
        const again = await test.carry({ kind: 'zendesk', from, map: zendeskMap })
        expect(again.tickets).toEqual({ new: 0, changed: 0, unchanged: history.length })
        expect(await test.contents()).toEqual(found)
        expect(await rowsOf(test)).toEqual(rows)
      }),
      { numRuns: database === 'sqlite' ? 15 : 5 },
    )
  })

  it('goes on where it was ended, in the middle of a ticket too', { timeout: 120_000 }, async () => {
    const files = zendeskExport()
    const whole = await importDesk(database)
    await whole.carry({ kind: 'zendesk', from: await written(files), map: zendeskMap })
    const expected = await whole.contents()
    let left = Number.POSITIVE_INFINITY
    const test = await importDesk(database, {
      store: {
        onStatement: () => {
          left -= 1
          if (left < 0) throw new Error('the process ends here')
        },
      },
    } as never)
    const from = await written(files)
    let ends = 0
    for (let statements = 30; ; statements += 29) {
      left = statements
      try {
        await test.carry({ kind: 'zendesk', from, map: zendeskMap })
        break
      } catch {
        ends += 1
      } finally {
        left = Number.POSITIVE_INFINITY
      }
    }
    expect(ends).toBeGreaterThan(5)
    // What was rolled back has used up numbers on PostgreSQL; their order is the same.
    const unnumbered = (tickets: typeof expected) => tickets.map(({ number: _, ...ticket }: Record<string, unknown>) => ticket)
    expect(unnumbered(await test.contents())).toEqual(unnumbered(expected))
  })
})

/** How many rows there are of everything that an import could write. */
async function rowsOf({ desk }: Awaited<ReturnType<typeof importDesk>>): Promise<unknown> {
  const system = desk.system('test')
  const events: unknown[] = []
  for (let after = 0; ; ) {
    await desk.tick()
    const page = await system.audit.events({ after, limit: 200 })
    events.push(...page.items.map(({ event, at }) => [event, at]))
    if (page.items.length < 200) break
    after = page.lastPosition
  }
  const { items } = await system.people.list({ limit: 200 })
  return { events, people: items.map(({ name, version }) => [name, version]) }
}
