import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { type PeopleContract, PersonById, PersonView } from './contract.ts'
import { viewPerson } from './person-view.ts'

const { query } = forContract<PeopleContract>()

/** For anyone, as everybody sees at least themselves; whom else is decided by the scope. */
export const get = query({
  route: 'GET /people/:personId',
  summary: 'One person.',
  permission: 'anyone',
  audience: 'both',
  input: PersonById,
  output: PersonView,
  async run(work, { personId }) {
    await work.person(personId)
    return viewPerson(contextOf(work), personId)
  },
})
