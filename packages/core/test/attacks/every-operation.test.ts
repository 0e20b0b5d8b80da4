import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { plainSchema } from '../../src/operation/plain-schema.ts'
import { INTERNAL } from './canary.ts'
import { InputGenerator, poolsOf, randomFrom } from './generated-input.ts'
import { type Operation, requestOf } from './request-of.ts'
import { type Customer, customers, openScene, type Scene } from './scene.ts'

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

    /** Each operation by each customer, over the library and HTTP in turns; answers must hold what is declared for customers and nothing else. */
    async function callAll(operations: readonly Operation[], rounds: number, seed: number): Promise<void> {
      const pools = await poolsOf(scene)
      const generator = new InputGenerator(randomFrom(seed), pools)
      for (let round = 0; round < rounds; round += 1)
        for (const operation of operations)
          for (const name of customers) {
            const input = generator.input(operation.spec.input)
            const request = round % 2 ? requestOf(operation, input) : undefined
            const { status, body, text } = request
              ? await scene.fetch(name, request.target, request.body)
              : await scene.answer(name, operation.id, input)
            count(status)
            expect(status, `${operation.id} ${JSON.stringify(input)}: ${text}`).toBeLessThan(500)
            if (status !== 200) continue
            succeeded.add(operation.id)
            expect(
              undeclared(body, plainSchema(operation.spec.output ?? operation.spec.input, 'customer', extensions)),
              operation.id,
            ).toEqual([])
          }
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
        ['tickets.list', {}],
        ['types.list', {}],
        ['types.get', { typeId: 'fault' }],
        ['teams.list', {}],
        ['companies.list', {}],
        ['people.list', {}],
        ['ledger.price', { ticketId: scene.t1 }],
      ] as const)
        expect((await scene.answer('n1', operation, input)).text, operation).toContain(INTERNAL)
      const own: readonly Customer[] = ['a1', 'am', 'b1']
      for (const name of own) expect((await scene.call(name, 'tickets.list', {}))['items']).not.toEqual([])
    })

    it('tells them nothing that is not theirs', { timeout: isFull ? 900_000 : 60_000 }, async () => {
      const queries = scene.desk.operations.filter(({ spec }) => spec.kind === 'query')
      const commands = scene.desk.operations.filter(({ spec }) => spec.kind === 'command')
      await callAll(queries, ROUNDS, 1)
      await scene.expectSound()
      await callAll(commands, ROUNDS, 2)
      await callAll(queries, ROUNDS, 3)
      await scene.expectSound()
      const reached = scene.desk.operations.filter(({ spec }) => spec.audience !== 'staff').map(({ id }) => id)
      console.log(
        `${kind.kind}: ${[...statuses]
          .sort()
          .map(([status, n]) => `${n} × ${status}`)
          .join(', ')}; never done: ${reached.filter((id) => !succeeded.has(id)).join(', ')}`,
      )
      for (const name of customers) expect(scene.forbidden[name].bytes, name).toBeGreaterThan(50_000)
    })

    it('tells strangers without a name nothing at all', async () => {
      const generator = new InputGenerator(randomFrom(4), await poolsOf(scene))
      for (const operation of scene.desk.operations) {
        const request = requestOf(operation, generator.input(operation.spec.input))
        if (request) expect((await scene.fetch(null, request.target, request.body)).status, operation.id).toBe(401)
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
