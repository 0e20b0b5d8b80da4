import Type from 'typebox'
import { describe, expect, it, onTestFinished } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { createDesk } from '../../src/desk/create-desk.ts'
import { forContract } from '../../src/plugin/kit.ts'
import { mergePending } from '../../src/search/sqlite-postings.ts'
import { openCast } from '../access/cast.ts'
import { indexContents, ticketContents } from './index-contents.ts'

interface ChurnContract {
  id: 'churn'
  service: { toAndFro(input: { ticketId: string; subject: string; opensNew: boolean }): Promise<{ id: string }> }
  permissions: 'churn.do'
  events: { 'churn.done': { ticketId: string } }
}
const { command, definePlugin } = forContract<ChurnContract>()
const churn = definePlugin({
  id: 'churn',
  version: '1.0.0',
  contract: 1,
  permissions: { 'churn.do': { title: 'Do' } },
  roles: { 'churn.doer': { title: 'Doer', capacity: 'staff', permissions: ['churn.do', 'ticket.read'] } },
  events: { 'churn.done': { subject: 'ticketId', audience: 'staff', title: 'Done' } },
  operations: {
    toAndFro: command({
      route: 'POST /tickets/:ticketId/churn',
      permission: 'churn.do',
      audience: 'staff',
      input: Type.Object({ ticketId: Type.String(), subject: Type.String(), opensNew: Type.Boolean() }),
      output: Type.Object({ id: Type.String() }),
      async run(work, { ticketId, subject, opensNew }) {
        const { tickets } = work.desk
        const other = await tickets.create({ subject: 'walrus', body: 'otter heron' })
        const into = opensNew ? (await tickets.create({ subject: 'lynx', body: 'weasel' })).id : ticketId
        // Words of another ticket come, and a subject, and both go before anything is committed.
        await tickets.merge({ ticketId: other.id, intoId: into })
        await tickets.update({ ticketId: into, subject: 'badger' })
        await tickets.unmerge({ ticketId: other.id })
        await tickets.update({ ticketId: into, subject })
        await work.change('churn.done', { ticketId }, async () => undefined)
        return { id: into }
      },
    }),
  },
})

forEachDatabase((kind) => {
  describe('a word that comes and goes within one unit of work', () => {
    it.each([
      ['a ticket that was there', false, false],
      ['a ticket that is in the index for long', false, true],
      ['a ticket that is new itself', true, false],
    ])('leaves nothing of itself: %s', { timeout: 60_000 }, async (_what, opensNew, isMerged) => {
      const cast = await openCast(kind)
      const desk = createDesk({
        database: cast.database.database,
        store: { schema: cast.database.schema },
        plugins: [churn()],
        worker: false,
        log: { error: () => undefined, warn: () => undefined, info: () => undefined },
      })
      onTestFinished(() => desk.close())
      await desk.migrate()
      await cast.as('ad').access.grant({ personId: cast.id.ad, roleId: 'churn.doer', scope: 'all' })
      const admin = desk.as({ externalId: 'ad' }, { acting: 'staff' })
      const { id: ticketId } = await admin.tickets.create({ subject: 'stoat', body: 'heron' })
      if (isMerged && kind.kind === 'sqlite') await cast.desk['~store'].write(async (tx) => mergePending({ tx }))
      const { id } = await admin.churn.toAndFro({ ticketId, subject: 'stoat', opensNew })
      const { number } = await admin.tickets.get({ ticketId: id })
      const tickets = new Map([...(await indexContents(desk))].filter(([position]) => position > 0))
      expect(tickets).toEqual(await ticketContents(desk))
      const found = async (query: string) =>
        (await admin.search.find({ query, kind: 'ticket' })).items.map(({ ticket }) => ticket?.number).includes(number)
      expect(await found('stoat')).toBe(true)
      expect(await found(opensNew ? 'weasel' : 'heron')).toBe(true)
      for (const gone of ['badger', 'otter', 'walrus', 'lynx']) expect(await found(gone), gone).toBe(false)
      expect((await desk.doctor()).findings.filter(({ code }) => code.startsWith('doctor.search'))).toEqual([])
      // Nothing is taken out twice either: the index stays whole when all of it is made anew.
      await desk.reindex({ fromScratch: true })
      expect(await found('otter')).toBe(false)
    })
  })
})
