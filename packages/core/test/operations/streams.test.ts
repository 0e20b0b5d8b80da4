import { describe, expect, it } from 'vitest'
import { forEachDatabase } from '../../../testing/src/database/for-each-database.ts'
import type { HostGrant } from '../../src/access/host-access.ts'
import { isDeskError } from '../../src/error/desk-error.ts'
import type { Bytes } from '../../src/operation/operation.ts'
import { refusal } from '../access/cast.ts'
import { openScripted, type ScriptedDesk } from './scripted-desk.ts'

/** Reads the tickets again and again, and says how many there are. */
const counting = ({ script }: ScriptedDesk, seen: { aborted?: boolean } = {}) => {
  script.drip = async function* (work) {
    work.signal.addEventListener('abort', () => {
      seen.aborted = true
    })
    for (let n = 0; n < 100; n += 1) yield `${(await work.read(({ desk }) => desk.tickets.list({}))).items.length}\n`
  }
}
const iteratorOf = (bytes: Bytes) => bytes.body[Symbol.asyncIterator]()
const codeOf = (call: Promise<unknown>) =>
  call.then(
    () => 'none',
    (error: unknown) => (isDeskError(error) ? error.code : String(error)),
  )

forEachDatabase((kind) => {
  describe('a stream', () => {
    it('is refused before it begins, as any call', async () => {
      const opened = await openScripted(kind)
      counting(opened)
      expect(await refusal(opened.desk.as({ externalId: 'nobody' }).scripted.drip({}))).toBe('access.wrong_capacity')
      expect(await refusal(opened.ad().scripted.drip({ more: 1 } as never))).toBe('input.invalid')
      expect(await refusal(opened.ad().scripted.run({}))).toBe('none')
    })

    it('sees each time what there is now, and ends with the right', async () => {
      const opened = await openScripted(kind)
      const { desk, ad } = opened
      counting(opened)
      const { id: personId } = await ad().people.create({ name: 'R', externalId: 'r' })
      const { id: grantId } = await desk.system('test').access.grant({ personId, roleId: 'scripted.runner', scope: 'all' })
      const lines = iteratorOf(await desk.as({ externalId: 'r' }).scripted.drip({}))
      expect(await lines.next()).toEqual({ done: false, value: '0\n' })
      await ad().tickets.create({ subject: 'x' })
      expect(await lines.next()).toEqual({ done: false, value: '1\n' })
      await ad().access.revoke({ grantId })
      expect(await codeOf(lines.next())).toBe('access.wrong_capacity')
      expect(await lines.next()).toMatchObject({ done: true })
      // Also the one that came when the answer had long begun stands in the audit.
      const other = iteratorOf(await ad().scripted.drip({}))
      await other.next()
      await desk.system('test').access.revoke({ grantId: await grantOf(opened, 'scripted.runner') })
      expect(await codeOf(other.next())).toBe('access.denied')
      await new Promise((resolve) => setTimeout(resolve, 1200))
      const { items } = await ad().audit.denials({})
      expect(items).toEqual(expect.arrayContaining([expect.objectContaining({ operation: 'scripted.drip', code: 'access.denied' })]))
    })

    it('ends with what the host takes back', async () => {
      let grants: readonly HostGrant[] = [{ role: 'scripted.runner', scope: 'all' }]
      const opened = await openScripted(kind, { grantsFor: ({ externalId }) => (externalId === 'h' ? grants : []) })
      counting(opened)
      const lines = iteratorOf(await opened.desk.as({ externalId: 'h' }).scripted.drip({}))
      expect(await lines.next()).toEqual({ done: false, value: '0\n' })
      grants = []
      expect(await codeOf(lines.next())).toBe('access.wrong_capacity')
    })

    it('is told when nobody reads it any more', async () => {
      const seen: { aborted?: boolean } = {}
      const opened = await openScripted(kind)
      counting(opened, seen)
      for await (const line of (await opened.ad().scripted.drip({})).body) {
        expect(line).toBe('0\n')
        break
      }
      expect(seen.aborted).toBe(true)
    })

    it('can neither write nor be called inside a transaction', async () => {
      const opened = await openScripted(kind)
      const { ad, script } = opened
      const { id: ticketId } = await ad().tickets.create({ subject: 'x' })
      script.drip = async function* (work) {
        yield await work.read(({ desk }) => codeOf(desk.tickets.note({ ticketId, body: 'x' })))
        yield ''
      }
      expect(await iteratorOf(await ad().scripted.drip({})).next()).toEqual({ done: false, value: 'operation.command_in_query' })
      script.run = async (work) => codeOf(work.desk.scripted.drip({}))
      expect(await ad().scripted.run({})).toEqual({ said: 'operation.stream_nested' })
    })
  })
})

async function grantOf({ ad }: ScriptedDesk, roleId: string): Promise<string> {
  const { items } = await ad().access.grants({ roleId })
  return items[0]?.id ?? ''
}
