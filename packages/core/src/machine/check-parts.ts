import { coreError } from '../error/core-errors.ts'
import type { DeskError } from '../error/desk-error.ts'
import { categories, priorities } from './category.ts'
import { listed, type ReportFault } from './fault.ts'
import { isLinkRole, linkRoles } from './link-kinds.ts'
import type { MergedType } from './merge-types.ts'
import type { FieldSpec, GateSpec, LinkedGateSpec, PriorityMatrix, Title } from './ticket-type.ts'
import { isTombstone } from './tombstone.ts'

const idPattern = /^[a-z][a-z0-9]*(_[a-z0-9]+)*$/
const fieldKinds: Readonly<Record<FieldSpec['kind'], true>> = {
  string: true,
  number: true,
  date: true,
  boolean: true,
  choice: true,
  person: true,
  reference: true,
}
const gates: Readonly<Record<GateSpec['gate'], true>> = {
  resolution_text: true,
  fields_filled: true,
  no_open_children: true,
  linked: true,
  approvals_done: true,
  checklist_done: true,
}

/** Days; a century, so that every due date is a date. */
const longestWindow = 36_500

export const checkNames = (type: MergedType, report: ReportFault): void => {
  const { spec } = type
  const check = (owner: string, at: string, id: string, what: string) => {
    if (!idPattern.test(id) || id.length > 50) report(owner, at, coreError('machine.bad_id', { id, what }))
  }
  check(type.owner, 'id', spec.id, 'ticket type')
  for (const [name, { owner }] of type.statuses) {
    check(owner, `statuses.${name}`, name, 'status')
    if (name === 'same' || name === 'initial' || isTombstone(name))
      report(owner, `statuses.${name}`, coreError('machine.reserved_name', { type: spec.id, name }))
  }
  for (const [name, { owner }] of type.commands) check(owner, `commands.${name}`, name, 'command')
  for (const [name, { owner, spec: field }] of type.fields) {
    check(owner, `fields.${name}`, name, 'field')
    if (field.kind === 'choice')
      for (const code of Object.keys(field.options ?? {})) check(owner, `fields.${name}.options.${code}`, code, 'option')
  }
  for (const code of Object.keys(spec.resolutions ?? {})) check(type.owner, `resolutions.${code}`, code, 'resolution')
  for (const code of Object.keys(spec.waitingFor ?? {})) check(type.owner, `waitingFor.${code}`, code, 'reason to wait')
  const matrix = spec.priority?.matrix
  for (const code of [...Object.keys(matrix?.impacts ?? {}), ...Object.keys(matrix?.urgencies ?? {})])
    check(type.owner, `priority.matrix.${code}`, code, 'level')
}

export const checkTitles = (type: MergedType, report: ReportFault): void => {
  const check = (owner: string, at: string, title: Title | undefined, what: string) => {
    const text: unknown = typeof title === 'object' && title !== null ? title.en : title
    if (typeof text !== 'string' || text.trim() === '') report(owner, at, coreError('machine.title_missing', { what, type: type.spec.id }))
  }
  check(type.owner, 'title', type.spec.title, 'The ticket type')
  for (const [name, { owner, spec }] of type.statuses) check(owner, `statuses.${name}.title`, spec.title, `The status '${name}'`)
  for (const [name, { owner, spec }] of type.commands) check(owner, `commands.${name}.title`, spec.title, `The command '${name}'`)
  for (const [name, { owner, spec }] of type.fields) check(owner, `fields.${name}.title`, spec.title, `The field '${name}'`)
}

export const checkCategories = (type: MergedType, report: ReportFault): void => {
  const check = (owner: string, at: string, category: string, what: string) => {
    if (!categories.some((known) => known === category))
      report(owner, at, coreError('machine.unknown_category', { type: type.spec.id, category: String(category), what }))
  }
  for (const [name, { owner, spec }] of type.statuses) check(owner, `statuses.${name}.category`, spec.category, `the status '${name}'`)
  for (const [name, { owner, spec }] of type.commands)
    for (const { from } of [spec, ...(spec.also ?? [])])
      if (typeof from === 'object' && 'category' in from)
        for (const category of from.category) check(owner, `commands.${name}.from`, category, `the command '${name}'`)
  for (const [index, { owner, spec }] of type.gates.entries())
    if (spec.to !== undefined) check(owner, `gates.${index}.to`, spec.to, 'a gate')
}

