import { afterEach, beforeEach, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import type { CoreDb } from '../../src/operation/runtime.ts'
import { type Logged, pause, until } from './delivery-desk.ts'
import { type ProbeBehaviour, type ProbeContract, probe, write } from './probe-plugin.ts'

const LIMIT = 200

forEachDatabase((database) => {
  let place: TestDatabase
  let desk: Desk<ProbeContract>
  let behaviour: { -readonly [K in keyof ProbeBehaviour]: ProbeBehaviour[K] | undefined }
  let logged: Logged[]
  let unhandled: unknown[]
  const noteUnhandled = (reason: unknown): void => void unhandled.push(reason)
  const admin = { externalId: 'ada', name: 'Ada' }

  beforeEach(async () => {
    place = await database.create()
    behaviour = {}
    logged = []
    unhandled = []
    process.on('unhandledRejection', noteUnhandled)
    const note =
      (level: 'error' | 'warn') =>
      (fields: object): void =>
        void logged.push({ level, code: undefined, ...fields })
    desk = createDesk({
      database: place.database,
      store: { schema: place.schema },
      plugins: [probe(behaviour)],
      admins: [admin.externalId],
      hookTimeLimit: LIMIT,
      checkOutputs: true,
      log: { error: note('error'), warn: note('warn'), info: () => {} },
    })
    await desk.migrate()
  })
  afterEach(async () => {
    await pause(20)
    await desk.close()
    await place.drop()
    process.off('unhandledRejection', noteUnhandled)
    expect(unhandled).toEqual([])
  })

  const rows = async () => {
    const { events, notes } = await desk['~store'].read(async (tx) => {
      const db: CoreDb = tx.db
      return {
        events: await db
          .selectFrom('event')
          .select(['id', 'name', 'cause_id', 'payload_json', 'actor_kind', 'actor_id'])
          .where('name', '=', 'probe.noted')
          .orderBy('sequence')
          .execute(),
        notes: await tx.dbFor('probe').selectFrom('probe_note').select('text').orderBy('id').execute(),
      }
    })
    return { events, texts: notes.map(({ text }) => text as string) }
  }
  const me = () => desk.as(admin)
  const add = (text = 'a') => me().probe.add({ text })
  const expectNothingWritten = async (): Promise<void> => {
    expect(await rows()).toEqual({ events: [], texts: [] })
    behaviour.guard = undefined
    behaviour.within = undefined
    await add('still alive')
    expect((await rows()).texts).toEqual(['still alive'])
  }

  describe('a plugin in the transaction', () => {
    for (const phase of ['guard', 'within'] as const) {
      it(`that throws in ${phase} has the command refused, naming it, and nothing is written`, async () => {
        behaviour[phase] = () => {
          throw new Error('boom')
        }
        await expect(add()).rejects.toMatchObject({
          code: 'hook.failed',
          params: { phase, plugin: 'probe', event: 'probe.noted' },
          cause: { message: 'boom' },
        })
        await expectNothingWritten()
      })

      it(`that never resolves in ${phase} is ended at the limit, naming it, and nothing is written`, async () => {
        await add('warm up')
        await desk['~store'].write((tx) => tx.db.deleteFrom('event').where('name', '=', 'probe.noted').execute())
        await desk['~store'].write((tx) => tx.dbFor('probe').deleteFrom('probe_note').execute())
        behaviour[phase] = () => new Promise(() => {})
        const startedAt = performance.now()
        await expect(add()).rejects.toMatchObject({
          code: 'hook.timed_out',
          params: { phase, plugin: 'probe', event: 'probe.noted', ms: LIMIT },
        })
        const took = performance.now() - startedAt
        expect(took).toBeGreaterThan(LIMIT * 0.9)
        // A tenth more on a quiet machine; tests run on busy ones.
        expect(took).toBeLessThan(LIMIT * 1.1 + 1000)
        await expectNothingWritten()
      })

      it(`that rejects after its time-out in ${phase} does not end the process`, async () => {
        behaviour[phase] = () => pause(LIMIT * 1.3).then(() => Promise.reject(new Error('late')))
        await expect(add()).rejects.toMatchObject({ code: 'hook.timed_out' })
        await pause(LIMIT)
        expect(logged).toEqual([expect.objectContaining({ code: 'hook.late_rejection', plugin: 'probe' })])
        await expectNothingWritten()
      })

      it(`can't change payload or actor in ${phase}`, async () => {
        behaviour[phase] = (payload) => {
          payload.text = 'changed'
        }
        await expect(add()).rejects.toMatchObject({ code: 'hook.failed', cause: expect.any(TypeError) })
        behaviour[phase] = (_payload, work) => {
          ;(work.actor as { kind: string }).kind = 'system'
        }
        await expect(add()).rejects.toMatchObject({ code: 'hook.failed', cause: expect.any(TypeError) })
        await expectNothingWritten()
      })

      it(`that loops on the processor in ${phase} is refused and reported`, async () => {
        behaviour[phase] = () => {
          const end = performance.now() + LIMIT * 2
          while (performance.now() < end);
        }
        await expect(add()).rejects.toMatchObject({ code: 'hook.timed_out', params: { plugin: 'probe' } })
        expect(logged).toEqual([expect.objectContaining({ code: 'hook.blocked', plugin: 'probe', handler: 'probe.noted' })])
        await expectNothingWritten()
      })
    }

    it("can't make an internal note public", async () => {
      behaviour.noted = (payload) => {
        ;(payload as { visibility: string }).visibility = 'public'
      }
      const ticket = await me().tickets.create({ subject: 'Printer', body: 'It smokes' })
      await expect(me().tickets.note({ ticketId: ticket.id, body: 'secret' })).rejects.toMatchObject({ code: 'hook.failed' })
      behaviour.noted = undefined
      await me().tickets.note({ ticketId: ticket.id, body: 'secret' })
      const messages = await desk['~store'].read(async ({ db }) =>
        (db as CoreDb).selectFrom('message').select(['visibility', 'body']).orderBy('id').execute(),
      )
      expect(messages).toEqual([
        expect.objectContaining({ visibility: 'public', body: 'It smokes' }),
        { visibility: 'internal', body: 'secret' },
      ])
    })

    it('that guards can only read', async () => {
      behaviour.guard = async (_payload, work) => {
        await write(work as never, 'from a guard')
      }
      await expect(add()).rejects.toMatchObject({ code: 'store.read_only' })
      await expectNothingWritten()
    })

    it('can use nothing after its time-out, also when somebody outside went on', async () => {
      const late: unknown[] = []
      behaviour.within = async ({ text }, work) => {
        if (text !== 'inner') return
        const { db } = work
        await pause(LIMIT * 1.2)
        for (const attempt of [
          () => write(work, 'late'),
          () => work.desk.probe.add({ text: 'late' }),
          () => db.selectFrom('probe_note').select('id').execute(),
        ])
          late.push(
            await attempt().then(
              () => 'done',
              (error: { code?: string }) => error.code,
            ),
          ) // prettier-ignore
      }
      behaviour.act = async (work) => {
        await work.desk.probe.add({ text: 'inner' }).catch(() => {})
        await pause(LIMIT)
        // No handler hangs on this one: those of this command have used up their time.
        await work.desk.tickets.create({ subject: 'Outer', body: 'went on' })
      }
      await me().probe.act({ text: '' })
      expect(late).toEqual(['hook.call_ended', 'hook.call_ended', 'hook.call_ended'])
      expect(await rows()).toEqual({ events: [], texts: [] })
      expect((await me().tickets.list({})).items).toHaveLength(1)
    })

    it('is ended although a command that it called hangs', async () => {
      behaviour.act = () => new Promise(() => {})
      behaviour.within = async (_payload, work) => {
        await work.desk.probe.act({ text: '' })
      }
      await expect(add()).rejects.toMatchObject({ code: 'hook.timed_out', params: { plugin: 'probe' } })
      await expectNothingWritten()
    })

    it('that answers its own event is stopped at depth 8, and nothing is written', async () => {
      let runs = 0
      behaviour.within = async (_payload, work) => {
        runs += 1
        await work.desk.probe.add({ text: `run ${runs}` })
      }
      // Patient, as only the depth is looked at here: eight rounds on a busy machine take longer than the limit of the others.
      const patient = createDesk({
        database: place.database,
        store: { schema: place.schema },
        plugins: [probe(behaviour)],
        admins: [admin.externalId],
        hookTimeLimit: 10_000,
        worker: false,
      })
      await expect(patient.as(admin).probe.add({ text: 'a' })).rejects.toMatchObject({ code: 'hook.too_deep' })
      await patient.close()
      expect(runs).toBeLessThanOrEqual(8)
      await expectNothingWritten()
    })

    it('sees what it may in a gate, and what it finds missing refuses the transition', async () => {
      const ticket = await me().tickets.create({ subject: 'Printer', body: 'It smokes' })
      await me().tickets.take({ ticketId: ticket.id })
      behaviour.gate = ({ from, to }) => [{ code: 'probe.not_yet', message: `${from} ${to}` }, { code: 'probe.nor_that' }]
      await expect(me().tickets.resolve({ ticketId: ticket.id, resolution: 'solved', text: 'Fixed' } as never)).rejects.toMatchObject({
        details: { gates: [{ code: 'probe.not_yet', message: 'open resolved' }, { code: 'probe.nor_that' }] },
      })
    })
  })

  describe('a plugin after the commit', () => {
    it('that throws leaves the command standing and is tried again', async () => {
      const attempts: string[] = []
      behaviour.after = (event) => {
        attempts.push(event.id)
        if (attempts.length === 1) throw new Error('once')
      }
      const { noteId } = await add()
      expect(await desk.tick()).toMatchObject({ failed: 1, delivered: 0 })
      expect((await rows()).texts).toEqual(['a'])
      await until('the second attempt', async () => (await desk.tick()).retried === 1)
      expect(attempts).toEqual([attempts[0], attempts[0]])
      expect((await rows()).events).toEqual([expect.objectContaining({ id: attempts[0], payload_json: { noteId, text: 'a' } })])
    })

    it('that hangs is ended at its limit, naming it', async () => {
      behaviour.after = () => new Promise(() => {})
      await add()
      const startedAt = performance.now()
      await desk.tick()
      expect(performance.now() - startedAt).toBeLessThan(1000)
      expect(logged).toEqual([
        expect.objectContaining({
          code: 'delivery.failed',
          handler: 'probe/follow',
          error: expect.objectContaining({ code: 'hook.timed_out', params: expect.objectContaining({ phase: 'after', plugin: 'probe' }) }),
        }),
      ])
    })

    it('calls as itself, with the event as cause, until the chain is too long', async () => {
      behaviour.after = async (_event, services) => {
        await services.probe.add({ text: 'next' })
      }
      await add('first')
      await desk.tick()
      const { events } = await rows()
      expect(events).toHaveLength(10)
      for (const [index, event] of events.entries()) {
        expect(event.cause_id).toBe(events[index - 1]?.id ?? null)
        expect([event.actor_kind, event.actor_id]).toEqual(index === 0 ? ['person', expect.any(String)] : ['plugin', 'probe'])
      }
      expect(logged).toEqual([
        expect.objectContaining({ code: 'delivery.dead', error: expect.objectContaining({ code: 'hook.too_deep' }) }),
      ])
    })

    it('has its jobs in the same transaction and chain of causes', async () => {
      const done: string[] = []
      behaviour.job = async (services, { text }) => {
        done.push(text)
        await services.probe.add({ text: `job ${text}` })
      }
      behaviour.after = async ({ payload }, services) => {
        if (payload.text === 'start') await services.probe.later({ text: 'x' })
      }
      behaviour.within = ({ text }) => {
        if (text === 'enqueued no') throw new Error('undo')
      }
      await add('start')
      await expect(me().probe.later({ text: 'no' })).rejects.toMatchObject({ code: 'hook.failed' })
      await desk.tick()
      expect(done).toEqual(['x'])
      const { events, texts } = await rows()
      expect([...texts].sort()).toEqual(['enqueued x', 'job x', 'start'])
      const idOf = (text: string) => events.find(({ payload_json }) => (payload_json as { text: string }).text === text)
      expect(idOf('enqueued x')?.cause_id).toBe(idOf('start')?.id)
      expect(idOf('job x')?.cause_id).toBe(idOf('start')?.id)
    })
  })

  describe('deliveries', () => {
    it('are listed, repeated and counted by those who may', async () => {
      behaviour.after = () => {
        throw new Error('poison')
      }
      await add('one')
      await add('two')
      await desk.tick()
      const all = await me().deliveries.list({})
      expect(all.items).toEqual(
        ['two', 'one'].map(() => ({
          handler: 'probe/follow',
          position: expect.any(Number),
          event: 'probe.noted',
          subject: { kind: 'note', id: expect.any(String) },
          state: 'retry',
          // One, or more where the machine is so busy that a retry was due before the tick ended.
          attempts: expect.any(Number),
          dueAt: expect.stringMatching(/Z$/),
          error: 'poison',
          updatedAt: expect.stringMatching(/Z$/),
        })),
      )
      const [newer, older] = all.items
      if (!newer || !older) throw new Error('two deliveries')
      expect(newer.position).toBeGreaterThan(older.position)
      const first = await me().deliveries.list({ limit: 1 })
      expect(first.items).toEqual([newer])
      const second = await me().deliveries.list({ limit: 1, cursor: first.nextCursor ?? '' })
      expect(second).toEqual({ items: [older], nextCursor: null })
      expect((await me().deliveries.list({ state: 'dead' })).items).toEqual([])
      expect((await me().deliveries.handlers()).items).toEqual([
        // The desk's own stands beside them, and can be repeated like any; nothing has happened that it is about.
        {
          name: 'core/notify',
          events: expect.arrayContaining(['ticket.created', 'ticket.replied']),
          position: 0,
          lag: 0,
          retrying: 0,
          dead: 0,
        },
        { name: 'probe/follow', events: ['probe.noted'], position: newer.position, lag: 0, retrying: 2, dead: 0 },
      ])

      await desk['~store'].write(({ db }) =>
        (db as CoreDb)
          .updateTable('delivery')
          .set({ state: 'dead', attempt_count: 8 })
          .where('event_position', '=', older.position)
          .execute(),
      )
      expect((await me().deliveries.list({ state: 'dead', handler: 'probe/follow' })).items).toEqual([
        expect.objectContaining({ position: older.position, dueAt: null }),
      ])
      const seen: number[] = []
      behaviour.after = ({ position }) => void seen.push(position)
      expect(await me().deliveries.replay({ handler: 'probe/follow', position: older.position })).toMatchObject({
        state: 'retry',
        attempts: 0,
      })
      expect(await desk.tick()).toMatchObject({ retried: 1 })
      // Also one that was delivered before.
      await me().deliveries.replay({ handler: 'probe/follow', position: older.position })
      await desk.tick()
      expect(seen).toEqual([older.position, older.position])
      expect((await me().deliveries.list({})).items).toEqual([newer])
    })

    it('are refused where there is nothing to repeat, and to whoever may not', async () => {
      await add()
      const replay = (handler: string, position: number) => me().deliveries.replay({ handler, position })
      if (database.kind === 'postgres') await expect(replay('probe/follow', 1)).rejects.toMatchObject({ code: 'delivery.not_found' })
      const [position] = await desk['~store'].read(async ({ db }) => {
        const found = await (db as CoreDb).selectFrom('event').select('position').where('name', '=', 'probe.noted').execute()
        return found.map((row) => row.position)
      })
      if (database.kind === 'sqlite')
        await expect(replay('probe/follow', position ?? 0)).rejects.toMatchObject({ code: 'delivery.not_reached' })
      await desk.tick()
      await expect(replay('probe/unknown', 1)).rejects.toMatchObject({ code: 'delivery.not_found', status: 404 })
      await expect(replay('probe/follow', 999)).rejects.toMatchObject({ code: 'delivery.not_found' })
      await expect(me().deliveries.list({ state: 'done' } as never)).rejects.toMatchObject({ status: 422 })
      const customer = desk.as({ externalId: 'carl', name: 'Carl' })
      for (const call of [
        () => customer.deliveries.list({}),
        () => customer.deliveries.handlers(),
        () => customer.deliveries.replay({ handler: 'probe/follow', position: 1 }),
      ])
        await expect(call()).rejects.toMatchObject({ status: 403 })
    })
  })
})
