import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import { defaultTicketTypes } from '../../src/machine/default-types/default-ticket-types.ts'
import { defineTicketType } from '../../src/machine/ticket-type.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'

const question = defaultTicketTypes.find(({ id }) => id === 'question') ?? expect.fail()
const device = defineTicketType({
  ...question,
  id: 'device',
  fields: {
    serial: { kind: 'string', title: 'Serial number', audience: 'both', write: 'both' },
    bought: { kind: 'date', title: 'Bought on', audience: 'both', write: 'both' },
    weight: { kind: 'number', title: 'Weight', audience: 'both', write: 'both' },
    cost: { kind: 'number', title: 'Cost', audience: 'staff' },
    state: { kind: 'choice', title: 'State', audience: 'both', write: 'both', options: { broken: { en: 'Broken', he: 'שבור' } } },
  },
})

const faultsOf = async (call: Promise<unknown>): Promise<unknown> => {
  try {
    await call
    return 'none'
  } catch (error) {
    if (isDeskError(error)) return error.details
    throw error
  }
}

forEachDatabase((kind) => {
  describe('macros', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(
        kind,
        { ticketTypes: [device], timeZone: 'Europe/Rome', clock: () => Date.parse('2026-03-05T22:30:00.000Z') },
        afterAll,
      )
      await cast.as('a1').people.updateMe({ language: 'he' })
    })
    const open = async (input: object = {}) =>
      (await cast.as('a1').tickets.create({ type: 'device', subject: 'Printer {{agent.name}}', body: 'Help', ...input })).id
    const moved = async (ticketId: string) => {
      await cast.as('ad').tickets.update({ ticketId, teamId: cast.net })
      return ticketId
    }
    const answer = {
      titles: { en: 'Greet and ask', he: 'ברכה ובקשה' },
      actions: [
        {
          do: 'reply' as const,
          body: {
            en: 'Hello {{requester.name}}, about {{ticket.number}} {{ticket.subject}}: {{fields.serial}} {{fields.bought}} {{fields.weight}} {{fields.state}}. {{agent.name}}, {{today}}',
            he: 'שלום {{requester.name}}, בעניין {{ticket.number}} {{ticket.subject}}: {{fields.state}} {{ticket.status}}. {{agent.name}}',
          },
        },
        { do: 'note' as const, body: { en: 'Costs {{fields.cost}}, team {{team.name}}' } },
        { do: 'tag' as const, add: ['asked'] },
        { do: 'take' as const },
        { do: 'set' as const, values: { priority: 'high' as const, fields: { cost: 5 } } },
        { do: 'perform' as const, command: 'wait', input: { on: 'customer' } },
      ],
    }

    it('do all of it in one transaction, with the texts in the requester’s language', async () => {
      const ticketId = await moved(await open({ fields: { serial: 'S{{x}}', bought: '2026-01-05', weight: 1234.5, state: 'broken' } }))
      const macro = await cast.as('nl').macros.create({ ...answer, shared: 'team', teamId: cast.net })
      const { ticket } = await cast.as('n1').macros.apply({ macroId: macro.id, ticketId })
      expect(ticket).toMatchObject({
        category: 'waiting',
        waitingOn: 'customer',
        priority: 'high',
        tags: ['asked'],
        assignee: { id: cast.id.n1 },
        fields: { cost: 5 },
      })
      const { items } = await cast.as('n1').tickets.messages({ ticketId })
      const said = items.find(({ visibility, acting }) => visibility === 'public' && acting === 'staff')
      // As the ticket was found, every value isolated, braces in values left alone.
      expect(said?.body).toBe(
        `שלום \u2068A1\u2069, בעניין \u2068${ticket.number}\u2069 \u2068Printer {{agent.name}}\u2069: \u2068שבור\u2069 \u2068התקבלה\u2069. \u2068N1\u2069`,
      )
      expect(items.find(({ visibility }) => visibility === 'internal')?.body).toBe('Costs , team Network')
      const events = (await cast.as('n1').tickets.timeline({ ticketId })).items.map(({ event }) => event)
      expect(events.filter((event) => event === 'macro.applied')).toHaveLength(1)
      expect((await cast.as('a1').tickets.timeline({ ticketId })).items.map(({ event }) => event)).not.toContain('macro.applied')
      const english = await cast.as('n1').macros.preview({ macroId: macro.id, ticketId, language: 'en-GB' })
      expect(english.actions[0]).toMatchObject({
        language: 'en',
        dir: 'ltr',
        body: `Hello A1, about ${ticket.number} Printer {{agent.name}}: S{{x}} January 5, 2026 1,234.5 Broken. N1, March 5, 2026`,
      })
    })

    it('are nothing at all where one action is refused, and say which', async () => {
      const ticketId = await moved(await open())
      const macro = await cast.as('n1').macros.create({
        titles: { en: 'Resolve twice' },
        shared: 'nobody',
        actions: [
          { do: 'tag', add: ['x'] },
          { do: 'perform', command: 'resolve', input: { resolution: 'solved' } },
          { do: 'perform', command: 'resolve', input: { resolution: 'solved' } },
        ],
      })
      const before = await cast.as('n1').tickets.get({ ticketId })
      const refused = cast.as('n1').macros.apply({ macroId: macro.id, ticketId })
      await expect(refused).rejects.toMatchObject({ code: 'machine.illegal_transition', status: 409, details: { action: 2 } })
      expect(await cast.as('n1').tickets.get({ ticketId })).toEqual(before)
    })

    it('show beforehand what they would do, and save nothing by it', async () => {
      const ticketId = await moved(await open())
      const macro = await cast.as('n1').macros.create({
        titles: { en: 'All sorts' },
        shared: 'nobody',
        actions: [
          { do: 'perform', command: 'resolve', input: { resolution: 'solved' } },
          { do: 'perform', command: 'wait', input: { on: 'customer' } },
          { do: 'perform', command: 'reopen', input: { reason: 'x' } },
          { do: 'assign', assigneeId: cast.id.n2 },
          { do: 'set', values: { priority: 'urgent', fields: { serial: '1' } } },
          { do: 'tag', add: ['a', 'b'], remove: ['c'] },
          { do: 'reply', body: { fa: 'سلام {{requester.name}}' } },
        ],
      })
      const before = await cast.as('n1').tickets.get({ ticketId })
      const events = (await cast.as('n1').tickets.timeline({ ticketId })).items.length
      const preview = await cast.as('n1', { languages: ['it'] }).macros.preview({ macroId: macro.id, ticketId })
      // `reopen` is possible only because `resolve` came before: it was done, not guessed.
      expect(preview.actions.map(({ isAllowed }) => isAllowed)).toEqual([true, false, true, false, true, true, true])
      expect(preview).toMatchObject({ isAllowed: false })
      expect(preview.actions[1]?.reason).toMatchObject({ code: 'machine.illegal_transition' })
      expect(preview.actions[1]?.reason?.message).toMatch(/^Il comando/)
      expect(preview.actions[3]?.reason?.code).toBe('ticket.assignee_not_entitled')
      expect(preview.actions.map(({ title }) => title.replace(/[\u2066-\u2069]/g, ''))).toEqual([
        'Comando: Risolvi',
        'Comando: Metti in attesa',
        'Comando: Riapri',
        'Assegna a N2',
        'Imposta Priorità e Serial number',
        'Aggiungi etichetta: a e b e Rimuovi etichetta: c',
        'Rispondi al richiedente',
      ])
      expect(preview.actions[6]).toMatchObject({ language: 'fa', dir: 'rtl', body: 'سلام \u2068A1\u2069' })
      expect(await cast.as('n1').tickets.get({ ticketId })).toEqual(before)
      expect((await cast.as('n1').tickets.timeline({ ticketId })).items).toHaveLength(events)
      await cast.as('n1').tickets.note({ ticketId, body: 'goes on' })
    })

    it('take the text that the agent has changed as it stands', async () => {
      const ticketId = await moved(await open())
      const macro = await cast
        .as('n1')
        .macros.create({ titles: { en: 'Hi' }, shared: 'nobody', actions: [{ do: 'take' }, { do: 'reply', body: { en: 'Hi' } }] })
      const edited = [{ action: 1, body: 'Hi {{team.name}} {{' }]
      await cast.as('n1').macros.apply({ macroId: macro.id, ticketId, edited })
      expect((await cast.as('a1').tickets.messages({ ticketId })).items.at(-1)?.body).toBe('Hi {{team.name}} {{')
      expect(await refusal(cast.as('n1').macros.apply({ macroId: macro.id, ticketId, edited: [{ action: 0, body: 'x' }] }))).toBe(
        'macro.edited_unknown',
      )
      expect(await refusal(cast.as('n1').macros.apply({ macroId: macro.id, ticketId, expectedVersion: 1 }))).toBe('ticket.conflict')
    })

    it('are refused at the save where a text names what its readers may not know, or is a program', async () => {
      const make = (action: object) =>
        faultsOf(cast.as('n1').macros.create({ titles: { en: 'x' }, shared: 'nobody', actions: [action as never] }))
      const fault = (pointer: string) => ({ faults: [expect.objectContaining({ pointer })] })
      for (const body of [
        '{{fields.cost}}',
        '{{team.name}}',
        '{{assignee.name}}',
        '{{ticket.unheard_of}}',
        "{{constructor.constructor('return process.env')()}}",
        '{{ticket.__proto__}}',
        '{{constructor}}',
        '{{to_string}}',
        '{{ticket.number',
      ])
        expect(await make({ do: 'reply', body: { en: 'fine {{ticket.number}}', he: body } }), body).toEqual(fault('/actions/0/body/he'))
      expect(await make({ do: 'note', body: { en: '{{fields.cost}} {{team.name}}' } })).toBe('none')
      expect(await make({ do: 'perform', command: 'explode' })).toEqual(fault('/actions/0/command'))
      expect(await make({ do: 'set', values: { fields: { unheard: 1 } } })).toEqual(fault('/actions/0/values/fields/unheard'))
      expect(await make({ do: 'reply', body: {} })).toMatchObject({ faults: expect.any(Array) })
      expect(await make({ do: 'reply', body: { 'not a tag!': 'x' } })).toMatchObject({ faults: expect.any(Array) })
      expect(await make({ do: 'assign', assigneeId: '00000000-0000-7000-8000-000000000000' })).toBeUndefined()
      expect((await cast.as('n1').macros.placeholders()).public).not.toContain('fields.cost')
      expect((await cast.as('n1').macros.placeholders()).internal).toContain('fields.cost')
    })

    it('are seen and changed by those whom they are for', async () => {
      const make = (name: 'ad' | 'nl' | 'n1' | 'f1', input: object) =>
        cast.as(name).macros.create({ titles: { en: 'M', he: 'מ' }, actions: [{ do: 'take' }], shared: 'nobody', ...input } as never)
      expect(await refusal(make('n1', { shared: 'desk' }))).toBe('macro.not_yours')
      expect(await refusal(make('n1', { shared: 'team', teamId: cast.net }))).toBe('macro.not_yours')
      expect(await refusal(make('nl', { shared: 'team', teamId: cast.fin }))).toBe('macro.not_yours')
      expect(await refusal(make('nl', { shared: 'desk' }))).toBe('macro.not_yours')
      expect(await refusal(make('nl', { shared: 'team' }))).toBe('input.invalid')
      expect(await refusal(make('nl', { teamId: cast.net }))).toBe('input.invalid')
      const own = await make('n1', { position: 3 })
      const team = await make('nl', { shared: 'team', teamId: cast.net, position: 2 })
      const all = await make('ad', { shared: 'desk', position: 1 })
      const seen = async (name: 'n1' | 'f1' | 'nl' | 'ad') => {
        const found: string[] = []
        let cursor: string | null = null
        do {
          const page: { items: { id: string }[]; nextCursor: string | null } = await cast
            .as(name)
            .macros.list({ limit: 2, ...(cursor === null ? {} : { cursor }) })
          found.push(...page.items.map(({ id }) => id))
          cursor = page.nextCursor
        } while (cursor !== null)
        return [own.id, team.id, all.id].filter((id) => found.includes(id))
      }
      expect(await seen('n1')).toEqual([own.id, team.id, all.id])
      expect(await seen('nl')).toEqual([team.id, all.id])
      expect(await seen('ad')).toEqual([team.id, all.id])
      expect(await seen('f1')).toEqual([all.id])
      expect(await refusal(cast.as('f1').macros.get({ macroId: team.id }))).toBe('macro.not_found')
      expect(await refusal(cast.as('ad').macros.get({ macroId: own.id }))).toBe('macro.not_found')
      expect(await refusal(cast.as('n1').macros.update({ macroId: team.id, isActive: false }))).toBe('macro.not_yours')
      expect(await refusal(cast.as('n1').macros.remove({ macroId: all.id }))).toBe('macro.not_yours')
      const ticketId = await moved(await open())
      expect(await refusal(cast.as('f1').macros.apply({ macroId: all.id, ticketId }))).toBe('ticket.not_found')
      expect(await refusal(cast.as('n1').macros.apply({ macroId: '00000000-0000-7000-8000-000000000000', ticketId }))).toBe(
        'macro.not_found',
      )
      expect(await refusal(cast.as('a1').macros.list({}))).toBe('access.wrong_capacity')
      const changed = await cast.as('n1').macros.update({ macroId: own.id, titles: { it: 'Mia' }, expectedVersion: 1 })
      expect(changed).toMatchObject({ title: 'Mia', version: 2 })
      expect(await refusal(cast.as('n1').macros.update({ macroId: own.id, position: 9, expectedVersion: 1 }))).toBe('macro.conflict')
      expect(await cast.as('n1').macros.update({ macroId: own.id, titles: { it: 'Mia' } })).toMatchObject({ version: 2 })
      await cast.as('nl').macros.update({ macroId: team.id, isActive: false })
      expect(await seen('n1')).toEqual([own.id, all.id])
      await cast.as('n1').macros.remove({ macroId: own.id })
      expect(await refusal(cast.as('n1').macros.get({ macroId: own.id }))).toBe('macro.not_found')
    })

    it('are applied once, however many ask at once with one expected version', async () => {
      const ticketId = await moved(await open())
      const macro = await cast
        .as('n1')
        .macros.create({ titles: { en: 'Hi' }, shared: 'nobody', actions: [{ do: 'reply', body: { en: 'Hi' } }] })
      const { version } = await cast.as('n1').tickets.get({ ticketId })
      const outcomes = await Promise.all(
        Array.from({ length: 8 }, () => refusal(cast.as('n1').macros.apply({ macroId: macro.id, ticketId, expectedVersion: version }))),
      )
      expect(outcomes.sort((a, b) => (a === 'none' ? -1 : a < b ? -1 : 1))).toEqual(['none', ...Array(7).fill('ticket.conflict')])
      const said = (await cast.as('n1').tickets.messages({ ticketId })).items.filter(({ acting }) => acting === 'staff')
      expect(said).toHaveLength(1)
    })
  })
})
