import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { refusal } from '../access/cast.ts'
import { historyOf } from '../access/history.ts'
import { openScripted } from './scripted-desk.ts'

forEachDatabase((kind) => {
  describe('what a plugin does inside a call', () => {
    it('ends at a depth, by whatever way it goes on', async () => {
      const { ad, script } = await openScripted(kind)
      const { id: ticketId } = await ad().tickets.create({ subject: 'x' })
      script.look = async (work, depth) => (await work.desk.scripted.look({ depth: depth + 1 })).said
      expect(await refusal(ad().scripted.look({}))).toBe('hook.too_deep')
      script.load = async (work, [id = '']) => void (await work.desk.tickets.get({ ticketId: id }))
      expect(await refusal(ad().tickets.get({ ticketId }))).toBe('hook.too_deep')
      delete script.load
      script.save = async (work, { id }) => void (await work.desk.tickets.update({ ticketId: id, ext: { scripted: { note: 'again' } } }))
      expect(await refusal(ad().tickets.update({ ticketId, ext: { scripted: { note: 'once' } } }))).toBe('hook.too_deep')
      script.look = async (work, depth) => (depth < 5 ? (await work.desk.scripted.look({ depth: depth + 1 })).said : 'deep enough')
      expect(await ad().scripted.look({})).toEqual({ said: 'deep enough' })
    })

    it('is in the view that its own handlers changed while the ticket was opened', async () => {
      const { ad, script } = await openScripted(kind)
      const team = await ad().teams.create({ key: 'net', title: 'Network' })
      const { id: personId } = (await ad().people.me()).person
      script.within = async (work, ticketId) => {
        await work.desk.tickets.assign({ ticketId, assigneeId: personId, teamId: team.id })
        await work.desk.tickets.tag({ ticketId, add: ['new'] })
      }
      const made = await ad().tickets.create({ subject: 'x' })
      expect(made).toMatchObject({ team: { key: 'net', title: 'Network' }, assignee: { id: personId, name: 'Ad' }, tags: ['new'] })
      expect(await ad().tickets.get({ ticketId: made.id })).toEqual(made)
    })

    it('changes nothing of who calls, and finds no other way to the tables', async () => {
      const { ad, script } = await openScripted(kind)
      script.run = async (work) => {
        const found: string[] = []
        const attempt = (what: string, run: () => void) => {
          try {
            run()
            found.push(what)
          } catch (error) {
            if (!(error instanceof TypeError)) throw error
          }
        }
        const open = work as unknown as { actor: { id: string; capacity: { acting: string } }; [key: string]: unknown }
        attempt('id', () => {
          open.actor.id = 'somebody'
        })
        attempt('capacity', () => {
          open.actor.capacity.acting = 'customer'
        })
        for (const name of ['context', 'unit', 'tx']) if (open[name] !== undefined) found.push(name)
        return [...found, ...Object.keys(work.db)].join()
      }
      expect(await ad().scripted.run({})).toEqual({ said: 'selectFrom' })
    })

    it('enqueues nothing from where it may only look', async () => {
      const { ad, script } = await openScripted(kind)
      const { id: ticketId } = await ad().tickets.create({ subject: 'x' })
      const enqueue = (work: object) => (work as { enqueue(job: string, input: object): Promise<void> }).enqueue('later', { text: 'x' })
      script.guard = enqueue
      expect(await refusal(ad().tickets.note({ ticketId, body: 'x' }))).toBe('store.read_only')
      script.look = async (work) => {
        await enqueue(work)
        return 'done'
      }
      expect(await refusal(ad().scripted.look({}))).toBe('store.read_only')
      delete script.guard
      script.run = async (work) => void (await work.enqueue('later', { text: 'x' }))
      expect(await refusal(ad().scripted.run({}))).toBe('none')
    })

    it('as itself is what it lists and no more, with whom it was for and what caused it', async () => {
      const { desk, ad, script } = await openScripted(kind)
      const { id: ticketId } = await ad().tickets.create({ subject: 'x' })
      const { id: personId } = (await ad().people.me()).person
      script.run = async (work) => {
        expect(await refusal(work.asPlugin.tickets.take({ ticketId }))).toBe('access.denied')
        expect(await refusal(work.asPlugin.people.list({}))).toBe('access.denied')
        expect(await refusal(work.asPlugin.scripted.mine())).toBe('access.wrong_capacity')
        await work.asPlugin.tickets.note({ ticketId, body: 'from the plugin' })
        return undefined
      }
      let isFirst = true
      script.after = async (_ticketId, note) => {
        if (isFirst) await note('afterwards')
        isFirst = false
      }
      await ad().scripted.run({ ticketId })
      await desk.tick()
      const notes = (await historyOf(desk as never, ticketId)).filter(({ name }) => name === 'ticket.noted')
      expect(notes).toMatchObject([
        { actor_kind: 'plugin', actor_id: 'scripted', on_behalf_of: `person:${personId}`, cause_id: null },
        { actor_kind: 'plugin', actor_id: 'scripted', on_behalf_of: null, cause_id: notes[0]?.id },
      ])
    })

    it('takes no permit but its own, and none of another unit of work', async () => {
      const { ad, script } = await openScripted(kind)
      const { id: ticketId } = await ad().tickets.create({ subject: 'x' })
      const permits: { ticket: unknown; permission: 'ticket.start' }[] = []
      script.run = async (work) => {
        const permit = await work.ticket(ticketId, 'ticket.start')
        const [older] = permits
        permits.push(permit)
        if (!older) return undefined
        for (const wrong of [older, { ...permit }])
          await expect(work.perform(wrong as typeof permit, 'start', {})).rejects.toMatchObject({ code: 'access.permit_invalid' })
        await expect(work.perform(permit as never, 'wait', { on: 'parts' })).rejects.toMatchObject({ code: 'access.permit_wrong' })
        return (await work.perform(permit, 'start', {})).category
      }
      await ad().scripted.run({})
      expect(await ad().scripted.run({})).toEqual({ said: 'open' })
    })

    it('that is undone takes along tickets, permits and events, and the rest stays', async () => {
      const { desk, ad, script } = await openScripted(kind)
      const { id: ticketId } = await ad().tickets.create({ subject: 'x' })
      let lost = ''
      script.run = async (work, id) => {
        if (id) {
          lost = (await work.desk.tickets.create({ subject: 'lost' })).id
          await work.ticket(lost)
          await work.desk.tickets.note({ ticketId, body: 'lost' })
          throw new Error('no')
        }
        await expect(work.desk.scripted.run({ ticketId })).rejects.toThrow('no')
        expect(await refusal(work.desk.tickets.get({ ticketId: lost }))).toBe('ticket.not_found')
        await work.desk.tickets.note({ ticketId, body: 'kept' })
        return undefined
      }
      await ad().scripted.run({})
      expect((await ad().tickets.messages({ ticketId })).items.map(({ body }) => body)).toEqual(['kept'])
      expect(await historyOf(desk as never, lost)).toEqual([])
      expect((await desk.doctor()).findings).toEqual([])
    })
  })

  describe('an operation for everybody', () => {
    it('is answered without a person, as customers have it, and lends no right', async () => {
      const { desk, script } = await openScripted(kind, { identify: () => null })
      const get = async () => {
        const response = await desk.fetch(new Request('http://desk.test/api/scripted/hello'))
        return { status: response.status, body: (await response.json()) as { code?: string } }
      }
      expect(await get()).toEqual({ status: 200, body: { said: 'hello' } })
      script.hello = async (work) => {
        for (const call of [() => work.desk.tickets.list({}), () => work.desk.people.me(), () => work.desk.types.list()])
          expect(await refusal(call())).toBe('access.unauthenticated')
        expect(await refusal(work.desk.scripted.look({}))).toBe('access.unauthenticated')
        return `${(await work.asPlugin.tickets.list({})).items.length} as plugin`
      }
      expect(await get()).toEqual({ status: 200, body: { said: '0 as plugin' } })
      const mine = await desk.fetch(new Request('http://desk.test/api/scripted/mine'))
      expect(mine.status).toBe(401)
    })

    it('and one for customers are answered to the desk’s own programs', async () => {
      const { desk } = await openScripted(kind)
      expect(await desk.system('test').scripted.hello({})).toEqual({ said: 'hello', inside: 'for staff' })
      expect(await desk.system('test').scripted.mine()).toEqual({ said: 'system as staff' })
      expect(await desk.as({ externalId: 'c' }).scripted.mine()).toEqual({ said: 'person as customer' })
      const refused = await desk
        .as({ externalId: 'ad' })
        .scripted.mine()
        .catch((error: unknown) => error)
      expect(isDeskError(refused) && refused.code).toBe('access.wrong_capacity')
    })
  })
})
