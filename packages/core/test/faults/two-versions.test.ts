import { expect, it, onTestFinished, vi } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { refusal } from '../access/cast.ts'
import { type LabelContract, label } from './version-plugin.ts'

const quiet = { error: () => {}, warn: () => {}, info: () => {} }

forEachDatabase((kind) => {
  const open = async () => {
    const place = await kind.create()
    const opened: Desk<LabelContract>[] = []
    onTestFinished(async () => {
      await Promise.all(opened.map((desk) => desk.close()))
      await place.drop()
    })
    return (version: Parameters<typeof label>[0]): Desk<LabelContract> => {
      const desk = createDesk({
        database: place.database,
        store: { schema: place.schema },
        plugins: [label(version)],
        admins: ['ada'],
        worker: false,
        log: quiet,
        identify: ({ headers }) => ({ externalId: headers.get('x-user') ?? 'ada' }),
      })
      opened.push(desk)
      return desk
    }
  }
  const ready = (desk: Desk<LabelContract>) => desk.fetch(new Request('https://desk.test/health/ready')).then(({ status }) => status)
  const list = (desk: Desk<LabelContract>) => desk.fetch(new Request('https://desk.test/api/tickets')).then(({ status }) => status)

  /** Version N at work, with a ticket and the right to label it. */
  const start = async (version: Awaited<ReturnType<typeof open>>) => {
    const n = version('n')
    await n.migrate()
    const ada = n.as({ externalId: 'ada' })
    await ada.access.grant({ personId: (await ada.people.me()).person.id, roleId: 'label.putter', scope: 'all' })
    const { id: ticketId } = await ada.tickets.create({ subject: 'x' })
    return { n, ada, ticketId }
  }

  /** Eight that label without a pause, as version N does it. */
  const labelling = ({ ada, ticketId }: Awaited<ReturnType<typeof start>>) => {
    const acknowledged: string[] = []
    const codes = new Set<string>()
    let isOver = false
    const working = Array.from({ length: 8 }, async (_, worker) => {
      for (let count = 0; !isOver; count += 1) {
        const text = `label ${worker} ${count}`
        try {
          await ada.label.put({ ticketId, text })
          acknowledged.push(text)
        } catch (error) {
          codes.add(isDeskError(error) ? error.code : String(error))
          await new Promise((resolve) => setTimeout(resolve, 5))
        }
      }
    })
    return {
      acknowledged,
      codes,
      async stop() {
        isOver = true
        await Promise.all(working)
      },
    }
  }

  const bodiesOf = async (desk: Desk<LabelContract>, ticketId: string): Promise<string[]> => {
    const bodies: string[] = []
    for (let cursor: string | null | undefined; cursor !== null; ) {
      const page = await desk.as({ externalId: 'ada' }).tickets.messages({ ticketId, limit: 200, ...(cursor ? { cursor } : {}) })
      bodies.push(...page.items.map(({ body }) => body))
      cursor = page.nextCursor
    }
    return bodies.sort()
  }

  it('FT07: version N writes nothing wrong while and after N+1 migrates, and does not start on its schema', {
    timeout: 60_000,
  }, async () => {
    const version = await open()
    const running = await start(version)
    const work = labelling(running)
    await vi.waitFor(() => expect(work.acknowledged.length).toBeGreaterThan(5), { timeout: 30_000, interval: 20 })
    const next = version('renames')
    await next.migrate()
    await new Promise((resolve) => setTimeout(resolve, 150))
    await work.stop()
    // What N can't do any more it says, and leaves nothing of it: no label without its note, no note without its label.
    for (const code of work.codes) expect(code).toMatch(/^store\./)
    const rows = await next['~store'].read(({ db }) => db.selectFrom('label_row').select('tag').execute())
    const tags = rows.map(({ tag }) => tag).sort()
    expect(tags).toEqual(work.acknowledged.toSorted())
    expect(await bodiesOf(next, running.ticketId)).toEqual(tags)
    expect((await next.doctor()).findings.filter(({ code }) => code !== 'doctor.no_worker')).toEqual([])
    expect(await refusal(running.ada.label.put({ ticketId: running.ticketId, text: 'late' }))).toMatch(/^store\./)
    expect(await bodiesOf(next, running.ticketId)).toEqual(tags)

    // Whoever balances load takes the running one out, and the next start of N ends at once.
    expect(await ready(running.n)).toBe(503)
    const late = version('n')
    expect(await refusal(late.ready())).toBe('store.schema_newer')
    expect(await refusal(late.as({ externalId: 'ada' }).tickets.create({ subject: 'late' }))).toBe('store.schema_newer')
    expect(await refusal(late.tick())).toBe('store.schema_newer')
    expect(await refusal(late.migrate())).toBe('store.schema_newer')
    expect([await ready(late), await list(late)]).toEqual([503, 503])
    expect([await ready(next), await list(next)]).toEqual([200, 200])
    await next.as({ externalId: 'ada' }).label.put({ ticketId: running.ticketId, text: 'by the new one' })
  })

  it('FT07: a step that only adds lets N go on, and start again', { timeout: 60_000 }, async () => {
    const version = await open()
    const running = await start(version)
    const work = labelling(running)
    await new Promise((resolve) => setTimeout(resolve, 100))
    const next = version('adds')
    await next.migrate()
    const before = work.acknowledged.length
    await expect.poll(() => work.acknowledged.length).toBeGreaterThan(before + 5)
    await work.stop()
    // On PostgreSQL a statement may meet the moment in which its table changes; it is repeated by itself.
    expect([...work.codes]).toEqual([])
    const again = version('n')
    await again.as({ externalId: 'ada' }).label.put({ ticketId: running.ticketId, text: 'again' })
    expect(await ready(again)).toBe(200)
    expect(await bodiesOf(next, running.ticketId)).toEqual([...work.acknowledged, 'again'].sort())
    expect((await next.doctor()).findings.filter(({ code }) => code !== 'doctor.no_worker')).toEqual([])
  })
})