export const checkFields = (type: MergedType, report: ReportFault): void => {
  const id = type.spec.id
  for (const [field, { owner, spec }] of type.fields) {
    const at = `fields.${field}`
    const audience: string | undefined = spec.audience
    if (!Object.hasOwn(fieldKinds, spec.kind))
      report(
        owner,
        at,
        coreError('machine.unknown_field_kind', { type: id, field, kind: String(spec.kind), known: listed(Object.keys(fieldKinds)) }),
      )
    if (spec.kind === 'choice' && Object.keys(spec.options ?? {}).length === 0)
      report(owner, at, coreError('machine.choice_without_options', { type: id, field }))
    if (!audience) report(owner, at, coreError('machine.field_without_audience', { type: id, field }))
    else if (audience !== 'staff' && audience !== 'both')
      report(owner, at, coreError('machine.unknown_audience', { what: `The field '${field}'`, type: id, audience, known: 'staff, both' }))
    if (spec.write !== undefined && spec.write !== 'staff' && audience === 'staff')
      report(owner, at, coreError('machine.customer_writes_staff_field', { type: id, field }))
  }
  for (const [index, { owner, spec }] of type.gates.entries()) {
    const at = `gates.${index}`
    if (!Object.hasOwn(gates, spec.gate))
      report(owner, at, coreError('machine.unknown_gate', { type: id, gate: String(spec.gate), known: listed(Object.keys(gates)) }))
    if (spec.gate === 'fields_filled')
      for (const field of spec.fields)
        if (!type.fields.has(field)) report(owner, at, coreError('machine.gate_unknown_field', { type: id, field }))
    if (spec.gate === 'linked') checkLinkedGate(type, spec, (error) => report(owner, at, error))
    if (spec.command !== undefined) {
      if (!type.commands.has(spec.command))
        report(owner, at, coreError('machine.gate_unknown_command', { type: id, command: spec.command }))
      if (spec.to !== undefined) report(owner, at, coreError('machine.gate_two_places', { type: id, command: spec.command, to: spec.to }))
    }
    checkResolutions(type, spec.unlessResolution, (error) => report(owner, at, error))
  }
}

const checkLinkedGate = (type: MergedType, { role, resolutions }: LinkedGateSpec, report: (error: DeskError) => void): void => {
  const id = type.spec.id
  if (!isLinkRole(role))
    report(coreError('machine.gate_unknown_role', { type: id, role: String(role), known: listed(Object.keys(linkRoles)) }))
  checkResolutions(type, resolutions, report)
}

const checkResolutions = (type: MergedType, named: readonly string[] | undefined, report: (error: DeskError) => void): void => {
  const known = type.spec.resolutions ?? {}
  for (const resolution of named ?? [])
    if (!Object.hasOwn(known, resolution))
      report(coreError('machine.gate_unknown_resolution', { type: type.spec.id, resolution, known: listed(Object.keys(known)) }))
}

const checkMatrix = (type: MergedType, { impacts, urgencies, cells }: PriorityMatrix, report: ReportFault): void => {
  const id = type.spec.id
  const at = 'priority.matrix'
  for (const impact of Object.keys(impacts))
    for (const urgency of Object.keys(urgencies)) {
      const priority = cells[impact]?.[urgency]
      if (priority === undefined) report(type.owner, at, coreError('machine.matrix_incomplete', { type: id, impact, urgency }))
      else if (!priorities.includes(priority)) report(type.owner, at, coreError('machine.unknown_priority', { type: id, priority }))
    }
  for (const [impact, row] of Object.entries(cells))
    for (const urgency of Object.keys(row))
      if (!Object.hasOwn(impacts, impact) || !Object.hasOwn(urgencies, urgency))
        report(type.owner, at, coreError('machine.matrix_unknown_level', { type: id, impact, urgency }))
}

/** `calendars`: keys of the calendars that somebody provides. */
export const checkNumbers = (type: MergedType, calendars: ReadonlySet<string>, report: ReportFault): void => {
  const { id, priority, windows } = type.spec
  if (priority && !priorities.includes(priority.default))
    report(type.owner, 'priority.default', coreError('machine.unknown_priority', { type: id, priority: String(priority.default) }))
  if (priority?.matrix) checkMatrix(type, priority.matrix, report)
  for (const window of ['reopenDays', 'autoCloseDays', 'autoCloseWarnDays'] as const) {
    const days = windows?.[window]
    if (days !== undefined && days !== null && !(Number.isInteger(days) && days >= 0 && days <= longestWindow))
      report(type.owner, `windows.${window}`, coreError('machine.bad_window', { type: id, window, value: String(days) }))
  }
  const { autoCloseDays = 7, autoCloseWarnDays: warnDays } = windows ?? {}
  if (typeof warnDays === 'number' && !(autoCloseDays !== null && warnDays <= autoCloseDays))
    report(type.owner, 'windows.autoCloseWarnDays', coreError('machine.bad_warning', { type: id, warnDays, days: String(autoCloseDays) }))
  if (windows?.calendar !== undefined && !calendars.has(windows.calendar))
    report(
      type.owner,
      'windows.calendar',
      coreError('machine.unknown_calendar', { type: id, calendar: windows.calendar, known: listed(calendars) }),
    )
}
