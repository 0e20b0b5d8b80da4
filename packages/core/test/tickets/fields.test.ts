import { afterAll, beforeAll, describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { defineTicketType } from '../../src/machine/ticket-type.ts'
import { answerOf, type Cast, openCast, refusal } from '../access/cast.ts'

const loan = defineTicketType({
  id: 'loan',
  title: 'Loan',
  statuses: {
    new: { category: 'new', title: 'New' },
    lent: { category: 'open', title: 'Lent' },
    back: { category: 'closed', title: 'Back' },
  },
  commands: {
    lend: { from: ['new'], to: 'lent', permission: 'ticket.start', audience: 'staff', title: 'Lend' },
    return: { from: ['lent'], to: 'back', permission: 'ticket.close', audience: 'staff', title: 'Return' },
  },
  fields: {
    device: {
      kind: 'choice',
      options: { laptop: 'Laptop', phone: 'Phone' },
      title: 'Device',
      audience: 'both',
      write: 'both',
      required: true,
    },
    from: { kind: 'date', title: 'From', audience: 'both', write: 'both' },
    deposit: { kind: 'number', unit: 'EUR', title: 'Deposit', audience: 'staff' },
    keeper: { kind: 'person', title: 'Keeper', audience: 'staff' },
    insured: { kind: 'boolean', title: 'Insured', audience: 'both' },
  },
})

forEachDatabase((kind) => {
  describe('a vendor’s own type', () => {
    let cast: Cast
    beforeAll(async () => {
      cast = await openCast(kind, { ticketTypes: [loan] }, afterAll)
    })

    it('has its own fields, with an audience and a right to write each', async () => {
      expect(
        await answerOf(cast.as('a1').tickets.create({ type: 'loan', subject: 'x', fields: { deposit: 5, from: '2026-02-30', colour: 1 } })),
      ).toMatchObject({
        code: 'input.invalid',
        details: {
          faults: expect.arrayContaining([
            expect.objectContaining({ pointer: '/fields/deposit', code: 'unknown_key' }),
            expect.objectContaining({ pointer: '/fields/from' }),
            expect.objectContaining({ pointer: '/fields/colour', code: 'unknown_key' }),
            expect.objectContaining({ pointer: '/fields/device', code: 'required' }),
          ]),
        },
      })
      const { id: ticketId } = await cast
        .as('a1')
        .tickets.create({ type: 'loan', subject: 'x', fields: { device: 'laptop', from: '2026-02-28' } })
      const staff = await cast.as('ad').tickets.update({ ticketId, fields: { deposit: 12.5, insured: true, keeper: cast.id.n1 } })
      expect(staff.fields).toEqual({ device: 'laptop', from: '2026-02-28', deposit: 12.5, insured: true, keeper: cast.id.n1 })
      expect((await cast.as('a1').tickets.get({ ticketId })).fields).toEqual({ device: 'laptop', from: '2026-02-28', insured: true })
      expect(JSON.stringify(await cast.as('a1').tickets.timeline({ ticketId }))).not.toMatch(/deposit|keeper/)
      expect((await cast.as('ad').tickets.update({ ticketId, fields: { from: null } })).fields).not.toHaveProperty('from')
      expect(await refusal(cast.as('ad').tickets.update({ ticketId, fields: { device: null } }))).toBe('input.invalid')
      expect(await refusal(cast.as('ad').tickets.update({ ticketId, fields: { keeper: cast.acme } }))).toBe('person.not_found')
      expect(await refusal(cast.as('ad').tickets.update({ ticketId, fields: { insured: 'yes' } }))).toBe('input.invalid')
    })

    it('runs its own commands by the one route', async () => {
      const { id: ticketId } = await cast
        .as('ad')
        .tickets.create({ type: 'loan', subject: 'x', requesterId: cast.id.a1, fields: { device: 'phone' } })
      expect(await cast.as('ad').tickets.perform({ ticketId, command: 'lend' })).toMatchObject({ status: 'lent', category: 'open' })
      expect(await cast.as('ad').tickets.perform({ ticketId, command: 'return' })).toMatchObject({ status: 'back', category: 'closed' })
      expect(await refusal(cast.as('ad').tickets.perform({ ticketId, command: 'constructor' }))).toBe('machine.unknown_command')
    })

    it('can be looked at', async () => {
      const type = await cast.as('ad').types.get({ typeId: 'loan' })
      expect(type.mermaid).toContain('stateDiagram-v2')
      expect(type.fields).toMatchObject({
        properties: {
          device: {
            type: 'string',
            oneOf: [
              { const: 'laptop', title: 'Laptop' },
              { const: 'phone', title: 'Phone' },
            ],
          },
        },
        required: ['device'],
      })
      const forCustomers = await cast.as('a1').types.get({ typeId: 'loan' })
      expect(Object.keys((forCustomers.fields as { properties: object }).properties)).toEqual(['device', 'from'])
      expect(JSON.stringify(forCustomers)).not.toContain('lent')
      expect(await refusal(cast.as('a1').types.get({ typeId: 'nothing' }))).toBe('machine.unknown_type')
    })
  })
})
