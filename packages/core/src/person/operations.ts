import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { PeopleContract, PeopleService } from './contract.ts'
import { create } from './create-person.ts'
import { deactivate, reactivate } from './deactivate-person.ts'
import { erase } from './erase-person.ts'
import { exportPerson } from './export-person.ts'
import { get } from './get-person.ts'
import { list } from './list-people.ts'
import { me, updateMe } from './me.ts'
import { update } from './update-person.ts'

export const peopleOperations = {
  me,
  updateMe,
  create,
  get,
  list,
  update,
  deactivate,
  reactivate,
  erase,
  export: exportPerson,
} satisfies OperationsOf<PeopleService>

const subject = 'personId'
export const peopleEvents = {
  'person.created': { subject, audience: 'staff', title: 'Person added' },
  'person.updated': { subject, audience: 'staff', title: 'Person changed' },
  'person.deactivated': { subject, audience: 'staff', title: 'Person deactivated' },
  'person.reactivated': { subject, audience: 'staff', title: 'Person reactivated' },
  'person.erased': { subject, audience: 'staff', title: 'Person erased' },
} as const satisfies { readonly [E in keyof PeopleContract['events']]: EventSpec<PeopleContract['events'][E]> }
