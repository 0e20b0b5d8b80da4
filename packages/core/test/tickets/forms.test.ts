import { Ajv2020, type ValidateFunction } from 'ajv/dist/2020.js'
import formats from 'ajv-formats'
import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { defaultTicketTypes } from '../../src/machine/default-types/default-ticket-types.ts'
import type { TicketTypeSpec } from '../../src/machine/ticket-type.ts'
import { type Cast, openCast, refusal } from '../access/cast.ts'

const incident = defaultTicketTypes.find(({ id }) => id === 'incident') as TicketTypeSpec
const question = defaultTicketTypes.find(({ id }) => id === 'question') as TicketTypeSpec
const fields = {
  serial: { kind: 'string', title: { en: 'Serial number', he: 'מספר סידורי' }, audience: 'both', write: 'both', required: true },
  cost: { kind: 'number', unit: 'EUR', title: 'Cost', audience: 'staff', required: true },
  from: { kind: 'date', title: 'From', audience: 'both', write: 'both' },
  urgent: { kind: 'boolean', title: 'Urgent', audience: 'both', write: 'customer' },
  device: {
    kind: 'choice',
    options: { laptop: { en: 'Laptop', he: 'מחשב נייד' }, phone: 'Phone' },
    title: 'Device',
    audience: 'both',
    write: 'both',
  },
  keeper: { kind: 'person', title: 'Keeper', audience: 'staff' },
  place: { kind: 'reference', target: 'team', title: 'Place', audience: 'staff' },
  constructor: { kind: 'boolean', title: 'A field may be called so', audience: 'both', write: 'both' },
} as const satisfies TicketTypeSpec['fields']
const gates = [{ gate: 'fields_filled', fields: ['device', 'keeper'] }] as const
const repair: TicketTypeSpec = { ...incident, id: 'repair', fields, gates, channelRules: { phone: 'refuse' } }
const plain: TicketTypeSpec = { ...question, id: 'plain', fields: {} }

type Plain = Record<string, unknown>
type Schema = Plain & { properties: Record<string, Plain>; required?: string[] }

/** Everything that draft 2020-12 does not know is a hint for drawing, and these are all that there are. */
const hints = ['x-order', 'x-unit', 'x-reference', 'x-requiredBefore', 'x-multiline', 'x-hidden']
const strict = new Ajv2020({ strict: true, strictRequired: false, allowUnionTypes: true, allErrors: true, ownProperties: true })
formats.default(strict)
for (const hint of hints) strict.addKeyword(hint)

/** What the desk says of an input as such; whether what it names exists is another matter. */
const invalid = new Set([
  'input.invalid',
  'machine.unknown_level',
  'machine.unknown_type',
  'machine.channel_refused',
  'ticket.priority_reason_required',
])

const junk = fc.oneof(
  fc.constantFrom<unknown>(null, true, '', ' ', 0, -1, 1.5, [], {}, [''], '2026-02-30', '2026-2-1', 'x', 'urgent', 'wide', '\n', 'a\nb'),
  fc.string({ maxLength: 12 }),
)
const uuid = fc.oneof(
  { weight: 12, arbitrary: fc.constant('0198c0de-0000-7000-8000-000000000000') },
  { weight: 1, arbitrary: fc.constantFrom('0198C0DE-0000-7000-8000-000000000000', '0198c0de') },
)
const words: Readonly<Record<string, readonly string[]>> = {
  language: ['en', 'he', 'x'],
  channel: ['portal', 'phone', 'api', 'No word'],
  until: ['2999-01-01T00:00:00.000Z', '2999-02-29T00:00:00.000Z', '2999-01-01'],
}
/** Mostly what fits, as far as the schema's own words tell; sometimes anything. */
function arbitraryOf(name: string, schema: Plain): fc.Arbitrary<unknown> {
  const options = schema['oneOf'] ?? schema['enum']
  const fitting: fc.Arbitrary<unknown> = Array.isArray(options)
    ? fc.constantFrom(
        ...options.map((option: unknown) => (typeof option === 'object' && option !== null ? (option as Plain)['const'] : option)),
      )
    : 'const' in schema
      ? fc.constant(schema['const'])
      : schema['x-reference'] !== undefined && schema['type'] !== 'array'
        ? uuid
        : name === 'fields' || name === 'ext'
          ? objectOf(schema as Schema)
          : [schema['type']].flat().includes('number')
            ? fc.oneof(fc.double({ noNaN: true, noDefaultInfinity: true }), fc.integer())
            : [schema['type']].flat().includes('boolean')
              ? fc.boolean()
              : schema['type'] === 'array'
                ? fc.array(name === 'tags' ? fc.string({ minLength: 1, maxLength: 8 }) : uuid, { maxLength: 3 })
                : schema['type'] === 'integer'
                  ? fc.integer({ min: -1, max: 3 })
                  : schema['format'] === 'date'
                    ? fc.constantFrom('2026-02-28', '2024-02-29', '2026-02-29', '0000-01-01', '2026-12-32')
                    : fc.constantFrom(...(words[name] ?? ['Words', 'two words']))
  return fc.oneof({ weight: 20, arbitrary: fitting }, { weight: 1, arbitrary: junk })
}
function objectOf(schema: Schema): fc.Arbitrary<Plain> {
  const names = Object.keys(schema.properties)
  const known = Object.fromEntries(names.map((name) => [name, arbitraryOf(name, schema.properties[name] ?? {})]))
  const required = schema.required ?? []
  return fc
    .tuple(
      fc.record(known, { requiredKeys: [] }),
      fc.record(Object.fromEntries(required.map((name) => [name, known[name] ?? junk]))),
      fc.oneof(
        { weight: 10, arbitrary: fc.constant(null) },
        { weight: 1, arbitrary: fc.tuple(fc.constantFrom('status', 'nowhere', 'cost', 'ticketId'), junk) },
      ),
      fc.integer({ min: 0, max: 11 }),
      fc.subarray(names, { maxLength: Math.min(5, names.length) }),
    )
    .map(([some, needed, more, chance, kept]) => ({
      // All at once is rarely right: a few of the optional ones.
      ...Object.fromEntries(Object.entries(some).filter(([name]) => kept.includes(name))),
      ...(chance ? needed : {}),
      ...(more ? { [more[0]]: more[1] } : {}),
    }))
}

