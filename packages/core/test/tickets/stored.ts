import type { Kysely } from 'kysely'
import type { Desk } from '../../src/desk/desk.ts'
import type { TicketRow } from '../../src/operation/ticket-state.ts'
import type { CoreTables } from '../../src/tables.ts'

/** A ticket as it stands in the database, with what no view shows. */
export const storedTicket = (desk: Desk, ticketId: string): Promise<TicketRow> =>
  desk['~store'].read((tx) => {
    const db: Kysely<CoreTables> = tx.db
    return db.selectFrom('ticket').selectAll().where('id', '=', ticketId).executeTakeFirstOrThrow()
  })

/** Changes that stand beside the events of a ticket, with whom they are for. */
export const storedChanges = (desk: Desk, ticketId: string) =>
  desk['~store'].read((tx) => {
    const db: Kysely<CoreTables> = tx.db
    return db
      .selectFrom('change')
      .innerJoin('event', 'event.id', 'change.event_id')
      .select(['event.name as event', 'field', 'old_value as from', 'new_value as to', 'change.is_public as isPublic'])
      .where('change.subject_id', '=', ticketId)
      .orderBy('event.sequence')
      .orderBy('ordinal')
      .execute()
  })
