import fc from 'fast-check'
import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { FieldSpec, TicketTypeSpec } from '../../src/machine/ticket-type.ts'
import { foldedName } from '../../src/value/name-key.ts'
import { answerOf, type Cast, type Name, openCast, refusal } from '../access/cast.ts'

const fields = {
  serial: { kind: 'string', title: 'Serial number', audience: 'both', write: 'both', filterable: true, sortable: true },
  cost: { kind: 'number', unit: 'EUR', title: 'Cost', audience: 'staff', filterable: true, sortable: true },
  from: { kind: 'date', title: 'From', audience: 'both', filterable: true },
  urgent: { kind: 'boolean', title: 'Urgent', audience: 'both', filterable: true },
  device: { kind: 'choice', options: { laptop: 'Laptop', phone: 'Phone' }, title: 'Device', audience: 'both', filterable: true },
  remark: { kind: 'string', title: 'Remark', audience: 'both' },
} as const satisfies Record<string, FieldSpec>

const typeWith = (id: string, own: Record<string, FieldSpec>): TicketTypeSpec => ({
  id,
  title: id,
  statuses: {
    new: { category: 'new', title: 'New' },
    done: { category: 'closed', title: 'Done' },
  },
  commands: { finish: { from: ['new'], to: 'done', permission: 'ticket.close', audience: 'staff', title: 'Finish' } },
  fields: own,
})
const asset = typeWith('asset', fields)
const place = typeWith('place', { serial: { ...fields.serial, audience: 'staff', write: 'staff' } })

type Values = Record<string, string | number | boolean>
interface Known {
  readonly id: string
  readonly number: number
  readonly type: string
  readonly category: string
  readonly fields: Values
}
type Condition = string | number | boolean | null | (string | number | boolean)[] | { from?: string | number; to?: string | number }

const fold = (value: unknown) => (typeof value === 'string' ? foldedName(value) : value)
/** What the words of a filter mean, said in JavaScript. */
function fits(value: unknown, condition: Condition): boolean {
  if (condition === null) return value === undefined
  if (value === undefined) return false
  if (Array.isArray(condition)) return condition.some((each) => fold(each) === fold(value))
  if (typeof condition !== 'object') return fold(condition) === fold(value)
  const [from, to, own] = [fold(condition.from), fold(condition.to), fold(value)] as [string, string, string]
  return (condition.from === undefined || compare(own, from) >= 0) && (condition.to === undefined || compare(own, to) <= 0)
}
const compare = (a: unknown, b: unknown): number => {
  if (a === undefined || b === undefined) return Number(a !== undefined) - Number(b !== undefined)
  if (typeof a === 'string' && typeof b === 'string') return Buffer.compare(Buffer.from(foldedName(a)), Buffer.from(foldedName(b)))
  return Number(a) - Number(b)
}

const serials = ['a-1', 'A-1', 'b 2', 'Ärger', 'arger', 'ß', 'ss', 'שָׁלוֹם', 'שלום', 'プリンタ', '😀', 'x'.repeat(300), `${'x'.repeat(300)}y`]
const numbers = [0, -0, 1, -1, 0.5, -0.5, 1e300, -1e300, 5e-324, 10, 9]
const dates = ['2026-01-31', '2026-02-01', '0001-01-01', '9999-12-31']
const values: fc.Arbitrary<Values> = fc.record(
  {
    serial: fc.constantFrom(...serials),
    cost: fc.constantFrom(...numbers),
    from: fc.constantFrom(...dates),
    urgent: fc.boolean(),
    device: fc.constantFrom('laptop', 'phone'),
  },
  { requiredKeys: [] },
)
const range = <T extends string | number>(each: fc.Arbitrary<T>) => fc.record({ from: each, to: each }, { requiredKeys: [] })
const conditionsOf = <T extends string | number | boolean>(each: fc.Arbitrary<T>): fc.Arbitrary<Condition> =>
  fc.oneof(each, fc.constant(null), fc.uniqueArray(each, { minLength: 1, maxLength: 3 }))
const filters = (isStaff: boolean) =>
  fc.record(
    {
      serial: fc.oneof(conditionsOf(fc.constantFrom(...serials)), range(fc.constantFrom(...serials))),
      ...(isStaff ? { cost: fc.oneof(conditionsOf(fc.constantFrom(...numbers)), range(fc.constantFrom(...numbers))) } : {}),
      from: fc.oneof(conditionsOf(fc.constantFrom(...dates)), range(fc.constantFrom(...dates))),
      urgent: conditionsOf(fc.boolean()),
      device: conditionsOf(fc.constantFrom('laptop', 'phone')),
    },
    { requiredKeys: [] },
  )

