import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { extendTicketType } from '../../src/machine/ticket-type.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'
import { historyFaults, readHistory } from '../faults/history.ts'

forEachDatabase((kind) => {
  let cast: Cast
  beforeAll(async () => {
    const upheld = ['solved'] as const
    const ticketTypes = [
      extendTicketType('complaint', {
        gates: [
          { gate: 'linked', role: 'caused_by' },
          { gate: 'linked', role: 'corrected_by', done: true, resolutions: upheld },
          { gate: 'linked', role: 'verified_by', done: true, resolutions: upheld },
        ],
      }),
    ]
    cast = await openCast(kind, { ticketTypes }, afterAll)
  })
  afterAll(async () => {
    expect(historyFaults(cast.desk, await readHistory(cast.desk))).toEqual([])
    expect((await cast.desk.doctor()).findings.filter(({ severity }) => severity === 'error')).toEqual([])
  })
  const open = async (type: string, more: object = {}) =>
    (await cast.as('ad').tickets.create({ type, subject: type, requesterId: cast.id.a1, teamId: cast.net, ...more })).id
  const done = (ticketId: string) => cast.as('n1').tickets.resolve({ ticketId, resolution: 'solved', text: 'Done' })
  const category = async (ticketId: string) => (await cast.as('ad').tickets.get({ ticketId })).category

  describe('a problem', () => {
    const withIncidents = async (count: number) => {
      const problem = await open('problem', { fields: { root_cause: 'A switch' } })
      const incidents: string[] = []
      for (let n = 0; n < count; n += 1) {
        const id = await open('incident')
        await cast.as('n1').links.add({ ticketId: problem, role: 'causes', otherId: id })
        incidents.push(id)
      }
      return { problem, incidents }
    }

    it('is resolved alone unless its incidents are named', async () => {
      const { problem, incidents } = await withIncidents(2)
      const asked = async (who: 'n1' | 'f1') =>
        (await cast.as(who).tickets.commands({ ticketId: problem })).items.flatMap(({ command, openIncidents: count }) =>
          count === undefined ? [] : [[command, count]],
        )
      expect(await asked('n1')).toEqual([['resolve', 2]])
      // Of those only that the reader may see.
      const hidden = await open('incident', { teamId: cast.fin })
      await cast.as('ad').links.add({ ticketId: problem, role: 'causes', otherId: hidden })
      expect(await asked('n1')).toEqual([['resolve', 2]])
      await done(incidents[1] ?? '')
      expect(await asked('n1')).toEqual([['resolve', 1]])
      await cast.as('n1').tickets.reopen({ ticketId: incidents[1] ?? '', reason: 'Not yet.' })
      await done(problem)
      expect(await asked('n1')).toEqual([])
      for (const id of [incidents[0] ?? '', hidden]) expect(await category(id)).toBe('new')
    })

    it('resolves those that are named, with their own words, in the same transaction', async () => {
      const { problem, incidents } = await withIncidents(3)
      const [first = '', second = '', third = ''] = incidents
      const asked = await cast.as('n1').links.list({ ticketId: problem, role: 'causes', open: true })
      expect(asked.items).toHaveLength(3)
      const view = await cast.as('n1').tickets.resolveWithIncidents({
        ticketId: problem,
        resolution: 'solved',
        text: 'Internal words: switch 7',
        incidents: { ticketIds: [third, first], resolution: 'workaround', text: 'It works again' },
      })
      expect(view).toMatchObject({ id: problem, category: 'resolved' })
      for (const id of [first, third])
        expect(await cast.as('a1').tickets.get({ ticketId: id })).toMatchObject({
          category: 'resolved',
          resolution: 'workaround',
          resolutionText: 'It works again',
        })
      expect(await category(second)).toBe('new')
      const events = (await readHistory(cast.desk)).events.filter(({ name }) => name === 'ticket.resolved')
      const mine = events.filter(({ subject_id }) => [problem, first, third].includes(subject_id))
      expect(new Set(mine.map(({ occurred_at }) => occurred_at)).size).toBe(1)
    })

    it('resolves all of them or none, and names each that can’t be', async () => {
      const { problem, incidents } = await withIncidents(3)
      const [first = '', second = '', third = ''] = incidents
      const child = await open('incident')
      await cast.as('n1').links.add({ ticketId: first, role: 'parent_of', otherId: child })
      await done(second)
      const stranger = await open('incident')
      const unseen = await open('incident', { teamId: cast.fin })
      await cast.as('ad').links.add({ ticketId: problem, role: 'causes', otherId: unseen })
      const before = await readHistory(cast.desk)
      const answer = await answerOf(
        cast.as('n1').tickets.resolveWithIncidents({
          ticketId: problem,
          resolution: 'solved',
          text: 'x',
          incidents: { ticketIds: [first, second, third, stranger, unseen], resolution: 'solved', text: 'x' },
        }),
      )
      expect(answer).toMatchObject({
        code: 'link.incidents_refused',
        status: 409,
        details: {
          incidents: [
            { ticketId: first, code: 'ticket.gates_failed', details: { gates: [{ code: 'machine.children_open' }] } },
            { ticketId: second, code: 'machine.illegal_transition' },
            { ticketId: stranger, code: 'link.no_incident' },
            { ticketId: unseen, code: 'ticket.not_found', number: null },
          ],
        },
      })
      const after = await readHistory(cast.desk)
      expect(after.tickets).toEqual(before.tickets)
      expect(after.events).toEqual(before.events)
      const own = { ticketId: problem, resolution: 'solved', incidents: { ticketIds: [third], resolution: 'solved' } }
      expect(await refusal(cast.as('n1').tickets.resolveWithIncidents(own))).toBe('ticket.gates_failed')
      expect(await refusal(cast.as('a1').tickets.resolveWithIncidents(own))).toBe('access.wrong_capacity')
    })
  })

  describe('a parent', () => {
    it('waits for its children, whoever sees them, also where they were merged', async () => {
      const [parent, child, hidden, target] = [
        await open('incident'),
        await open('incident'),
        await open('incident', { teamId: cast.fin }),
        await open('incident'),
      ]
      for (const otherId of [child, hidden]) await cast.as('ad').links.add({ ticketId: parent, role: 'parent_of', otherId })
      const { number } = await cast.as('n1').tickets.get({ ticketId: child })
      const refused = await answerOf(done(parent))
      expect(refused).toMatchObject({ details: { gates: [{ code: 'machine.children_open', field: '/links/parent_of' }] } })
      expect(JSON.stringify(refused)).toContain(`open: ${number}.`)
      await cast.as('ad').tickets.cancel({ ticketId: hidden, reason: 'no' })
      await cast.as('n1').tickets.merge({ ticketId: child, intoId: target })
      expect(await refusal(done(parent))).toBe('ticket.gates_failed')
      await done(target)
      expect((await done(parent)).category).toBe('resolved')
    })

    it('can be passed by right, with a reason', async () => {
      const [parent, child] = [await open('service_request'), await open('incident')]
      await cast.as('n1').links.add({ ticketId: child, role: 'child_of', otherId: parent })
      const input = { ticketId: parent, resolution: 'solved', text: 'x', overrideReason: 'the boss says so' }
      expect(await refusal(cast.as('n1').tickets.resolve(input))).toBe('access.denied')
      expect((await cast.as('nl').tickets.resolve(input)).category).toBe('resolved')
      expect(await category(child)).toBe('new')
    })
  })

  describe('a complaint', () => {
    it('goes from its cause over the corrective action to the check that it worked, where its type says so', async () => {
      const ticketId = await open('complaint', { fields: { cause: 'Bad weld' } })
      const missing = (await answerOf(done(ticketId))) as { details: { gates: { code: string; field: string }[] } }
      expect(missing.details.gates.map(({ code, field }) => [code, field])).toEqual([
        ['machine.link_missing', '/links/caused_by'],
        ['machine.link_missing', '/links/corrected_by'],
        ['machine.link_missing', '/links/verified_by'],
      ])
      const [cause, action, failed, check] = [await open('problem'), await open('incident'), await open('incident'), await open('incident')]
      await cast.as('n1').links.add({ ticketId, role: 'caused_by', otherId: cause })
      await cast.as('n1').links.add({ ticketId: action, role: 'corrects', otherId: ticketId })
      await cast.as('n1').links.add({ ticketId: failed, role: 'verifies', otherId: ticketId })
      await cast.as('n1').tickets.cancel({ ticketId: failed, reason: 'no' })
      const waiting = (await answerOf(done(ticketId))) as { details: { gates: { code: string }[] } }
      // A check that was cancelled has checked nothing.
      expect(waiting.details.gates.map(({ code }) => code)).toEqual(['machine.link_open', 'machine.link_missing'])
      await cast.as('n1').links.add({ ticketId: check, role: 'verifies', otherId: ticketId })
      await done(action)
      await done(check)
      expect((await done(ticketId)).category).toBe('resolved')
      const shown = (await cast.as('n1').links.list({ ticketId })).items.map(({ role }) => role)
      expect(shown.toSorted()).toEqual(['caused_by', 'corrected_by', 'verified_by', 'verified_by'])
    })

    it('that was none needs a cause and no correction', async () => {
      const ticketId = await open('complaint', { fields: { cause: 'None' } })
      await cast.as('n1').links.add({ ticketId, role: 'caused_by', otherId: await open('problem') })
      expect(await cast.as('n1').tickets.resolve({ ticketId, resolution: 'not_upheld', text: 'x' })).toMatchObject({ category: 'resolved' })
    })
  })
})
