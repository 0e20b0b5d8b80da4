import { fieldKey, NO_KEY } from '../machine/field-key.ts'
import type { Machine } from '../machine/machine.ts'
import { prepared } from '../store/prepared.ts'
import type { CoreTables } from '../tables.ts'
import type { TicketRow } from './ticket-state.ts'
import type { UnitOfWork } from './unit-of-work.ts'

export type FieldOwner = Pick<TicketRow, 'number' | 'type' | 'team_id' | 'is_open' | 'fields_json'>
interface ValueRow {
  ticket_number: number
  field: string
  key: Uint8Array
  team_id: string
  is_open: boolean
}

const put = prepared<ValueRow, unknown, CoreTables>((db, param) =>
  db
    .insertInto('field_value')
    .values({
      ticket_number: param('ticket_number'),
      field: param('field'),
      key: param('key'),
      team_id: param('team_id'),
      is_open: param('is_open'),
    })
    .onConflict((conflict) =>
      conflict.columns(['ticket_number', 'field']).doUpdateSet({ key: param('key'), team_id: param('team_id'), is_open: param('is_open') }),
    ),
)
const drop = prepared<{ number: number; field: string }, unknown, CoreTables>((db, param) =>
  db.deleteFrom('field_value').where('ticket_number', '=', param('number')).where('field', '=', param('field')),
)
const dropAll = prepared<{ number: number }, unknown, CoreTables>((db, param) =>
  db.deleteFrom('field_value').where('ticket_number', '=', param('number')),
)
const move = prepared<{ number: number; team_id: string; is_open: boolean }, unknown, CoreTables>((db, param) =>
  db
    .updateTable('field_value')
    .set({ team_id: param('team_id'), is_open: param('is_open') })
    .where('ticket_number', '=', param('number')),
)

/** By what a ticket's indexed fields are found. A sortable field has a row for every ticket, so that none is missing where one sorts by it. */
function fieldKeys(machine: Machine, values: unknown): { readonly field: string; readonly key: Buffer | undefined }[] {
  const given: object = typeof values === 'object' && values !== null ? values : {}
  return machine.indexedFields.map(({ name, spec, sortable }) => {
    const key = Object.hasOwn(given, name) ? fieldKey(spec, (given as Record<string, unknown>)[name]) : NO_KEY
    return { field: name, key: key.length || sortable ? key : undefined }
  })
}

/** Of a ticket that was just inserted. */
export function insertFieldValues(unit: UnitOfWork, ticket: FieldOwner): void {
  const machine = unit.runtime.composition.machines.find(ticket.type)
  if (!machine?.indexedFields.length) return
  for (const { field, key } of fieldKeys(machine, ticket.fields_json)) if (key) unit.tx.post(put, rowOf(ticket, field, key))
}

/** After a ticket's row has changed: in the same transaction, so no list ever finds it by what it was. */
export function updateFieldValues(unit: UnitOfWork, ticket: FieldOwner, changed: ReadonlySet<keyof TicketRow>): void {
  const machine = unit.runtime.composition.machines.find(ticket.type)
  if (changed.has('type')) {
    unit.tx.post(dropAll, { number: ticket.number })
    insertFieldValues(unit, ticket)
    return
  }
  if (!machine?.indexedFields.length) return
  if (changed.has('fields_json')) putFieldValues(unit, machine, ticket)
  else if (changed.has('team_id') || changed.has('is_open'))
    unit.tx.post(move, { number: ticket.number, team_id: ticket.team_id, is_open: ticket.is_open })
}

/** What is right stays, what is not is made so; to be done once or again. */
export function putFieldValues(unit: UnitOfWork, machine: Machine, ticket: FieldOwner): void {
  for (const { field, key } of fieldKeys(machine, ticket.fields_json))
    if (key) unit.tx.post(put, rowOf(ticket, field, key))
    else unit.tx.post(drop, { number: ticket.number, field })
}

const rowOf = ({ number, team_id, is_open }: FieldOwner, field: string, key: Buffer): ValueRow => ({
  ticket_number: number,
  field,
  key,
  team_id,
  is_open,
})
