import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TestDatabase } from '../../../testing/src/database/test-databases.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import type { Desk } from '../../src/desk/desk.ts'
import { historyFaults, readHistory } from './history.ts'
import { type ProbeContract, type ProbeScript, type ProbeWork, probe, writeRow } from './probe-plugin.ts'

const quiet = { error: () => {}, warn: () => {}, info: () => {} }
const refusal = new Error('the script refuses')

forEachDatabase((database) => {
  describe('commands inside commands', () => {
    const script: ProbeScript = {}
    let place: TestDatabase
    let desk: Desk<ProbeContract>
    let ticketId = ''

    beforeAll(async () => {
      place = await database.create()
      desk = createDesk({
        database: place.database,
        store: { schema: place.schema },
        plugins: [probe(script)],
        worker: false,
        log: quiet,
        hookTimeLimit: 5000,
      })
      await desk.migrate()
      await desk.as({ externalId: 'customer' }).tickets.list({})
    })
    afterAll(async () => {
      await desk.close()
      await place.drop()
    })
    beforeEach(async () => {
      for (const key of ['play', 'guard', 'within', 'gate'] as const) delete script[key]
      ticketId = (await desk.as({ externalId: 'customer' }).tickets.create({ subject: 'It broke', body: 'Help.' })).id
    })

    const me = () => desk.system('test')
    const rows = (): Promise<number> =>
      desk['~store'].read(
        async (tx) => (await tx.dbFor('probe').selectFrom('probe_row').where('ticket_id', '=', ticketId).select('id').execute()).length,
      )
    const written = async (): Promise<number> =>
      (await readHistory(desk)).events.filter(({ name, subject_id }) => name === 'probe.written' && subject_id === ticketId).length
    const expectWhole = async (): Promise<void> => {
      expect(historyFaults(desk, await readHistory(desk))).toEqual([])
      expect(await rows()).toBe(await written())
      expect((await desk.doctor()).healthy).toBe(true)
    }
    const play = (run: (work: ProbeWork) => Promise<void>) => {
      script.play = run
      return me().probe.play({ ticketId })
    }

    it('goes on with the ticket as it was before a command inside a handler failed', async () => {
      script.within = async (id, work) => {
        await expect(work.desk.tickets.perform({ ticketId: id, command: 'no_such_command' })).rejects.toMatchObject({
          code: 'machine.unknown_command',
        })
      }
      const { ticket } = await me().tickets.reply({
        ticketId,
        body: 'We are on it.',
        perform: { command: 'wait', input: { on: 'customer' } },
      })
      expect(ticket).toMatchObject({ status: 'waiting', category: 'waiting', waitingOn: 'customer' })
      expect(await me().tickets.get({ ticketId })).toMatchObject({ status: 'waiting', waitingOn: 'customer', version: ticket.version })
      await expectWhole()
    })

    it('forgets who took part with the command that was undone', async () => {
      const { items } = await me().people.list({})
      const [person] = items
      await play(async (work) => {
        await expect(work.asPlugin.tickets.addParticipant({ ticketId, personId: person?.id ?? '', kind: 'cc' })).rejects.toMatchObject({
          code: 'access.denied',
        })
        expect(await work.desk.tickets.participants({ ticketId })).toEqual({ items: [] })
      })
      await expectWhole()
    })

    it('undoes of several commands at once what failed and nothing else', async () => {
      await play(async (work) => {
        const each = [1, 2, 3, 4].map((n) =>
          n % 2
            ? work.desk.tickets.note({ ticketId, body: `Note ${n}` })
            : work.desk.tickets.perform({ ticketId, command: 'no_such_command' }),
        )
        expect((await Promise.allSettled(each)).map(({ status }) => status)).toEqual(['fulfilled', 'rejected', 'fulfilled', 'rejected'])
      })
      const { items } = await me().tickets.messages({ ticketId })
      expect(items.map(({ body }) => body)).toEqual(['Help.', 'Note 1', 'Note 3'])
      await expectWhole()
    })

    it('counts how deep commands stand one in another, not how many there are at once', async () => {
      await play(async (work) => {
        await Promise.all(Array.from({ length: 20 }, (_, n) => work.desk.tickets.note({ ticketId, body: `Note ${n}` })))
      })
      await expectWhole()
      let reached = 0
      const deeper = async (work: ProbeWork): Promise<void> => {
        reached += 1
        await work.desk.probe.play({ ticketId })
      }
      await expect(play(deeper)).rejects.toMatchObject({ code: 'hook.too_deep' })
      expect(reached).toBe(9)
      await expectWhole()
    })

    it('saves no row of a change that threw, though the plugin swallows it', async () => {
      const half = async (work: ProbeWork): Promise<void> => {
        await writeRow(work, ticketId)
        await work
          .change('probe.written', { ticketId, rowId: work.newId() }, async (db) => {
            await db.insertInto('probe_row').values({ id: work.newId(), ticket_id: ticketId }).execute()
            throw refusal
          })
          .catch(() => {})
      }
      await expect(play(half)).rejects.toBe(refusal)
      expect(await rows()).toBe(0)
      // The same inside another command: that one fails, and who called it may go on.
      await play(async (work) => {
        if (script.play === half) return
        await writeRow(work, ticketId)
        script.play = half
        await expect(work.desk.probe.play({ ticketId })).rejects.toBe(refusal)
      })
      expect(await rows()).toBe(1)
      await expectWhole()
    })

    it('lets nobody swallow what a handler inside the transaction refused', async () => {
      script.within = async () => {
        throw refusal
      }
      const reply = (work: ProbeWork) => work.desk.tickets.reply({ ticketId, body: 'Done.' })
      await expect(me().tickets.reply({ ticketId, body: 'Done.' })).rejects.toMatchObject({ code: 'hook.failed' })
      // In a command of its own it may be swallowed: nothing of it is there.
      await play((work) =>
        reply(work).then(
          () => {},
          () => writeRow(work, ticketId),
        ),
      )
      expect((await me().tickets.messages({ ticketId })).items).toHaveLength(1)
      await expectWhole()
    })

    it('refuses the outer desk inside a transaction at once', async () => {
      const startedAt = performance.now()
      for (const outer of [
        () => me().tickets.note({ ticketId, body: 'From outside.' }),
        () => desk.as({ externalId: 'customer' }).tickets.get({ ticketId }),
        () => desk.migrate(),
      ])
        await expect(play(async () => void (await outer()))).rejects.toMatchObject({
          code: expect.stringMatching(/\.outside_transaction$/),
        })
      await play(async () => {
        expect(await desk.doctor()).toMatchObject({ healthy: false, findings: [{ code: 'store.outside_transaction' }] })
      })
      const answer = await play(async () => {
        const response = await desk.fetch(new Request('http://desk.test/api/types', { headers: { 'desk-acting': 'customer' } }))
        expect(response.status).not.toBe(200)
      })
      expect(answer).toEqual({ done: true })
      expect(performance.now() - startedAt).toBeLessThan(2000)
      await expectWhole()
    })

    it('lets the outer desk be used by what goes on after the transaction', async () => {
      const { promise, resolve, reject } = Promise.withResolvers<unknown>()
      await play(async () => {
        setTimeout(() => void me().tickets.note({ ticketId, body: 'Later.' }).then(resolve, reject), 50)
      })
      await expect(promise).resolves.toMatchObject({ message: { body: 'Later.' } })
      await expectWhole()
    })
  })
})
