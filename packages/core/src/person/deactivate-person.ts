import { expectAdministrator, hasAdministrator, lockAdministrators } from '../access/administrators.ts'
import { systemActor } from '../access/load-actor.ts'
import { contextOf } from '../operation/context-of.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { endGrants, grantColumns } from '../role/end-grants.ts'
import { dropAssignments } from '../team/drop-assignments.ts'
import { endParticipations } from '../team/end-participations.ts'
import { expectMayChange } from './change-right.ts'
import { DeactivatePerson, type PeopleContract, PersonById, PersonView } from './contract.ts'
import { type PersonRow, viewPerson } from './person-view.ts'
import { lockPerson } from './update-person.ts'

const { command } = forContract<PeopleContract>()
const record = recorderFor<PeopleContract>()

/**
 * Besides the access, everything ends that would come back to life with it: roles (but for the customer's own, which everybody has),
 * assignments, following. Who somebody is stays: tickets, messages, memberships.
 */
export const deactivate = command({
  route: 'POST /people/:personId/deactivate',
  summary: 'Ends every access of somebody at once, takes back their roles and gives their tickets back to the teams.',
  permission: 'person.deactivate',
  audience: 'staff',
  input: DeactivatePerson,
  output: PersonView,
  async run(work, { personId, reason }) {
    const context = contextOf(work)
    const { unit } = context
    await work.person(personId)
    await expectMayChange(context, personId, 'person.deactivate')
    await lockAdministrators(unit)
    const person = await lockPerson(context, personId)
    if (!person.is_active) return viewPerson(context, personId)
    await endAccess(context, person, reason)
    return viewPerson(context, personId)
  },
})

export const reactivate = command({
  route: 'POST /people/:personId/reactivate',
  summary: 'Lets somebody in again, as a customer of their own tickets. Roles and assignments are given anew.',
  permission: 'person.deactivate',
  audience: 'staff',
  input: PersonById,
  output: PersonView,
  async run(work, { personId }) {
    const context = contextOf(work)
    const { unit } = context
    await work.person(personId)
    await expectMayChange(context, personId, 'person.deactivate')
    const person = await lockPerson(context, personId)
    if (!person.is_active) {
      await record(context, 'person.reactivated', { personId }, () =>
        unit.db
          .updateTable('person')
          .set({ is_active: true, version: person.version + 1, updated_at: unit.now })
          .where('id', '=', personId)
          .execute(),
      )
      // Rules pass over whoever is out: one that has ended meanwhile takes its gift back now.
      await unit.runtime.provision({ ...context, actor: systemActor(unit.runtime, 'provisioning') }, personId)
    }
    return viewPerson(context, personId)
  },
})

/** For somebody who is locked, and after the administrators are: of two who deactivate each other one fails. */
export async function endAccess(
  context: CallContext,
  { id: personId, version }: Pick<PersonRow, 'id' | 'version'>,
  reason?: string,
): Promise<void> {
  const { unit } = context
  const wasAdministrator = await hasAdministrator(unit, personId)
  await record(
    context,
    'person.deactivated',
    { personId },
    () =>
      unit.db
        .updateTable('person')
        .set({ is_active: false, version: version + 1, updated_at: unit.now })
        .where('id', '=', personId)
        .execute(),
    reason === undefined ? [] : [{ field: 'reason', from: null, to: reason, isPublic: false }],
  )
  if (wasAdministrator) await expectAdministrator(unit)
  await endRoles(context, personId)
  await dropAssignments(context, personId)
  await endParticipations(context, personId, { kind: 'follower' })
}

async function endRoles(context: CallContext, personId: string): Promise<void> {
  const grants = await context.unit.db
    .selectFrom('access_grant')
    .innerJoin('role', 'role.id', 'access_grant.role_id')
    .select([...grantColumns, 'role.acting'])
    .where('access_grant.person_id', '=', personId)
    .orderBy('access_grant.id')
    .execute()
  await endGrants(
    context,
    grants.filter(({ acting, scope }) => acting === 'staff' || scope !== 'own'),
  )
}
