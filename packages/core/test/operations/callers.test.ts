import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import { openDesk, refusal } from '../access/cast.ts'

/** What hosts in plain JavaScript may hand over, as no compiler tells them. */
const any = (value: unknown) => value as never

forEachDatabase((kind) => {
  describe('who calls', () => {
    it('is somebody, in a capacity that there is, or is refused at the door', async () => {
      const { desk } = await openDesk(kind)
      const listed = async (call: () => { tickets: { list(input: object): Promise<unknown> } }) =>
        refusal(new Promise((resolve) => resolve(call().tickets.list({}))))
      for (const person of [null, undefined, 'ad', {}, { externalId: '' }, { externalId: 7 }])
        expect(await listed(() => desk.as(any(person)))).toBe('access.identity_invalid')
      for (const options of [
        { acting: 'admin' },
        { as: 'customer' },
        { acting: 'staff', company: '01900000-0000-7000-8000-000000000000' },
        { company: 7 },
        { channel: 'Carrier pigeon' },
      ])
        expect(await listed(() => desk.as({ externalId: 'ad' }, any(options)))).toBe('access.options_invalid')
      for (const reason of [undefined, null, '', ' ', 'a\nb', 'x'.repeat(301), 7])
        expect(await listed(() => desk.system(any(reason)))).toBe('access.reason_missing')
      expect(await listed(() => desk.as({ externalId: 'ad' }, { acting: 'customer', channel: 'portal' }))).toBe('none')
      expect(await listed(() => desk.system('nightly import'))).toBe('none')
      for (const idempotencyKey of [null, 7, '', 'a b', 'ü', 'x'.repeat(256)])
        expect(await refusal(desk.as({ externalId: 'ad' }, any({ idempotencyKey })).tickets.create({ subject: 'x' }))).toBe(
          'idempotency.key_invalid',
        )
    })
  })
})
