import { insertFieldValues } from '../operation/field-values.ts'
import type { TicketRow } from '../operation/ticket-state.ts'
import type { UnitOfWork } from '../operation/unit-of-work.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'

type NewRow = Omit<TicketRow, 'number'>

const columns = [
  'id',
  'type',
  'status',
  'category',
  'is_open',
  'subject',
  'priority',
  'impact',
  'urgency',
  'requester_id',
  'company_id',
  'team_id',
  'assignee_id',
  'previous_assignee_id',
  'channel',
  'language',
  'fields_json',
  'resolution',
  'resolution_text',
  'waiting_on',
  'waiting_until_at',
  'waiting_mode',
  'waiting_since_at',
  'waited_ms',
  'started_at',
  'first_response_at',
  'unanswered_since_at',
  'last_customer_message_at',
  'last_staff_message_at',
  'first_resolved_at',
  'first_resolution',
  'resolved_at',
  'closed_at',
  'reopen_count',
  'version',
  'public_version',
  'created_by',
  'created_at',
  'updated_at',
  'public_updated_at',
] as const satisfies readonly (keyof NewRow)[]

const insert = prepared<NewRow, { number: number }, CoreTables>((db, param) =>
  db
    .insertInto('ticket')
    .values(Object.fromEntries(columns.map((column) => [column, param(column)])) as never)
    .returning('number'),
)

/** The number that the new ticket got: short, per desk, never given twice. */
export async function insertTicket(unit: UnitOfWork, row: NewRow): Promise<number> {
  const { rows } = await unit.tx.run(insert, row)
  const number = rows[0]?.number
  if (number === undefined) throw new TypeError('the database gave no number')
  insertFieldValues(unit, { ...row, number })
  return number
}
