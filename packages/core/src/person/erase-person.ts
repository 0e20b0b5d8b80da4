import { lockAdministrators } from '../access/administrators.ts'
import { nameColumns } from '../access/host-identity.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { expectMayChange } from './change-right.ts'
import { ErasureReport, type PeopleContract, PersonById } from './contract.ts'
import { endAccess } from './deactivate-person.ts'
import { eraseMessages, messagesBy } from './erase/erase-conversation.ts'
import { eraseRows } from './erase/erase-rows.ts'
import { eraseInTickets } from './erase/erase-tickets.ts'
import { ERASED } from './erase/erased.ts'
import { keptOf } from './erase/kept.ts'
import { textsOf } from './erase/written-texts.ts'
import { lockPerson } from './update-person.ts'

const { command } = forContract<PeopleContract>()
const record = recorderFor<PeopleContract>()

/**
 * The row of the person stays, as others refer to it, and says nothing any more. Everything is one transaction: nobody is half erased. The bytes of
 * files go right after it.
 */
export const erase = command({
  route: 'POST /people/:personId/erase',
  summary: 'Takes who somebody was and what they wrote out of the desk and every plugin. It can’t be taken back.',
  permission: 'person.erase',
  audience: 'staff',
  input: PersonById,
  output: ErasureReport,
  async run(work, { personId }) {
    const context = contextOf(work)
    const { unit } = context
    await work.person(personId)
    await expectMayChange(context, personId, 'person.erase')
    await lockAdministrators(unit)
    const messages = await messagesBy(context, personId)
    const texts = await textsOf(unit, personId)
    const own = await ownTickets(context, personId)
    // All tickets at once and in their order, before any is changed.
    await unit.tickets.lock([...new Set([...own, ...texts.keys(), ...messages.flatMap(({ places }) => places)])].sort())
    const person = await lockPerson(context, personId)
    if (person.is_active) await endAccess(context, person)
    const kept = await keptOf(context, personId)
    const counts = await record(context, 'person.erased', { personId }, async () => {
      const erased = {
        messages: await eraseMessages(context, messages),
        tickets: await eraseInTickets(context, personId, own, texts),
      }
      await eraseRows(context, personId, own, texts)
      for (const { id, personalData } of unit.runtime.composition.plugins)
        if (personalData && personalData !== 'none') await personalData.erase(unit.tx.dbFor(id) as never, personId)
      await unit.db
        .updateTable('person')
        .set({
          ...(await emptied(unit, personId)),
          ...nameColumns(ERASED),
          is_active: false,
          version: person.version + 2,
          updated_at: unit.now,
        })
        .where('id', '=', personId)
        .execute()
      return erased
    })
    return { personId, ...counts, kept: [...kept] }
  },
})

/** Every column that may be empty is: one that comes later says something of somebody as well. */
async function emptied({ db }: CallContext['unit'], personId: string): Promise<object> {
  const row = await db.selectFrom('person').selectAll().where('id', '=', personId).executeTakeFirstOrThrow()
  const needed = ['id', 'kind', 'name', 'name_key', 'is_active', 'version', 'created_at', 'updated_at']
  return Object.fromEntries(Object.keys(row).flatMap((column) => (needed.includes(column) ? [] : [[column, null]])))
}

async function ownTickets({ unit }: CallContext, personId: string): Promise<ReadonlySet<string>> {
  const rows = await unit.db.selectFrom('ticket').select('id').where('requester_id', '=', personId).execute()
  return new Set(rows.map(({ id }) => id))
}
