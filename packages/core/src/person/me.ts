import { nameColumns } from '../access/host-identity.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { MeView, type PeopleContract, PersonView, UpdateMe } from './contract.ts'
import { viewPerson } from './person-view.ts'
import { changePerson } from './update-person.ts'

const { command, query } = forContract<PeopleContract>()

export const me = query({
  route: 'GET /people/me',
  summary: 'Who the caller is, in which capacity, with which grants.',
  permission: 'anyone',
  audience: 'both',
  output: MeView,
  async run(work) {
    const context = contextOf(work)
    const { actor } = context
    return {
      person: await viewPerson(context, personIdOf(context)),
      acting: actor.capacity.acting,
      companyId: actor.companyId,
      grants: actor.branches.map(({ roleId, scope, scopeId, permissions }) => ({
        roleId,
        scope,
        scopeId,
        permissions: permissions.list(),
      })),
    }
  },
})

export const updateMe = command({
  route: 'PATCH /people/me',
  summary: 'Changes the caller’s own name and language. What the host says of them at their next call comes before.',
  permission: 'anyone',
  audience: 'both',
  input: UpdateMe,
  output: PersonView,
  async run(work, { name, language, expectedVersion }) {
    const context = contextOf(work)
    const personId = personIdOf(context)
    await changePerson(context, personId, expectedVersion, {
      ...(name === undefined ? {} : nameColumns(name.trim())),
      ...(language === undefined ? {} : { language }),
    })
    return viewPerson(context, personId)
  },
})

function personIdOf({ actor }: CallContext): string {
  if (actor.personId === null) throw coreError('person.none')
  return actor.personId
}
