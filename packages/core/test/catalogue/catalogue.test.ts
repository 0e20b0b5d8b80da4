import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { defaultTicketTypes } from '../../src/machine/default-types/default-ticket-types.ts'
import { defineTicketType } from '../../src/machine/ticket-type.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'

const request = defaultTicketTypes.find(({ id }) => id === 'service_request') ?? expect.fail()
const hardware = defineTicketType({
  ...request,
  id: 'hardware',
  title: { en: 'Hardware', he: 'ציוד' },
  fields: {
    model: { kind: 'string', title: { en: 'Model', he: 'דגם' }, audience: 'both', write: 'both', required: true },
    size: { kind: 'choice', title: 'Size', audience: 'both', write: 'both', options: { small: 'Small', large: 'Large' } },
    budget: { kind: 'number', title: 'Budget', audience: 'staff' },
    colour: { kind: 'string', title: 'Colour', audience: 'both', write: 'customer' },
  },
})
const secret = defineTicketType({ ...request, id: 'secret', title: 'Secret', openedBy: 'staff' })

const content = {
  titles: { en: 'New laptop', he: 'מחשב נייד חדש' },
  descriptions: { en: 'For new colleagues.' },
  category: { en: 'Workplace', he: 'סביבת עבודה' },
  icon: 'laptop',
  type: 'hardware',
  subjects: { en: 'A new laptop', he: 'בקשה למחשב נייד' },
  priority: 'high' as const,
  preset: { budget: 900, colour: 'black' },
  asked: [{ field: 'size', required: true }, { field: 'model' }],
}

