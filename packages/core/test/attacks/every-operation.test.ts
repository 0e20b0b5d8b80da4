import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { plainSchema } from '../../src/operation/plain-schema.ts'
import { INTERNAL, INTERNAL_CODE } from './canary.ts'
import { InputGenerator, poolsOf, randomFrom } from './generated-input.ts'
import { type Operation, requestOf } from './request-of.ts'
import { type Customer, customers, openScene, type Plain, type Scene } from './scene.ts'

const isFull = process.env['DESK_FULL'] === '1'
const ROUNDS = isFull ? 300 : 12

interface Schema {
  readonly properties?: Readonly<Record<string, Schema>>
  readonly items?: Schema
  readonly anyOf?: readonly Schema[]
  readonly additionalProperties?: unknown
}

/** Keys of an answer that the schema does not declare. What plugins and types fill in at will is left to the canaries. */
function undeclared(value: unknown, schema: Schema, path = ''): string[] {
  if (Array.isArray(value)) return value.flatMap((item, index) => undeclared(item, schema.items ?? {}, `${path}/${index}`))
  if (typeof value !== 'object' || value === null) return []
  const shapes = (schema.anyOf ?? [schema]).filter(({ properties }) => properties)
  if (shapes.some(({ additionalProperties }) => additionalProperties === true)) return []
  return Object.entries(value).flatMap(([key, part]) => {
    const declared = shapes.find(({ properties }) => properties && Object.hasOwn(properties, key))?.properties?.[key]
    return declared ? undeclared(part, declared, `${path}/${key}`) : [`${path}/${key}`]
  })
}