forEachDatabase((kind) => {
  describe('forms', () => {
    let cast: Cast
    let ticketId: string
    beforeAll(async () => {
      cast = await openCast(kind, { ticketTypes: [repair, plain] }, afterAll)
      ticketId = (await cast.as('ad').tickets.create({ type: 'plain', subject: 'x' })).id
    })
    const formOf = async (
      name: 'ad' | 'a1',
      typeId: string,
      purpose: 'create' | 'update' | 'command',
      command?: string,
    ): Promise<Schema> => {
      const { schema } = await cast.as(name).types.form({ typeId, purpose, ...(command === undefined ? {} : { command }) })
      return schema as Schema
    }
    const compile = (schema: Schema): ValidateFunction => strict.compile(schema)

    it('say in the reader’s language what there is to fill in, in its order, and what is needed when', async () => {
      const schema = await formOf('ad', 'repair', 'create')
      expect(schema['$schema']).toBe('https://json-schema.org/draft/2020-12/schema')
      expect(schema).toMatchObject({
        additionalProperties: false,
        required: ['subject', 'type', 'fields'],
        properties: {
          type: { const: 'repair', 'x-hidden': true },
          subject: { title: 'Subject' },
          body: { 'x-multiline': true },
          requesterId: { title: 'Requester', 'x-reference': 'person' },
          impact: { title: 'Impact', oneOf: expect.arrayContaining([{ const: 'high', title: expect.any(String) }]) },
          fields: {
            required: ['serial', 'cost'],
            additionalProperties: false,
            properties: {
              serial: { title: 'Serial number', type: 'string', 'x-order': 0 },
              cost: { title: 'Cost', type: 'number', 'x-unit': 'EUR' },
              from: { title: 'From', type: ['string', 'null'], format: 'date' },
              device: {
                oneOf: [{ const: 'laptop', title: 'Laptop' }, { const: 'phone', title: 'Phone' }, { const: null }],
                'x-requiredBefore': ['resolved'],
              },
              keeper: { 'x-reference': 'person', 'x-requiredBefore': ['resolved'] },
              place: { 'x-reference': 'team' },
            },
          },
        },
      })
      expect(schema.properties['fields']?.['properties']).not.toHaveProperty('urgent')
      const orders = Object.values(schema.properties).map((property) => property['x-order'])
      expect(orders).toEqual(orders.map((_order, index) => index))
      const hebrew = (await cast.desk.as({ externalId: 'a1', language: 'he' }).types.form({ typeId: 'repair', purpose: 'create' }))
        .schema as Schema
      expect(hebrew.properties['fields']).toMatchObject({
        properties: {
          serial: { title: 'מספר סידורי' },
          device: { oneOf: [{ const: 'laptop', title: 'מחשב נייד' }, { title: 'Phone' }, {}] },
        },
      })
    })

    it('hold for customers what customers may write, and nothing of the house', async () => {
      const schema = await formOf('a1', 'repair', 'create')
      expect(Object.keys(schema.properties['fields']?.['properties'] as object)).toEqual([
        'serial',
        'from',
        'urgent',
        'device',
        'constructor',
      ])
      for (const name of ['impact', 'priority', 'priorityReason', 'requesterId', 'teamId', 'tags', 'channel'])
        expect(schema.properties).not.toHaveProperty(name)
      expect(JSON.stringify(schema)).not.toMatch(/cost|keeper|EUR/i)
      expect(await refusal(formOf('a1', 'repair', 'update'))).toBe('access.wrong_capacity')
      expect(await refusal(formOf('a1', 'repair', 'command', 'resolve'))).toBe('machine.unknown_command')
      expect(await refusal(formOf('ad', 'repair', 'command', 'constructor'))).toBe('machine.unknown_command')
      expect(await refusal(formOf('ad', 'repair', 'command'))).toBe('machine.unknown_command')
    })

    it('name what a command can be given, with the words for each code', async () => {
      const waiting = await formOf('ad', 'repair', 'command', 'wait')
      expect(waiting).toMatchObject({
        required: ['on'],
        properties: {
          on: { title: 'Waiting for', oneOf: expect.arrayContaining([{ const: 'customer', title: expect.any(String) }]) },
          until: { title: 'Waiting until', format: 'date-time' },
        },
      })
      const resolving = await formOf('ad', 'repair', 'command', 'resolve')
      expect(resolving.properties['resolution']).toMatchObject({
        title: 'Resolution',
        oneOf: expect.arrayContaining([{ const: 'solved', title: expect.any(String) }]),
      })
      for (const { typeId } of cast.desk.machines)
        for (const command of cast.desk.machines.find((one) => one.typeId === typeId)?.commands ?? [])
          if (command.audience !== 'customer') expect(compile(await formOf('ad', typeId, 'command', command.name))).toBeTypeOf('function')
    })

    for (const [who, typeId] of [
      ['ad', 'repair'],
      ['a1', 'repair'],
      ['ad', 'plain'],
      ['a1', 'plain'],
    ] as const)
      it(`and the desk agree on what opens a ticket: ${who}, ${typeId}`, async () => {
        const schema = await formOf(who, typeId, 'create')
        const check = compile(schema)
        const counts = { right: 0, wrong: 0 }
        await fc.assert(
          fc.asyncProperty(objectOf(schema), async (input) => {
            // Without a type the desk takes its own.
            if (!Object.hasOwn(input, 'type')) return
            const code = await refusal(cast.as(who).tickets.create(input as never))
            const isRight = check(input)
            counts[isRight ? 'right' : 'wrong'] += 1
            expect({ right: !invalid.has(code), code }, JSON.stringify(check.errors)).toEqual({ right: isRight, code })
          }),
          { numRuns: 150 },
        )
        // Chance must have tried both.
        expect(Math.min(counts.right, counts.wrong)).toBeGreaterThan(10)
      }, 60_000)

    it('and the desk agree on what changes a ticket, and on what a command takes', async () => {
      const update = await formOf('ad', 'plain', 'update')
      const wait = await formOf('ad', 'plain', 'command', 'wait')
      const resolve = await formOf('ad', 'plain', 'command', 'resolve')
      for (const [schema, run] of [
        [update, (input: Plain) => cast.as('ad').tickets.update({ ...input, ticketId } as never)],
        [wait, (input: Plain) => cast.as('ad').tickets.perform({ ticketId, command: 'wait', input })],
        [resolve, (input: Plain) => cast.as('ad').tickets.perform({ ticketId, command: 'resolve', input })],
      ] as const) {
        const check = compile(schema)
        await fc.assert(
          fc.asyncProperty(objectOf(schema), async (input) => {
            // The address names the ticket.
            if (Object.hasOwn(input, 'ticketId')) return
            const code = await refusal(run(input))
            expect({ right: !invalid.has(code), code }, JSON.stringify(check.errors)).toEqual({ right: check(input), code })
          }),
          { numRuns: 120 },
        )
      }
    }, 60_000)

    it('and the desk agree on what changes the fields of a ticket', async () => {
      const { id } = await cast.as('ad').tickets.create({ type: 'repair', subject: 'x', fields: { serial: 'x', cost: 1 } })
      const update = await formOf('ad', 'repair', 'update')
      const own = update.properties['fields'] as Schema
      const check = compile({ ...own, $schema: update['$schema'] })
      await fc.assert(
        fc.asyncProperty(objectOf(own), async (values) => {
          const code = await refusal(cast.as('ad').tickets.update({ ticketId: id, fields: values }))
          expect({ right: !invalid.has(code), code }, JSON.stringify(check.errors)).toEqual({ right: check(values), code })
        }),
        { numRuns: 150 },
      )
    }, 60_000)
  })
})
