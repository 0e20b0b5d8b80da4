import type { Acting } from '../operation/audience.ts'
import { inputCheck } from '../operation/input-check.ts'
import { type PlainSchema, plainSchema } from '../operation/plain-schema.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { fieldFilterFaults } from '../ticket/field-filter.ts'
import { TicketFilter } from '../ticket/list-schema.ts'
import { TicketView } from '../ticket/schemas.ts'
import type { FilterFault } from './contract.ts'

const checks = {
  staff: inputCheck(() => plainSchema(TicketFilter, 'staff')),
  customer: inputCheck(() => plainSchema(TicketFilter, 'customer')),
}

/**
 * What of a filter this desk does not have, for an audience: when it is saved, and again whenever it is used, as types, statuses and plugins
 * come and go. A filter with a fault is told, and never taken for a narrower or a wider one.
 */
export function filterFaults({ unit }: CallContext, acting: Acting, filter: unknown): readonly FilterFault[] {
  const faults = checks[acting].faults(filter)
  if (faults.length) return faults
  const { type = [], status = [] } = filter as TicketFilter
  const { all } = unit.runtime.composition.machines
  const types = new Set(all.map(({ typeId }) => typeId))
  const statuses = new Set(all.flatMap((machine) => machine.statuses.map(({ name }) => name)))
  const unknown = (key: string, values: readonly string[], known: ReadonlySet<string>) =>
    values.flatMap((value, index) =>
      known.has(value) ? [] : [{ pointer: `/${key}/${index}`, code: 'unknown', message: `'${value}' is no ${key} of this desk` }],
    )
  const seen = all.filter(({ openedBy }) => acting === 'staff' || openedBy === 'both')
  return [
    ...unknown('type', type, types),
    ...unknown('status', status, statuses),
    ...fieldFilterFaults(seen, acting, filter as TicketFilter),
  ]
}

const columnsOf = (acting: Acting): ReadonlySet<string> =>
  new Set(Object.keys((plainSchema(TicketView, acting) as PlainSchema).properties ?? {}))
const columns = { staff: columnsOf('staff'), customer: columnsOf('customer') }

/** Names of columns that the audience's tickets don't have. */
export function columnFaults({ unit }: CallContext, acting: Acting, names: readonly string[]): readonly FilterFault[] {
  const { machines, extensions } = unit.runtime.composition
  const fields = machines.all.flatMap((machine) => machine.fields.filter(({ audience }) => acting === 'staff' || audience === 'both'))
  const fieldNames = new Set(fields.map(({ name }) => name))
  const isKnown = (column: string): boolean => {
    const [part = '', name] = column.split('.')
    if (part === 'fields') return name !== undefined && fieldNames.has(name)
    if (part === 'ext') return name !== undefined && extensions.has(name)
    return name === undefined && columns[acting].has(part)
  }
  return names.flatMap((column, index) =>
    isKnown(column) ? [] : [{ pointer: `/columns/${index}`, code: 'unknown', message: `'${column}' is no column of a ticket` }],
  )
}