forEachDatabase((kind) => {
  describe('every operation, called by customers with everything there is', () => {
    let scene: Scene
    beforeAll(async () => {
      scene = await openScene(kind)
    })
    afterAll(() => scene.close())

    const succeeded = new Set<string>()
    const statuses = new Map<number, number>()
    const count = (status: number): void => void statuses.set(status, (statuses.get(status) ?? 0) + 1)

    /** Whoever puts a colleague in copy, or gives them a right, lets them see: here that is only `am`, who sees all of ACME anyway. */
    function givingNothingAway(input: Plain): Plain {
      const { a1, a2, c1, am } = scene.id
      const other = (value: unknown) => (value === a1 || value === a2 || value === c1 ? am : value)
      const given: Plain = { ...input, ...('personId' in input ? { personId: other(input['personId']) } : {}) }
      // What somebody saves they read again later, also a code that they guessed.
      if ('filter' in given) given['filter'] = JSON.parse(JSON.stringify(given['filter']).replaceAll(INTERNAL_CODE, 'a_guess'))
      return Array.isArray(input['ccIds']) ? { ...given, ccIds: input['ccIds'].map(other) } : given
    }

    async function attempt(operation: Operation, name: Customer, input: Plain, isByHttp: boolean): Promise<void> {
      const request = isByHttp ? requestOf(operation, input) : undefined
      const { status, body, text } = request
        ? await scene.fetch(name, request.target, request.body)
        : await scene.answer(name, operation.id, input)
      count(status)
      expect(status, `${operation.id} ${JSON.stringify(input)}: ${text}`).toBeLessThan(500)
      if (status !== 200) return
      succeeded.add(operation.id)
      expect(undeclared(body, plainSchema(operation.spec.output ?? operation.spec.input, 'customer', extensions)), operation.id).toEqual([])
    }

    /** Each operation by each customer, over the library and HTTP in turns; answers must hold what is declared for customers and nothing else. */
    async function callAll(operations: readonly Operation[], rounds: number, seed: number): Promise<void> {
      const generator = new InputGenerator(randomFrom(seed), await poolsOf(scene))
      for (let round = 0; round < rounds; round += 1)
        for (const operation of operations) {
          // What is for staff is refused at the door: a few tries are enough.
          if (operation.spec.audience === 'staff' && round > 3) continue
          for (const name of customers) {
            const input = generator.input(operation.spec.input)
            // Mostly of tickets that they may see: what is refused at once shows little.
            if ('ticketId' in input && generator.chance(0.7)) input['ticketId'] = generator.oneOf(own.get(name) ?? [])
            await attempt(operation, name, givingNothingAway(input), round % 2 === 1)
          }
        }
    }
    /** Tickets that a customer may see, in every category. */
    const own = new Map<Customer, string[]>()
    async function openMore(): Promise<void> {
      const admin = scene.desk.as({ externalId: 'ad' })
      for (const name of customers) {
        for (let n = 0; n < 5; n += 1) {
          const { id } = await scene.call(name, 'tickets.create', { type: 'incident', subject: `Number ${n}`, body: 'Mine.' })
          if (n > 2) await admin.tickets.resolve({ ticketId: String(id), resolution: 'solved', text: 'Done.' })
        }
        const { items } = await scene.call(name, 'tickets.list', {})
        own.set(
          name,
          (items as { id: string }[]).map(({ id }) => id),
        )
      }
      // What customers are asked, and may see, of a ticket of theirs.
      const { items: atWork } = await scene.call('a1', 'tickets.list', { open: true })
      const asked = String((atWork as { id: string }[]).at(1)?.id)
      const approval = { question: 'May we go on?', audience: 'both' as const, needed: 'one' as const, requesterMayApprove: true }
      for (const contactIds of [[scene.id.am], [scene.id.a1, scene.id.am]])
        await admin.approvals.request({ ...approval, ticketId: asked, contactIds })
      await admin.checklists.create({ ticketId: asked, title: 'What we do', audience: 'both', items: ['This', 'That'] })
      // Somebody in copy, for who can be taken out of it.
      const ticketId = String(own.get('a1')?.at(2))
      await scene.call('a1', 'tickets.addParticipant', { ticketId, personId: scene.id.am, kind: 'cc' })
    }
    const price = { type: 'object', properties: { price: {} } }
    const extensions = { view: { properties: { ledger: price } }, input: { properties: { ledger: price } } }

    // First, as the others end memberships and more.
    it('tells staff all of it, or the canaries would prove nothing', async () => {
      for (const [operation, input] of [
        ['tickets.get', { ticketId: scene.t1 }],
        ['tickets.timeline', { ticketId: scene.t1 }],
        ['tickets.messages', { ticketId: scene.t1 }],
        ['tickets.commands', { ticketId: scene.t1 }],
        ['tickets.participants', { ticketId: scene.t1 }],
        ['approvals.list', { ticketId: scene.t1 }],
        ['checklists.list', { ticketId: scene.t1 }],
        ['tickets.list', {}],
        ['types.list', {}],
        ['types.get', { typeId: 'fault' }],
        ['teams.list', {}],
        ['companies.list', {}],
        ['people.list', {}],
        ['macros.get', { macroId: scene.macroOfNet }],
        ['catalogue.get', { catalogueEntryId: scene.entryOfStaff }],
        ['ledger.price', { ticketId: scene.t1 }],
      ] as const)
        expect((await scene.answer('n1', operation, input)).text, operation).toContain(INTERNAL)
      const own: readonly Customer[] = ['a1', 'am', 'b1']
      for (const name of own) expect((await scene.call(name, 'tickets.list', {}))['items']).not.toEqual([])
    })

    it('tells them nothing that is not theirs', { timeout: isFull ? 900_000 : 240_000 }, async () => {
      const queries = scene.desk.operations.filter(({ spec }) => spec.kind === 'query')
      const commands = scene.desk.operations.filter(({ spec }) => spec.kind === 'command')
      await openMore()
      await callAll(queries, ROUNDS, 1)
      await scene.expectSound()
      // What chance alone does not hit.
      const ticketId = own.get('a1')?.at(2) ?? ''
      const { acme: companyId, id } = scene
      const finance = { personId: id.am, roleId: 'customer_finance', scope: 'company', scopeId: companyId }
      const view = await scene.call('a1', 'views.create', { titles: { en: 'Mine' }, filter: { open: true } })
      const upload = async () => (await scene.desk.as({ externalId: 'a1' }).files.stage({ name: 'mine.txt', body: Buffer.from('mine') })).id
      const [fileId, attachmentId] = [await upload(), await upload()]
      await scene.call('a1', 'tickets.reply', { ticketId, body: 'With a file.', attachments: [attachmentId] })
      const { items: waiting } = await scene.call('am', 'approvals.mine', {})
      const [{ id: approvalId, contentHash }] = waiting as [{ id: string; contentHash: string }]
      for (const [name, operation, input] of [
        ['a1', 'files.get', { fileId }],
        ['a1', 'notifications.savePreference', { reason: 'requester', channel: 'inbox', isOn: false }],
        ['a1', 'files.discard', { fileId }],
        ['a1', 'attachments.link', { ticketId, attachmentId }],
        ['am', 'approvals.get', { approvalId }],
        ['am', 'approvals.vote', { approvalId, contentHash, vote: 'accepted' }],
        ['a1', 'tickets.create', { type: 'fault', subject: 'Broken', body: 'Mine.', fields: { serial: 'mine' } }],
        ['a1', 'bulk.run', { ticketIds: [ticketId, scene.t2], command: 'reply', input: { body: 'Hello.' } }],
        ['a1', 'catalogue.get', { catalogueEntryId: scene.entry }],
        ['a1', 'catalogue.request', { catalogueEntryId: scene.entry, fields: {} }],
        ['b1', 'catalogue.request', { catalogueEntryId: scene.entryOfBeta, fields: {} }],
        ['a1', 'tickets.perform', { ticketId, command: 'cancel', input: { reason: 'Never mind.' } }],
        ['a1', 'tickets.removeParticipant', { ticketId, personId: id.am, kind: 'cc' }],
        ['am', 'companies.saveMember', { companyId, personId: id.a1, jobTitle: 'Boss' }],
        ['am', 'access.grant', finance],
        ['a1', 'views.update', { viewId: view['id'], sort: 'updated' }],
        ['a1', 'views.remove', { viewId: view['id'] }],
        ['am', 'companies.removeMember', { companyId, personId: id.c1 }],
      ] as const) {
        const found = [...queries, ...commands].find((one) => one.id === operation)
        if (found) await attempt(found, name, input, false)
      }
      const grants = await scene.call('am', 'access.grants', { personId: id.am })
      const given = (grants['items'] as { id: string; roleId: string }[]).find(({ roleId }) => roleId === 'customer_finance')
      const revoke = commands.find((one) => one.id === 'access.revoke')
      if (given && revoke) await attempt(revoke, 'am', { grantId: given.id }, false)
      const bulk = await scene.call('a1', 'bulk.run', { ticketIds: [scene.t1, scene.t2], command: 'reply', input: { body: 'Hello.' } })
      const later = await scene.call('a1', 'bulk.run', { ticketIds: [scene.t1], command: 'reply', input: { body: 'Later.' }, async: true })
      for (const found of commands.filter(({ id: of }) => of === 'bulk.cancel')) await attempt(found, 'a1', { bulkId: later['id'] }, true)
      for (const found of queries.filter(({ id: of }) => of === 'bulk.get')) await attempt(found, 'a1', { bulkId: bulk['id'] }, true)
      await callAll(commands, ROUNDS, 2)
      await callAll(queries, ROUNDS, 3)
      const stream = scene.desk.operations.find(({ id }) => id === 'live.stream')
      if (stream)
        for (const name of customers)
          for (const input of [{}, { ticketId: [scene.t1] }, { ticketId: [scene.t2, scene.t3] }, { open: true, presence: true }])
            await attempt(stream, name, input, true)
      await scene.expectSound()
      // What carries bytes has tests of its own.
      const never = [...queries, ...commands].filter(({ spec, id }) => spec.audience !== 'staff' && !succeeded.has(id)).map(({ id }) => id)
      console.log(
        `${kind.kind}: ${[...statuses]
          .sort()
          .map(([status, n]) => `${n} × ${status}`)
          .join(', ')}`,
      )
      // For both sides by their schema, and by the default roles for staff only.
      expect(never.sort()).toEqual(['tickets.resolve', 'tickets.start', 'tickets.wait'])
      for (const name of customers) expect(scene.forbidden[name].bytes, name).toBeGreaterThan(50_000)
    })

    it('tells strangers without a name nothing at all', async () => {
      const generator = new InputGenerator(randomFrom(4), await poolsOf(scene))
      for (const operation of scene.desk.operations) {
        const request = requestOf(operation, generator.input(operation.spec.input))
        // A link is its own proof of who it was made for, and this one is none.
        const status = operation.spec.audience === 'public' ? 404 : 401
        if (request) expect((await scene.fetch(null, request.target, request.body)).status, operation.id).toBe(status)
      }
      for (const page of [
        'GET /api/openapi.json',
        'GET /api/docs',
        'GET /api/docs/errors',
        'GET /health/ready',
        'GET /health/live',
        'GET /',
      ])
        await scene.fetch(null, page)
      await scene.expectSound()
    })
  })
})
