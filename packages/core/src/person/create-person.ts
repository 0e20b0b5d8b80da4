import { giveDefaultGrants } from '../access/default-grants.ts'
import { emailColumns, nameColumns } from '../access/host-identity.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import { forContract } from '../plugin/kit.ts'
import { CreatePerson, type PeopleContract, PersonView } from './contract.ts'
import { viewPerson } from './person-view.ts'

const { command } = forContract<PeopleContract>()
const record = recorderFor<PeopleContract>()

/**
 * Somebody with an external id is who the host will sign in under it; without one they are known by name and address only. Addresses are
 * not unique: several people share `info@…`, and an address is no identity.
 */
export const create = command({
  route: 'POST /people',
  summary: 'Adds somebody, who starts as a customer of their own tickets.',
  permission: 'person.create',
  audience: 'staff',
  input: CreatePerson,
  output: PersonView,
  async run(work, { name, email, externalId, language, kind = 'person' }) {
    const context = contextOf(work)
    const { unit } = context
    const id = work.newId()
    await record(context, 'person.created', { personId: id }, async () => {
      try {
        await unit.db
          .insertInto('person')
          .values({
            id,
            external_id: externalId ?? null,
            kind,
            ...nameColumns(name.trim()),
            ...emailColumns(email ?? null),
            language: language ?? null,
            is_active: true,
            version: 1,
            created_at: unit.now,
            updated_at: unit.now,
          })
          .execute()
      } catch (error) {
        if (externalId === undefined || !isDeskError(error) || error.code !== 'store.unique') throw error
        throw coreError('person.exists', { externalId }, { cause: error })
      }
    })
    await giveDefaultGrants(context, { id, externalId: externalId ?? null, kind })
    return viewPerson(context, id)
  },
})
