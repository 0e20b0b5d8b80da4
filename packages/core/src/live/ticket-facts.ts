import type { LoadedActor } from '../access/actor-access.ts'
import { can, participantKind, type ScopedTicket } from '../access/ticket-scope.ts'
import type { Category } from '../machine/ticket-type.ts'
import { forEachKind, prepared } from '../store/prepared.ts'
import type { Tx } from '../store/store.ts'
import { anyOf, listParam } from '../store/value/any-of.ts'
import type { CoreTables } from '../tables.ts'

/** A ticket as it stands now, with everything that decides who may hear of it. */
export interface LiveTicket extends Omit<ScopedTicket, 'isParticipant'> {
  readonly id: string
  readonly number: number
  readonly type: string
  readonly status: string
  readonly category: Category
  readonly version: number
  readonly publicVersion: number
  readonly tags: readonly string[]
  /** `cc <person>` and `follower <person>`. */
  readonly participants: ReadonlySet<string>
}

interface TicketRow {
  id: string
  number: number
  type: string
  status: string
  category: Category
  version: number
  public_version: number
  team_id: string
  company_id: string | null
  requester_id: string
  assignee_id: string | null
}

const ticketsOf = forEachKind((kind) =>
  prepared<{ list: unknown }, TicketRow, CoreTables>((db, param) =>
    db
      .selectFrom('ticket')
      .select([
        'id',
        'number',
        'type',
        'status',
        'category',
        'version',
        'public_version',
        'team_id',
        'company_id',
        'requester_id',
        'assignee_id',
      ])
      .where(anyOf(kind, 'ticket.id', 'uuid', param('list'))),
  ),
)
const participantsOf = forEachKind((kind) =>
  prepared<{ list: unknown }, { ticket_id: string; person_id: string; kind: string }, CoreTables>((db, param) =>
    db
      .selectFrom('participant')
      .select(['ticket_id', 'person_id', 'kind'])
      .where(anyOf(kind, 'ticket_id', 'uuid', param('list'))),
  ),
)
const tagsOf = forEachKind((kind) =>
  prepared<{ list: unknown }, { ticket_id: string; tag: string }, CoreTables>((db, param) =>
    db
      .selectFrom('tag')
      .select(['ticket_id', 'tag'])
      .where(anyOf(kind, 'ticket_id', 'uuid', param('list'))),
  ),
)

/** Tickets by id, in three statements for any number of them; ids of something else are left out. */
export async function liveTickets(tx: Tx, ids: readonly string[]): Promise<Map<string, LiveTicket>> {
  if (!ids.length) return new Map()
  const { rows } = await tx.run(ticketsOf[tx.kind], { list: listParam(tx.kind, ids) })
  const list = listParam(
    tx.kind,
    rows.map(({ id }) => id),
  )
  const participants = new Map<string, Set<string>>()
  for (const row of (await tx.run(participantsOf[tx.kind], { list })).rows) {
    const set = participants.get(row.ticket_id) ?? new Set()
    participants.set(row.ticket_id, set.add(`${row.kind} ${row.person_id}`))
  }
  const tags = new Map<string, string[]>()
  for (const row of (await tx.run(tagsOf[tx.kind], { list })).rows) tags.set(row.ticket_id, [...(tags.get(row.ticket_id) ?? []), row.tag])
  return new Map(
    rows.map((row) => [
      row.id,
      {
        id: row.id,
        number: row.number,
        type: row.type,
        status: row.status,
        category: row.category,
        version: row.version,
        publicVersion: row.public_version,
        teamId: row.team_id,
        companyId: row.company_id,
        requesterId: row.requester_id,
        assigneeId: row.assignee_id,
        tags: tags.get(row.id) ?? [],
        participants: participants.get(row.id) ?? none,
      },
    ]),
  )
}

const none: ReadonlySet<string> = new Set()

/** The one policy, over what was read for everybody at once. */
export const maySee = (actor: LoadedActor, readBit: number, ticket: LiveTicket): boolean =>
  can(actor, readBit, {
    teamId: ticket.teamId,
    companyId: ticket.companyId,
    requesterId: ticket.requesterId,
    assigneeId: ticket.assigneeId,
    isParticipant: actor.personId !== null && ticket.participants.has(`${participantKind(actor)} ${actor.personId}`),
  })
