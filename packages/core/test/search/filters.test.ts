import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { TicketTypeSpec } from '../../src/machine/ticket-type.ts'
import { openCast, refusal } from '../access/cast.ts'

const asset: TicketTypeSpec = {
  id: 'asset',
  title: 'Asset',
  statuses: {
    new: { category: 'new', title: { en: 'New', it: 'Nuovo' } },
    bench: { category: 'open', title: { en: 'On the bench', it: 'Sul banco' }, customerTitle: { en: 'In repair', it: 'In riparazione' } },
    done: { category: 'closed', title: { en: 'Done', it: 'Fatto' } },
  },
  commands: {
    take_apart: { from: ['new'], to: 'bench', permission: 'ticket.close', audience: 'staff', title: 'Take apart' },
    finish: { from: ['new', 'bench'], to: 'done', permission: 'ticket.close', audience: 'staff', title: 'Finish' },
  },
  fields: {
    serial: { kind: 'string', title: 'Serial number', audience: 'both', write: 'both', filterable: true },
    cost: { kind: 'number', unit: 'EUR', title: 'Cost', audience: 'staff', filterable: true },
    device: { kind: 'choice', options: { laptop: 'Laptop', phone: 'Phone' }, title: 'Device', audience: 'both', filterable: true },
    spare: { kind: 'boolean', title: 'Spare', audience: 'both', filterable: true },
    remark: { kind: 'string', title: 'Remark', audience: 'both' },
  },
}

forEachDatabase((kind) => {
  describe('filters of types', () => {
    it('are custom fields that the audience sees, and names of statuses as the reader sees them', async () => {
      const cast = await openCast(kind, { ticketTypes: [asset] })
      const admin = cast.as('ad')
      const ids: string[] = []
      for (const [subject, fields] of [
        ['one', { serial: 'SN-1', cost: 10, device: 'laptop', spare: true }],
        ['two', { serial: 'SN-2', cost: 25, device: 'phone', spare: false }],
        ['three', {}],
      ] as const)
        ids.push((await admin.tickets.create({ type: 'asset', subject: `printer ${subject}`, requesterId: cast.id.a1, fields })).id)
      await admin.tickets.perform({ ticketId: ids[1] ?? '', command: 'take_apart', input: {} })
      const found = async (query: string, name: 'ad' | 'a1' = 'ad') =>
        (await cast.as(name).search.find({ query, kind: 'ticket' })).items.map(({ title }) => title.split(' ')[1])
      expect(await found('field.serial:SN-1')).toEqual(['one'])
      expect(await found('printer field.serial:sn-1,sn-2', 'a1')).toEqual(['two', 'one'])
      expect(await found('field.cost:10..20')).toEqual(['one'])
      expect(await found('field.cost:11..')).toEqual(['two'])
      expect(await found('-field.cost:10..20 printer')).toEqual(['three', 'two'])
      expect(await found('field.cost:none')).toEqual(['three'])
      expect(await found('field.device:phone field.spare:false', 'a1')).toEqual(['two'])
      for (const [query, name] of [
        ['field.remark:x', 'ad'],
        ['field.nothing:x', 'ad'],
        ['field.cost:10', 'a1'],
        ['field.cost:much', 'ad'],
        ['field.cost:..', 'ad'],
        ['field.device:tablet', 'ad'],
        ['field.spare:perhaps', 'a1'],
      ] as const)
        expect([query, await refusal(cast.as(name).search.find({ query }))]).toEqual([query, 'search.filter_invalid'])
      expect(await found('status:"on the bench"')).toEqual(['two'])
      expect(await found('status:bench')).toEqual(['two'])
      expect(await found('status:"In repair"', 'a1')).toEqual(['two'])
      expect(await found('-status:"in repair" printer', 'a1')).toEqual(['three', 'one'])
      // What staff call it, and its code, are nothing to customers.
      for (const value of ['"On the bench"', 'bench', '"Sul banco"'])
        expect(await refusal(cast.as('a1').search.find({ query: `status:${value}` }))).toBe('search.filter_invalid')
      await admin.people.updateMe({ language: 'it' })
      await cast.as('a1').people.updateMe({ language: 'it' })
      expect(await found('status:"sul banco,new"')).toEqual(['three', 'two', 'one'])
      expect(await found('status:"In riparazione"', 'a1')).toEqual(['two'])
    })

    it('say which values there are where nothing is called so, and nothing that the reader may not know', async () => {
      const house: TicketTypeSpec = { ...asset, id: 'house_matter', title: 'House matter', openedBy: 'staff' }
      const cast = await openCast(kind, { ticketTypes: [asset, house] })
      const told = async (query: string, name: 'ad' | 'a1') => {
        const { items, notes } = await cast.as(name).search.find({ query })
        expect(items).toEqual([])
        return notes.map(({ filter, value, code, values }) => ({ filter, value, code, values }))
      }
      const code = 'search.value_unknown'
      const categories = ['new', 'open', 'waiting', 'resolved', 'closed']
      const [status, ...rest] = await told('status:nonsense', 'ad')
      expect([status, rest]).toMatchObject([{ filter: 'status', value: 'nonsense', code }, []])
      expect(status?.values).toEqual(expect.arrayContaining([...categories, 'bench', 'done']))
      expect(await told('status:bench', 'ad')).toEqual([])
      expect(await told('status:merged', 'ad')).toEqual([])
      const [type] = await told('type:asset,nothing', 'ad')
      expect(type).toMatchObject({ filter: 'type', value: 'nothing', code })
      expect(type?.values).toEqual(expect.arrayContaining(['asset', 'house_matter', 'incident']))
      const forms = ['me', 'name@example.com', '018f0000-0000-7000-8000-000000000001']
      expect(await told('assignee:nobody@x.test', 'ad')).toEqual([
        { filter: 'assignee', value: 'nobody@x.test', code, values: ['none', ...forms] },
      ])
      expect(await told('assignee:none assignee:me', 'ad')).toEqual([])
      expect((await told('team:nowhere company:nobody', 'ad')).map(({ filter }) => filter)).toEqual(['team', 'company'])
      // To customers a type of the house is as unknown as any other, and so is whoever they do not see.
      const [hiddenType] = await told('type:house_matter', 'a1')
      expect(hiddenType).toMatchObject({ filter: 'type', value: 'house_matter', code })
      expect(hiddenType?.values).toContain('asset')
      expect(hiddenType?.values).not.toContain('house_matter')
      const hidden = await cast.as('ad').people.create({ name: 'Hidden', email: 'hidden@x.test' })
      for (const value of ['hidden@x.test', 'nobody@x.test', hidden.id])
        expect(await told(`from:${value}`, 'a1')).toEqual([{ filter: 'from', value, code, values: forms }])
      await cast.as('ad').people.updateMe({ language: 'it' })
      expect((await cast.as('ad').search.find({ query: 'type:nothing' })).notes[0]?.message).toContain('Si può scrivere')
    })
  })
})
