import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'

forEachDatabase((kind) => {
  describe('a link', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, {}, afterAll)
    })
    const open = async (subject = 'Something', teamId = cast.net) =>
      (await cast.as('ad').tickets.create({ subject, requesterId: cast.id.a1, teamId })).id
    const rolesOf = async (ticketId: string, who: Parameters<Cast['as']>[0] = 'n1') =>
      (await cast.as(who).links.list({ ticketId })).items.map(({ role, ticket }) => [role, ticket.id])

    it('is stored once and shown from both ends, each with its word', async () => {
      const [a, b] = [await open('Power'), await open('Mail')]
      const made = await cast.as('n1').links.add({ ticketId: a, role: 'blocks', otherId: b })
      expect(made).toMatchObject({
        role: 'blocks',
        title: 'Blocks',
        ticket: { id: b, subject: 'Mail', category: 'new', statusTitle: 'New' },
      })
      expect(await rolesOf(a)).toEqual([['blocks', b]])
      expect(await rolesOf(b)).toEqual([['blocked_by', a]])
      const stored = await cast.desk['~store'].read(({ db }) =>
        db.selectFrom('ticket_link').selectAll().where('id', '=', made.id).execute(),
      )
      expect(stored).toMatchObject([{ kind: 'blocks', from_id: a, to_id: b }])
      for (const [ticketId, otherId, role] of [
        [a, b, 'blocks'],
        [b, a, 'blocked_by'],
      ] as const) {
        const { items } = await cast.as('n1').tickets.timeline({ ticketId })
        expect(items.at(-1)).toMatchObject({ event: 'ticket.linked', payload: { ticketId, otherId, role }, other: { id: otherId } })
      }
      expect(await cast.as('n1').links.remove({ ticketId: b, linkId: made.id })).toEqual({ items: [], nextCursor: null })
      expect(await rolesOf(a)).toEqual([])
      expect((await cast.as('n1').tickets.timeline({ ticketId: a })).items.at(-1)).toMatchObject({ event: 'ticket.unlinked' })
    })

    it('can be said from either end, and without a direction has one word', async () => {
      const [a, b] = [await open(), await open()]
      await cast.as('n1').links.add({ ticketId: a, role: 'child_of', otherId: b })
      expect(await rolesOf(b)).toEqual([['parent_of', a]])
      await cast.as('n1').links.add({ ticketId: b, role: 'relates', otherId: a })
      expect(await rolesOf(a)).toEqual([
        ['relates', b],
        ['child_of', b],
      ])
      expect(await rolesOf(b)).toEqual([
        ['relates', a],
        ['parent_of', a],
      ])
      const only = await cast.as('n1').links.list({ ticketId: a, role: 'relates' })
      expect(only.items.map(({ role }) => role)).toEqual(['relates'])
      expect((await cast.as('n1').links.list({ ticketId: a, role: 'parent_of' })).items).toEqual([])
    })

    it('of a kind is there once for a pair, whichever way it points, and never to itself', async () => {
      const [a, b] = [await open(), await open()]
      const n1 = cast.as('n1')
      await n1.links.add({ ticketId: a, role: 'duplicates', otherId: b })
      expect(await refusal(n1.links.add({ ticketId: a, role: 'duplicates', otherId: b }))).toBe('link.exists')
      expect(await refusal(n1.links.add({ ticketId: b, role: 'duplicates', otherId: a }))).toBe('link.exists')
      expect(await refusal(n1.links.add({ ticketId: a, role: 'relates', otherId: a }))).toBe('link.itself')
      expect(await refusal(n1.links.add({ ticketId: a, role: 'split_from', otherId: b }))).toBe('link.made')
      expect(await refusal(n1.links.remove({ ticketId: a, linkId: cast.id.n1 }))).toBe('link.not_found')
      expect(await refusal(n1.links.add({ ticketId: a, role: 'nonsense' as 'relates', otherId: b }))).toBe('input.invalid')
    })

    it('of parents and of what blocks never comes back to where it began', async () => {
      const n1 = cast.as('n1')
      for (const role of ['blocks', 'parent_of'] as const) {
        const [a, b, c] = [await open(), await open(), await open()]
        await n1.links.add({ ticketId: a, role, otherId: b })
        await n1.links.add({ ticketId: b, role, otherId: c })
        expect(await refusal(n1.links.add({ ticketId: c, role, otherId: a }))).toBe('link.cycle')
        await n1.links.add({ ticketId: a, role, otherId: c })
      }
      const [a, b, c] = [await open(), await open(), await open()]
      for (const [from, to] of [
        [a, b],
        [b, c],
        [c, a],
      ] as const)
        await n1.links.add({ ticketId: from, role: 'relates', otherId: to })
    })

    it('takes both ends in sight, and is no row for who does not see the other', async () => {
      const [mine, theirs] = [await open('Mine'), await open('Theirs', cast.fin)]
      expect(await answerOf(cast.as('n1').links.add({ ticketId: mine, role: 'relates', otherId: theirs }))).toMatchObject({
        code: 'ticket.not_found',
        message: `There is no ticket ${theirs} that you may see.`,
      })
      const { id: linkId } = await cast.as('ad').links.add({ ticketId: mine, role: 'relates', otherId: theirs })
      const nobody = cast.id.n1
      await cast.as('ad').links.add({ ticketId: mine, role: 'duplicates', otherId: await open('Seen') })
      expect((await cast.as('n1').links.list({ ticketId: mine, limit: 1 })).items).toMatchObject([{ role: 'duplicates' }])
      expect((await cast.as('n1').links.list({ ticketId: mine })).items).toHaveLength(1)
      expect(JSON.stringify(await cast.as('n1').tickets.timeline({ ticketId: mine }))).not.toContain(theirs)
      const unseen = await answerOf(cast.as('n1').links.remove({ ticketId: mine, linkId }))
      expect(JSON.stringify(unseen).replaceAll(linkId, nobody)).toBe(
        JSON.stringify(await answerOf(cast.as('n1').links.remove({ ticketId: mine, linkId: nobody }))),
      )
      expect((await cast.as('ad').links.list({ ticketId: mine })).items).toHaveLength(2)
    })

    it('is read by customers who see both ends, in the timeline too, and made by staff alone', async () => {
      const [a, b, hidden] = [await open('One'), await open('Two'), await open('Hidden')]
      const other = (await cast.as('ad').tickets.create({ subject: 'Of another', requesterId: cast.id.b1, teamId: cast.net })).id
      const before = await cast.as('a1').tickets.get({ ticketId: a })
      await cast.as('n1').links.add({ ticketId: a, role: 'follow_up_of', otherId: b })
      await cast.as('n1').links.add({ ticketId: a, role: 'relates', otherId: other })
      expect(await rolesOf(a, 'a1')).toEqual([['follow_up_of', b]])
      expect((await cast.as('a1').links.list({ ticketId: a })).items[0]).not.toHaveProperty('addedAt')
      const { items } = await cast.as('a1').tickets.timeline({ ticketId: a })
      expect(items.map(({ event }) => event)).toEqual(['ticket.created', 'ticket.linked'])
      expect(items.at(-1)).toMatchObject({ actor: { kind: 'staff', name: '' }, other: { id: b } })
      expect(JSON.stringify(items)).not.toContain(other)
      expect(await cast.as('a1').tickets.get({ ticketId: a })).toEqual(before)
      expect(await refusal(cast.as('a1').links.add({ ticketId: a, role: 'relates', otherId: hidden }))).toBe('access.wrong_capacity')
      expect(await refusal(cast.as('b1').links.list({ ticketId: a }))).toBe('ticket.not_found')
    })

    it('comes by pages, newest first, and by what is still open', async () => {
      const problem = await open('Cause')
      const ids: string[] = []
      for (let n = 0; n < 5; n += 1) {
        const id = await open(`Incident ${n}`)
        ids.unshift(id)
        await cast.as('n1').links.add({ ticketId: problem, role: 'causes', otherId: id })
      }
      await cast.as('n1').tickets.resolve({ ticketId: ids[1] ?? '', resolution: 'solved', text: 'Gone' })
      const found: string[] = []
      let cursor: string | null = null
      do {
        const page: Awaited<ReturnType<ReturnType<Cast['as']>['links']['list']>> = await cast
          .as('n1')
          .links.list({ ticketId: problem, limit: 2, ...(cursor === null ? {} : { cursor }) })
        found.push(...page.items.map(({ ticket }) => ticket.id))
        cursor = page.nextCursor
      } while (cursor !== null)
      expect(found).toEqual(ids)
      const openOnes = await cast.as('n1').links.list({ ticketId: problem, role: 'causes', open: true })
      expect(openOnes.items.map(({ ticket }) => ticket.id)).toEqual(ids.filter((_, index) => index !== 1))
    })

    it('has one winner of two opposite ones at once, also over a third ticket', async () => {
      for (let round = 0; round < 5; round += 1) {
        const [a, b, c] = [await open(), await open(), await open()]
        const n1 = cast.as('n1')
        const two = await Promise.all([
          refusal(n1.links.add({ ticketId: a, role: 'blocks', otherId: b })),
          refusal(cast.as('nl').links.add({ ticketId: b, role: 'blocks', otherId: a })),
        ])
        expect(two.toSorted()).toEqual(['link.exists', 'none'])
        await n1.links.add({ ticketId: a, role: 'parent_of', otherId: b })
        // Two that share no ticket: only the lock of the graph keeps them from closing the circle together.
        const d = await open()
        await n1.links.add({ ticketId: c, role: 'parent_of', otherId: d })
        const three = await Promise.all([
          refusal(n1.links.add({ ticketId: b, role: 'parent_of', otherId: c })),
          refusal(cast.as('nl').links.add({ ticketId: d, role: 'parent_of', otherId: a })),
        ])
        expect(three.toSorted()).toEqual(['link.cycle', 'none'])
      }
      expect((await cast.desk.doctor()).findings).toEqual([])
    })
  })
})
