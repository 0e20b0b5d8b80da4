import type { CallContext } from '../operation/unit-of-work.ts'

/** Somebody is no longer added to any ticket as staff, or no longer in copy on a company's tickets; each ticket's history says so. */
export async function endParticipations(
  context: CallContext,
  personId: string,
  which: { readonly kind: 'follower' } | { readonly kind: 'cc'; readonly companyId: string },
): Promise<void> {
  const { unit, actor } = context
  let query = unit.db
    .selectFrom('participant')
    .innerJoin('ticket', 'ticket.id', 'participant.ticket_id')
    .select('ticket.id')
    .where('participant.person_id', '=', personId)
    .where('participant.kind', '=', which.kind)
    .orderBy('ticket.id')
  if (which.kind === 'cc') query = query.where('ticket.company_id', '=', which.companyId)
  await unit.tickets.flush()
  const event = which.kind === 'cc' ? 'ticket.cc_removed' : 'ticket.follower_removed'
  for (const { id: ticketId } of await query.execute()) {
    await unit.tickets.follow(actor, ticketId)
    await unit.change(context, event, { ticketId, personId }, () =>
      unit.db
        .deleteFrom('participant')
        .where('ticket_id', '=', ticketId)
        .where('person_id', '=', personId)
        .where('kind', '=', which.kind)
        .execute(),
    )
    unit.tickets.forgetParticipation(ticketId)
  }
}
