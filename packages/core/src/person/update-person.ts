import { emailColumns, nameColumns } from '../access/host-identity.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { fieldChanges, recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { expectMayChange } from './change-right.ts'
import { type PeopleContract, PersonView, UpdatePerson } from './contract.ts'
import { type PersonRow, personColumns, viewPerson } from './person-view.ts'

const { command } = forContract<PeopleContract>()
const record = recorderFor<PeopleContract>()

export const update = command({
  route: 'PATCH /people/:personId',
  summary: 'Changes name, address and language of somebody.',
  permission: 'person.update',
  audience: 'staff',
  input: UpdatePerson,
  output: PersonView,
  async run(work, { personId, name, email, language, expectedVersion }) {
    const context = contextOf(work)
    await work.person(personId)
    await expectMayChange(context, personId, 'person.update')
    await changePerson(context, personId, expectedVersion, {
      ...(name === undefined ? {} : nameColumns(name.trim())),
      ...(email === undefined ? {} : emailColumns(email)),
      ...(language === undefined ? {} : { language }),
    })
    return viewPerson(context, personId)
  },
})

interface PersonPatch {
  readonly name?: string
  readonly name_key?: Uint8Array
  readonly email?: string | null
  readonly email_key?: Uint8Array | null
  readonly language?: string | null
}

/** Inside a unit of work. Nothing happens when nothing changes. Throws `person.conflict`. */
export async function changePerson(
  context: CallContext,
  personId: string,
  expectedVersion: number | undefined,
  patch: PersonPatch,
): Promise<void> {
  const { unit } = context
  const before = await lockPerson(context, personId, expectedVersion)
  const changes = fieldChanges(before, { ...before, ...patch }, ['name', 'email', 'language'])
  if (!changes.length) return
  await record(
    context,
    'person.updated',
    { personId, fields: changes.map(({ field }) => field) },
    () =>
      unit.db
        .updateTable('person')
        .set({ ...patch, version: before.version + 1, updated_at: unit.now })
        .where('id', '=', personId)
        .execute(),
    changes,
  )
}

/** The row as it is, held until the commit, so that the version counts every change. Throws `person.conflict`. */
export async function lockPerson({ unit }: CallContext, personId: string, expectedVersion?: number): Promise<PersonRow> {
  const row = await unit.db.selectFrom('person').select(personColumns).where('id', '=', personId).forNoKeyUpdate().executeTakeFirst()
  if (!row) throw coreError('person.not_found', { personId })
  if (expectedVersion !== undefined && row.version !== expectedVersion)
    throw coreError('person.conflict', { version: row.version }, { details: { currentVersion: row.version, expectedVersion } })
  return row
}
