import { isAtWork } from '../machine/category.ts'
import type { TicketRow, TicketState } from '../operation/ticket-state.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'

const earliest = (instants: readonly (string | null)[]): string | null =>
  instants.reduce((first, each) => (first === null || (each !== null && each < first) ? each : first), null)

/**
 * What nobody has answered on the source is owed on the root from now on: the one conversation has one clock of the next response. Work that was
 * over owes nothing. Both rows are held.
 */
export function takeOverUnanswered(source: Pick<TicketRow, 'unanswered_since_at' | 'category'>, root: TicketState): void {
  if (!isAtWork(source.category)) return
  const since = earliest([root.row.unanswered_since_at, source.unanswered_since_at])
  if (since !== root.row.unanswered_since_at) root.patch({ unanswered_since_at: since })
}

/** After a source was taken out: the root's clock without what that one gave. The source has its own again, as it was. */
export async function giveBackUnanswered(unit: UnitOfWork, source: TicketRow, root: TicketState): Promise<void> {
  const { unanswered_since_at: since } = root.row
  if (since === null || since !== source.unanswered_since_at) return
  root.patch({ unanswered_since_at: await unansweredOf(unit, root.row) })
}

/** Replayed: what customers said on the ticket itself after the last answer, and what came unanswered with other tickets since then. */
async function unansweredOf(unit: UnitOfWork, { id, created_at: createdAt }: TicketRow): Promise<string | null> {
  // The request counts as the requester's, whoever typed it.
  const said = await unit.db
    .selectFrom('message')
    .select(['created_at', 'acting'])
    .where('visibility', '=', 'public')
    .where('author_kind', '=', 'person')
    .where(({ eb, or, selectFrom }) =>
      or([
        eb('ticket_id', '=', id),
        eb('id', 'in', selectFrom('split_message').select('split_message.message_id').where('split_message.ticket_id', '=', id)),
      ]),
    )
    .orderBy('id')
    .execute()
  const isAnswer = (message: (typeof said)[number]) => message.acting === 'staff' && message.created_at !== createdAt
  const answeredAt = said.findLast(isAnswer)?.created_at ?? ''
  const own = said.find((message) => !isAnswer(message) && message.created_at > answeredAt)?.created_at ?? null
  const parts = await unit.db
    .selectFrom('ticket_merge')
    .innerJoin('ticket', 'ticket.id', 'ticket_merge.source_id')
    .select(['ticket.unanswered_since_at', 'ticket_merge.created_at', 'ticket_merge.source_category'])
    .where('ticket_merge.target_id', '=', id)
    .execute()
  const brought = parts.filter((part) => isAtWork(part.source_category) && part.created_at >= answeredAt)
  return earliest([own, ...brought.map(({ unanswered_since_at }) => unanswered_since_at)])
}