forEachDatabase((kind) => {
  describe('the request catalogue', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, { ticketTypes: [hardware, secret] }, afterAll)
      await cast.as('a1').people.updateMe({ language: 'he' })
    })
    const make = (input: object = {}, more: object = {}) =>
      cast.as('ad').catalogue.create({ audience: 'both', ...input, content: { ...content, teamId: cast.net, ...more } } as never)

    it('opens a filled-in ticket by its form, in the requester’s language', async () => {
      const entry = await make()
      const seen = await cast.as('a1').catalogue.get({ catalogueEntryId: entry.id })
      expect(seen).toEqual({
        id: entry.id,
        version: 1,
        title: 'מחשב נייד חדש',
        description: 'For new colleagues.',
        category: 'סביבת עבודה',
        icon: 'laptop',
        type: 'hardware',
        subject: 'בקשה למחשב נייד',
        message: 'optional',
        needsApproval: false,
        form: {
          type: 'object',
          properties: {
            size: expect.objectContaining({ title: 'Size', type: 'string' }),
            model: expect.objectContaining({ title: 'דגם' }),
          },
          required: ['size', 'model'],
          additionalProperties: false,
        },
        updatedAt: expect.any(String),
      })
      const ticket = await cast
        .as('a1')
        .catalogue.request({ catalogueEntryId: entry.id, body: 'Please', fields: { size: 'large', model: 'X1' } })
      expect(ticket).toMatchObject({
        type: 'hardware',
        subject: 'בקשה למחשב נייד',
        priority: 'high',
        fields: { size: 'large', model: 'X1', colour: 'black' },
      })
      expect(ticket.fields).not.toHaveProperty('budget')
      expect(await cast.as('n1').tickets.get({ ticketId: ticket.id })).toMatchObject({
        team: { id: cast.net },
        fields: { budget: 900 },
        requester: { id: cast.id.a1 },
      })
      expect(await cast.as('a1').catalogue.requestedBy({ ticketId: ticket.id })).toEqual({
        catalogueEntryId: entry.id,
        version: 1,
        title: 'מחשב נייד חדש',
      })
    })

    it('is one path: tickets.create takes the entry, too, and refuses what its form does not ask for', async () => {
      const entry = await make()
      const create = (input: object) =>
        cast
          .as('a1')
          .tickets.create({ subject: 'Mine', catalogueEntryId: entry.id, fields: { size: 'small', model: 'X' }, ...input } as never)
      expect(await create({})).toMatchObject({ subject: 'Mine', type: 'hardware', priority: 'high' })
      expect(await refusal(create({ type: 'question' }))).toBe('catalogue.other_type')
      const faults = async (fields: object, more: object = {}) =>
        create({ fields, ...more }).then(
          () => [],
          (error: { details: { faults: { pointer: string; code: string }[] } }) =>
            error.details.faults.map(({ pointer, code }) => `${pointer} ${code}`),
        )
      expect(await faults({ model: 'X' })).toEqual(['/fields/size required'])
      expect(await faults({ size: 'small' })).toEqual(['/fields/model required'])
      expect(await faults({ size: 'small', model: 'X', budget: 1, colour: 'red', __proto__x: 1 })).toEqual([
        '/fields/budget unknown_key',
        '/fields/colour unknown_key',
        '/fields/__proto__x unknown_key',
      ])
      expect(await faults({ size: 'tiny', model: 'X' })).toHaveLength(1)
      expect(await faults({ size: null, model: 'X' })).toEqual(['/fields/size required'])
      const strict = await make({}, { message: 'required' })
      expect(await refusal(cast.as('a1').catalogue.request({ catalogueEntryId: strict.id, fields: { size: 'small', model: 'X' } }))).toBe(
        'input.invalid',
      )
      const silent = await make({}, { message: 'none' })
      expect(
        await refusal(cast.as('a1').catalogue.request({ catalogueEntryId: silent.id, body: 'x', fields: { size: 'small', model: 'X' } })),
      ).toBe('input.invalid')
    })

    it('lets staff ask for somebody, with a priority and a team of their own', async () => {
      const entry = await make()
      const input = { catalogueEntryId: entry.id, requesterId: cast.id.a1, fields: { size: 'small', model: 'X' } }
      const asked = await cast.as('n1').catalogue.request(input)
      expect(asked).toMatchObject({ requester: { id: cast.id.a1 }, subject: 'בקשה למחשב נייד', company: { id: cast.acme } })
      expect(await cast.as('ad').tickets.create({ ...input, subject: 'x', priority: 'low', teamId: cast.fin })).toMatchObject({
        priority: 'low',
        team: { id: cast.fin },
      })
    })

    it('shows each audience its own, and to others it is not there', async () => {
      const all = await make({ position: 2 })
      const acme = await make({ audience: 'companies', companyIds: [cast.acme], position: 1 })
      const staff = await make({ audience: 'staff' }, { type: 'secret', preset: {}, asked: [], priority: undefined })
      const off = await make({ isActive: false })
      const mine = [all.id, acme.id, staff.id, off.id]
      const seen = async (name: 'a1' | 'b1' | 'n1') =>
        (await cast.as(name).catalogue.list({ limit: 200 })).items.map(({ id }) => id).filter((id) => mine.includes(id))
      expect(await seen('a1')).toEqual([acme.id, all.id])
      expect(await seen('b1')).toEqual([all.id])
      expect((await seen('n1')).sort()).toEqual([all.id, acme.id, staff.id].sort())
      expect((await cast.as('ad').catalogue.list({ withInactive: true, limit: 200 })).items.map(({ id }) => id)).toContain(off.id)
      for (const [name, catalogueEntryId] of [
        ['b1', acme.id],
        ['a1', staff.id],
        ['a1', off.id],
        ['a1', '00000000-0000-7000-8000-000000000000'],
      ] as const) {
        expect(await refusal(cast.as(name).catalogue.get({ catalogueEntryId }))).toBe('catalogue.not_found')
        expect(await refusal(cast.as(name).catalogue.request({ catalogueEntryId, fields: { size: 'small', model: 'X' } }))).toBe(
          'catalogue.not_found',
        )
        expect(await refusal(cast.as(name).tickets.create({ subject: 'x', catalogueEntryId }))).toBe('catalogue.not_found')
      }
      expect(await refusal(cast.as('n1').catalogue.request({ catalogueEntryId: off.id, requesterId: cast.id.a1 }))).toBe(
        'catalogue.not_found',
      )
      const forB1 = { catalogueEntryId: acme.id, requesterId: cast.id.b1, fields: { size: 'small', model: 'X' } }
      expect(await refusal(cast.as('n1').catalogue.request(forB1))).toBe('catalogue.not_for_company')
      expect(await refusal(cast.as('a1').catalogue.list({ withInactive: true } as never))).toBe('input.invalid')
      const [item] = (await cast.as('a1').catalogue.list({})).items
      expect(Object.keys(item ?? {})).not.toEqual(expect.arrayContaining(['content']))
      for (const hidden of ['content', 'audience', 'companyIds', 'position', 'isActive']) expect(item).not.toHaveProperty(hidden)
    })

    it('keeps every version: a later change touches no ticket', async () => {
      const entry = await make()
      const ticket = await cast.as('a1').catalogue.request({ catalogueEntryId: entry.id, fields: { size: 'small', model: 'X' } })
      const before = await cast.as('ad').tickets.get({ ticketId: ticket.id })
      const changed = await cast.as('ad').catalogue.update({
        catalogueEntryId: entry.id,
        expectedVersion: 1,
        content: { ...content, titles: { en: 'Old laptop' }, preset: { budget: 1 }, asked: [{ field: 'model' }] },
      })
      expect(changed).toMatchObject({ version: 2, title: 'Old laptop', content: { preset: { budget: 1 } } })
      expect(await cast.as('ad').tickets.get({ ticketId: ticket.id })).toEqual(before)
      expect(await cast.as('a1').catalogue.requestedBy({ ticketId: ticket.id })).toMatchObject({ version: 1, title: 'מחשב נייד חדש' })
      expect(await cast.as('n1').catalogue.get({ catalogueEntryId: entry.id, version: 1 })).toMatchObject({
        version: 1,
        content: { preset: { budget: 900 } },
      })
      expect(await refusal(cast.as('ad').catalogue.update({ catalogueEntryId: entry.id, expectedVersion: 1, position: 4 }))).toBe(
        'catalogue.conflict',
      )
      // Nothing different is no version.
      expect(await cast.as('ad').catalogue.update({ catalogueEntryId: entry.id, isActive: true })).toMatchObject({ version: 2 })
      const outcomes = await Promise.all(
        [1, 2, 3, 4, 5, 6].map((position) =>
          refusal(cast.as('ad').catalogue.update({ catalogueEntryId: entry.id, position, expectedVersion: 2 })),
        ),
      )
      expect(outcomes.filter((code) => code === 'none')).toHaveLength(1)
      expect(
        await cast
          .as('b1')
          .tickets.create({ subject: 'No entry' })
          .then(({ id }) => cast.as('b1').catalogue.requestedBy({ ticketId: id })),
      ).toEqual({ catalogueEntryId: null, version: null, title: null })
      expect(await refusal(cast.as('b1').catalogue.requestedBy({ ticketId: ticket.id }))).toBe('ticket.not_found')
    })

    it('copies its checklists, and leaves out one that no longer fits', async () => {
      const template = (type: string | null) =>
        cast
          .as('ad')
          .checklists.createTemplate({ titles: { en: 'Set up' }, items: [{ en: 'Image' }, { en: 'Label' }], type, audience: 'staff' })
      const [kept, gone, other] = [await template('hardware'), await template(null), await template('question')]
      const entry = await make({}, { checklists: [kept.id, gone.id] })
      await cast.as('ad').checklists.updateTemplate({ templateId: gone.id, isActive: false })
      const ticket = await cast.as('a1').catalogue.request({ catalogueEntryId: entry.id, fields: { size: 'small', model: 'X' } })
      const { items } = await cast.as('ad').checklists.list({ ticketId: ticket.id })
      expect(items.map((list) => list.items.map(({ text }) => text))).toEqual([['Image', 'Label']])
      expect((await cast.as('a1').checklists.list({ ticketId: ticket.id })).items).toEqual([])
      expect(await refusal(make({}, { checklists: [other.id] }))).toBe('checklist.template_unfit')
    })

    it('is managed by right, and refuses an entry that nobody could ask by', async () => {
      expect(await refusal(cast.as('nl').catalogue.create({ audience: 'both', content }))).toBe('access.denied')
      expect(await refusal(cast.as('a1').catalogue.create({ audience: 'both', content }))).toBe('access.wrong_capacity')
      const faults = async (input: object, more: object = {}) =>
        make(input, more).then(
          () => [],
          (error: { details?: { faults: { pointer: string }[] } }) =>
            error.details?.faults.map(({ pointer }) => pointer) ?? [String(error)],
        )
      expect(await faults({ audience: 'companies' })).toEqual(['/companyIds'])
      expect(await faults({ companyIds: [cast.acme] })).toEqual(['/companyIds'])
      expect(await faults({}, { asked: [{ field: 'size' }] })).toEqual(['/content/asked'])
      expect(await faults({}, { asked: [{ field: 'model' }, { field: 'model' }, { field: 'budget' }, { field: 'unheard' }] })).toEqual([
        '/content/asked/1/field',
        '/content/asked/2/field',
        '/content/asked/2/field',
        '/content/asked/3/field',
      ])
      expect(await faults({}, { preset: { size: 'tiny', unheard: 1, colour: 5 }, asked: [{ field: 'model' }] })).toEqual([
        '/content/preset/size',
        '/content/preset/unheard',
        '/content/preset/colour',
      ])
      expect(await faults({}, { type: 'secret', preset: {}, asked: [] })).toEqual(['/content/type'])
      expect(await refusal(make({}, { type: 'unheard' }))).toBe('machine.unknown_type')
      expect(await refusal(make({}, { impact: 'cosmic' }))).toBe('machine.unknown_level')
      expect(await refusal(make({}, { teamId: '00000000-0000-7000-8000-000000000000' }))).toBe('team.not_found')
      expect(await refusal(make({ audience: 'companies', companyIds: ['00000000-0000-7000-8000-000000000000'] }))).toBe('company.not_found')
      await cast.desk.tick()
      const events = await cast.as('ad').audit.events({ limit: 200 } as never)
      expect(JSON.stringify(events)).toContain('catalogue.entry_created')
    })

    it('answers over REST as the library does', async () => {
      const entry = await make()
      const rest = cast.another({ identify: (sent) => ({ externalId: sent.headers.get('x-person') ?? '' }) })
      const ask = async (method: string, path: string, body?: object) => {
        const init = {
          method,
          headers: { 'x-person': 'a1', 'content-type': 'application/json' },
          ...(body ? { body: JSON.stringify(body) } : {}),
        }
        const response = await rest.fetch(new Request(`http://desk.test${path}`, init))
        return { status: response.status, body: (await response.json()) as Record<string, unknown> }
      }
      expect(await ask('GET', `/api/catalogue/${entry.id}`)).toEqual({
        status: 200,
        body: await cast.as('a1').catalogue.get({ catalogueEntryId: entry.id }),
      })
      expect((await ask('GET', '/api/catalogue?limit=1')).body['items']).toHaveLength(1)
      const created = await ask('POST', `/api/catalogue/${entry.id}/requests`, { fields: { size: 'small', model: 'X' } })
      expect(created).toMatchObject({ status: 200, body: { type: 'hardware' } })
      expect(await ask('GET', `/api/tickets/${String(created.body['id'])}/catalogue`)).toMatchObject({
        body: { catalogueEntryId: entry.id },
      })
      expect((await ask('POST', '/api/catalogue', { audience: 'both', content })).status).toBe(403)
      expect((await ask('PATCH', `/api/catalogue/${entry.id}`, { isActive: false })).status).toBe(403)
      expect((await ask('GET', '/api/macros')).status).toBe(403)
    })
  })
})
