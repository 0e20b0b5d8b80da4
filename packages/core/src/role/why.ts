import { type LoadedActor, mayEverywhere } from '../access/actor-access.ts'
import { can, holds, participantKind, type ScopedTicket } from '../access/ticket-scope.ts'
import { coreError } from '../error/core-errors.ts'
import { isDeskError } from '../error/desk-error.ts'
import { refuseIfVetoed } from '../operation/bound-work.ts'
import { contextOf } from '../operation/context-of.ts'
import { scopedTicket, type TicketRow } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { type AccessContract, AskWhy, WhyView } from './contract.ts'
import { grantReasons } from './grant-reason.ts'
import { heldInOtherCapacity, subjectOf } from './why-subject.ts'

const { query } = forContract<AccessContract>()

export const why = query({
  route: 'GET /access/why',
  summary: 'Names the grants that allow something, or what refuses it. What a ticket’s state refuses is said by its commands.',
  permission: 'anyone',
  audience: 'both',
  input: AskWhy,
  output: WhyView,
  async run(work, { permission, ticketId, personId, acting }) {
    const context = contextOf(work)
    const { unit, actor } = context
    if (!unit.runtime.composition.permissions.has(permission))
      throw coreError('access.unknown_permission', { permissions: permission }, { details: { unknown: [permission] } })
    const isOther = personId !== undefined && personId !== actor.personId
    const row = ticketId === undefined ? undefined : (await unit.tickets.see(actor, ticketId)).row
    if (isOther) {
      await expectCovered(context, row)
      await work.person(personId)
    }
    try {
      // Customers ask about customers: what somebody is as staff is no business of theirs.
      const capacity = isOther && actor.capacity.acting === 'customer' ? 'customer' : acting
      const subject = await subjectOf(context, isOther ? personId : null, row?.company_id ?? actor.companyId, capacity)
      return await explain({ ...context, actor: subject }, permission, row, !isOther || actor.capacity.acting === 'staff')
    } catch (error) {
      if (!isDeskError(error) || error.status >= 500) throw error
      return {
        isAllowed: false,
        grants: [],
        refusal: { code: error.code, message: unit.runtime.composition.texts.error(error, actor.languages).text },
      }
    }
  },
})

/** Over a ticket: where the right holds that ticket; without one: where it is over all. */
async function expectCovered({ unit, actor }: CallContext, row: TicketRow | undefined): Promise<void> {
  const bit = unit.runtime.composition.permissions.bit('access.read')
  const covered = row ? can(actor, bit, await scoped(unit, actor, row)) : mayEverywhere(actor, bit)
  if (!covered) throw coreError('access.denied', { permission: 'access.read' })
}

/** As the subject: what they would get for an answer. Throws what refuses it. */
async function explain(context: CallContext, permission: string, row: TicketRow | undefined, bothCapacities: boolean): Promise<WhyView> {
  const { unit, actor } = context
  const { permissions } = unit.runtime.composition
  const ticket = row ? await scoped(unit, actor, row) : undefined
  if (row && ticket && !can(actor, permissions.bit('ticket.read'), ticket)) throw coreError('ticket.not_found', { ticketId: row.id })
  const allowing = actor.branches.filter((branch) => branch.permissions.has(permission) && (!ticket || holds(actor, branch, ticket)))
  if (!allowing.length) {
    const other = bothCapacities ? await heldInOtherCapacity(context, permission) : undefined
    if (other) throw coreError('access.wrong_capacity', { acting: actor.capacity.acting, audience: other })
    throw coreError('access.denied', { permission })
  }
  if (row) await refuseIfVetoed(context, permission, row)
  return { isAllowed: true, grants: await grantReasons(context, allowing, ticket), refusal: null }
}

async function scoped(unit: CallContext['unit'], actor: LoadedActor, row: TicketRow): Promise<ScopedTicket> {
  if (actor.personId === null) return scopedTicket(row, false)
  const participant = await unit.db
    .selectFrom('participant')
    .select('person_id')
    .where('ticket_id', '=', row.id)
    .where('person_id', '=', actor.personId)
    .where('kind', '=', participantKind(actor))
    .executeTakeFirst()
  return scopedTicket(row, participant !== undefined)
}