forEachDatabase((kind) => {
  describe('lists by custom fields', () => {
    let cast: Cast
    const known = new Map<string, Known>()
    beforeAll(async () => {
      cast = await openCast(kind, { ticketTypes: [asset, place] }, afterAll)
      const admin = cast.as('ad')
      for (const given of fc.sample(values, { seed: 7, numRuns: 90 })) {
        const index = known.size
        const requesterId = cast.id[(['a1', 'a2', 'b1'] as const)[index % 3] ?? 'a1']
        const [type, own] =
          index % 10 === 9 ? ['place', given['serial'] === undefined ? {} : { serial: given['serial'] }] : ['asset', given]
        const input = { type, subject: 'x', requesterId, teamId: index % 2 ? cast.net : cast.fin, fields: own as Values }
        const ticket = await admin.tickets
          .create({ ...input, ...(index % 7 === 0 ? { assigneeId: cast.id.n2 } : {}) })
          .catch(async () => admin.tickets.create(input))
        known.set(ticket.id, { ...ticket, fields: own as Values })
      }
      // What changed afterwards is found by what it is now.
      for (const [index, ticket] of [...known.values()].entries()) {
        if (index % 4 === 1) await admin.tickets.update({ ticketId: ticket.id, fields: { serial: 'moved' } })
        if (index % 4 === 1) known.set(ticket.id, { ...ticket, fields: { ...ticket.fields, serial: 'moved' } })
        if (index % 5 === 2) await admin.tickets.update({ ticketId: ticket.id, teamId: index % 2 ? cast.fin : cast.net })
        if (index % 6 === 3) {
          await admin.tickets.perform({ ticketId: ticket.id, command: 'finish' })
          known.set(ticket.id, { ...(known.get(ticket.id) ?? ticket), category: 'closed' })
        }
        if (index % 9 === 4 && ticket.type === 'asset') {
          await admin.tickets.update({ ticketId: ticket.id, fields: { serial: null } }).catch(() => undefined)
          const { serial: _gone, ...rest } = known.get(ticket.id)?.fields ?? {}
          if (ticket.category !== 'closed' && known.get(ticket.id)?.category !== 'closed') known.set(ticket.id, { ...ticket, fields: rest })
        }
      }
    }, 120_000)

    const actors: readonly Name[] = ['ad', 'nl', 'n1', 'n2', 'am', 'a1', 'b1']
    const customers: readonly Name[] = ['am', 'a1', 'b1']
    /** All that somebody sees, as the list gives it that knows of no fields. */
    const seenBy = async (name: Name): Promise<Known[]> => {
      const { items } = await cast.as(name).tickets.list({ limit: 200 })
      return items.flatMap(({ id }) => known.get(id) ?? [])
    }
    const walk = async (name: Name, input: object): Promise<number[]> => {
      const found: number[] = []
      let cursor: string | null = null
      do {
        const page: { items: { number: number }[]; nextCursor: string | null } = await cast
          .as(name)
          .tickets.list({ limit: 7, ...input, ...(cursor === null ? {} : { cursor }) })
        found.push(...page.items.map(({ number }) => number))
        cursor = page.nextCursor
      } while (cursor !== null)
      return found
    }

    it('finds what a look at each ticket finds, for everybody, in every order, page by page', async () => {
      const question = fc.constantFrom(...actors).chain((name) => {
        const isStaff = !customers.includes(name)
        const sorts = ['created', 'updated', 'fields.serial', ...(isStaff ? ['fields.cost'] : [])]
        return fc.record({
          name: fc.constant(name),
          filter: filters(isStaff),
          sort: fc.constantFrom(...sorts),
          order: fc.constantFrom('newest' as const, 'oldest' as const),
          open: fc.constantFrom(undefined, true, false),
        })
      })
      await fc.assert(
        fc.asyncProperty(question, async ({ name, filter, sort, order, open }) => {
          const isCustomer = customers.includes(name)
          const named = [...Object.keys(filter), ...(sort.startsWith('fields.') ? [sort.slice(7)] : [])]
          const typesWith = (field: string) => (field === 'serial' && !isCustomer ? ['asset', 'place'] : ['asset'])
          const expected = (await seenBy(name)).filter(
            (ticket) =>
              named.every((field) => typesWith(field).includes(ticket.type)) &&
              Object.entries(filter).every(([field, condition]) => fits(ticket.fields[field], condition as Condition)) &&
              (open === undefined || (ticket.category !== 'closed') === open),
          )
          const found = await walk(name, {
            sort,
            order,
            ...(open === undefined ? {} : { open }),
            ...(Object.keys(filter).length ? { fields: filter } : {}),
          })
          const numbers = expected.map(({ number }) => number).sort((a, b) => a - b)
          expect([...found].sort((a, b) => a - b)).toEqual(numbers)
          const sign = order === 'newest' ? -1 : 1
          if (sort === 'created') expect(found).toEqual(sign === 1 ? numbers : numbers.reverse())
          if (!sort.startsWith('fields.')) return
          const field = sort.slice(7)
          const ordered = [...expected].sort((a, b) => sign * (compare(a.fields[field], b.fields[field]) || a.number - b.number))
          // Beyond 200 bytes a text is sorted by its beginning.
          const isLong = (number: number) => String(expected.find((ticket) => ticket.number === number)?.fields[field] ?? '').length > 200
          expect(found.filter((number) => !isLong(number))).toEqual(ordered.map(({ number }) => number).filter((number) => !isLong(number)))
        }),
        { numRuns: 120, seed: 11 },
      )
    }, 120_000)

    it('answers by a field that is not for the caller as by one that does not exist', async () => {
      const asked = async (name: Name, field: string) => {
        const answers = [
          await answerOf(cast.as(name).tickets.list({ fields: { [field]: 1 } })),
          await answerOf(cast.as(name).tickets.list({ fields: { [field]: null }, type: ['asset'] })),
          await answerOf(cast.as(name).tickets.list({ sort: `fields.${field}` })),
        ]
        return JSON.stringify(answers).replaceAll(field, '?')
      }
      for (const name of customers) {
        const none = await asked(name, 'nowhere')
        expect(none).toContain('unknown_key')
        expect(await asked(name, 'cost')).toBe(none)
        expect(await asked(name, 'remark')).toBe(none)
        expect(await asked(name, 'constructor')).toBe(none)
      }
      expect(await asked('n1', 'remark')).toBe(await asked('n1', 'nowhere'))
      expect(await refusal(cast.as('a1').tickets.list({ fields: { serial: 'x' }, type: ['place'] }))).toBe('input.invalid')
      expect(await refusal(cast.as('n1').tickets.list({ sort: 'fields.from' }))).toBe('input.invalid')
    })

    it('names everything that is wrong with a filter', async () => {
      const wrong = { serial: 1, cost: { from: '1' }, from: ['2026-02-30'], device: 'boat', urgent: { from: true }, nowhere: 1 }
      const answer = await answerOf(cast.as('n1').tickets.list({ fields: wrong }))
      const { details } = answer as { details: { faults: { pointer: string }[] } }
      expect(details.faults.map(({ pointer }) => pointer)).toEqual([
        '/fields/serial',
        '/fields/cost/from',
        '/fields/from/0',
        '/fields/device',
        '/fields/urgent',
        '/fields/nowhere',
      ])
      for (const bad of [{ serial: { than: 'x' } }, { serial: [] }, { serial: { from: {} } }, 'serial'])
        expect(await refusal(cast.as('n1').tickets.list({ fields: bad as never }))).toBe('input.invalid')
      for (const sort of ['fields.', 'fields.serial desc', 'serial', 'fields.serial; drop table'])
        expect(await refusal(cast.as('n1').tickets.list({ sort: sort as never }))).toBe('input.invalid')
    })
  })

  describe('a declaration that changes', () => {
    const open = async () => {
      const first = typeWith('thing', {
        code: { kind: 'string', title: 'Code', audience: 'both' },
        size: { kind: 'string', title: 'Size', audience: 'staff', filterable: true },
      })
      const cast = await openCast(kind, { ticketTypes: [first] })
      const ids: string[] = []
      for (let index = 0; index < 5; index += 1)
        ids.push(
          (
            await cast
              .as('ad')
              .tickets.create({ type: 'thing', subject: 'x', teamId: cast.net, fields: { code: `c${index % 2}`, size: String(index) } })
          ).id,
        )
      return { cast, ids }
    }
    const again = (cast: Cast, own: Record<string, FieldSpec>) => {
      const desk = cast.another({ ticketTypes: [typeWith('thing', own)] })
      return { desk, admin: desk.as({ externalId: 'ad' }) }
    }

    it('is gathered by the next migration, or by a worker, before lists go by it', async () => {
      const { cast } = await open()
      const code = { kind: 'string', title: 'Code', audience: 'both', filterable: true, sortable: true } as const
      const { desk, admin } = again(cast, { code })
      expect(await refusal(admin.tickets.list({ fields: { code: 'c1' } }))).toBe('ticket.field_not_ready')
      expect(await desk.tick()).toMatchObject({ indexed: 10 })
      expect((await admin.tickets.list({ fields: { code: 'c1' } })).items).toHaveLength(2)
      expect(
        (await admin.tickets.list({ sort: 'fields.code', order: 'oldest' })).items.map((ticket) => (ticket.fields as Values)['code']),
      ).toEqual(['c0', 'c0', 'c0', 'c1', 'c1'])
      expect(await desk.tick()).toMatchObject({ indexed: 0 })
      const more = again(cast, { code, size: { kind: 'string', title: 'Size', audience: 'staff', sortable: true } })
      await more.desk.migrate()
      expect((await more.admin.tickets.list({ sort: 'fields.size' })).items.map((ticket) => (ticket.fields as Values)['size'])).toEqual([
        '4',
        '3',
        '2',
        '1',
        '0',
      ])
    })

    it('leaves values readable and flagged, finds them no longer, and takes them back when they fit again', async () => {
      const { cast, ids } = await open()
      const { desk, admin } = again(cast, { size: { kind: 'number', title: 'Size', audience: 'staff', filterable: true, sortable: true } })
      await desk.migrate()
      const [ticketId = ''] = ids
      expect(await admin.tickets.get({ ticketId })).toMatchObject({ fields: { code: 'c0', size: '0' }, unfitFields: ['code', 'size'] })
      expect(await desk.as({ externalId: 'ad' }, { acting: 'customer' }).tickets.get({ ticketId })).not.toHaveProperty('unfitFields')
      expect((await admin.tickets.list({ fields: { size: 0 } })).items).toEqual([])
      expect((await admin.tickets.list({ fields: { size: null } })).items).toHaveLength(5)
      expect((await admin.tickets.list({ sort: 'fields.size' })).items).toHaveLength(5)
      // The same digits of another kind are another value; what no field is any more can't be written, and stays.
      expect(await admin.tickets.update({ ticketId, fields: { size: 0 } })).toMatchObject({
        fields: { code: 'c0', size: 0 },
        unfitFields: ['code'],
      })
      expect((await admin.tickets.list({ fields: { size: { from: -1, to: 0 } } })).items).toHaveLength(1)
      expect(await refusal(admin.tickets.update({ ticketId, fields: { code: 'c9' } }))).toBe('input.invalid')
      const back = again(cast, {
        code: { kind: 'string', title: 'Code', audience: 'both' },
        size: { kind: 'string', title: 'Size', audience: 'staff', filterable: true },
      })
      await back.desk.migrate()
      expect(await back.admin.tickets.get({ ticketId })).toMatchObject({ unfitFields: ['size'] })
      expect((await back.admin.tickets.list({ fields: { size: ['0', '4'] } })).items).toHaveLength(1)
    })

    it('takes the values of a field away that lists go by no longer', async () => {
      const { cast } = await open()
      const rows = () => cast.desk['~store'].read(async ({ db }) => (await db.selectFrom('field_value').selectAll().execute()).length)
      expect(await rows()).toBe(5)
      const { desk } = again(cast, {})
      await desk.migrate()
      expect(await rows()).toBe(0)
      expect((await desk.doctor()).findings).toEqual([])
    })

    it('goes on where another process stopped, and two at once do it once', async () => {
      const { cast } = await open()
      const admin = cast.as('ad')
      for (let index = 0; index < 420; index += 1)
        await admin.tickets.create({ type: 'thing', subject: 'x', fields: { code: `n${index}` } })
      const own = { code: { kind: 'string', title: 'Code', audience: 'both', filterable: true } } as const
      const one = again(cast, own)
      const two = again(cast, own)
      // Two seconds are many batches; no time is one at most.
      await one.desk.ready()
      expect((await one.desk.tick({ maxMs: 0 })).indexed).toBe(0)
      const counts = await Promise.all([one.desk.tick(), two.desk.tick()])
      // The field that leaves and the one that comes: 425 tickets each, shared between the two.
      expect(counts.reduce((sum, { indexed }) => sum + indexed, 0)).toBe(850)
      expect((await two.admin.tickets.list({ fields: { code: 'n419' } })).items).toHaveLength(1)
      expect((await two.admin.tickets.list({ fields: { code: 'c1' } })).items).toHaveLength(2)
    }, 60_000)
  })
})
