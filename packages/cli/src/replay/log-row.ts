import { codeOf, flagOf, instantOf, known, type LogPriority, levelOf, numberOf, priorityOf } from './log-value.ts'

/** A row of the log as the replay reads it. Undefined: the log does not know it, or has no such column. */
export interface LogRow {
  /** Line of the file, for messages about it. */
  readonly line: number
  readonly incident: string
  /** As the log spells it. */
  readonly stateName: string | undefined
  /** As a status of the ticket type. */
  readonly state: string | undefined
  /** The source's own count of changes. */
  readonly changeCount: number | undefined
  /** Milliseconds since 1970. */
  readonly at: number | undefined
  readonly openedAt: number | undefined
  readonly createdAt: number | undefined
  readonly resolvedAt: number | undefined
  readonly updatedBy: string | undefined
  readonly openedBy: string | undefined
  readonly createdBy: string | undefined
  readonly resolvedBy: string | undefined
  readonly caller: string | undefined
  readonly location: string | undefined
  readonly group: string | undefined
  readonly assignee: string | undefined
  readonly channel: string | undefined
  readonly impact: 'high' | 'medium' | 'low' | undefined
  readonly urgency: 'high' | 'medium' | 'low' | undefined
  readonly priority: LogPriority | undefined
  readonly closeCode: string | undefined
  readonly reopenCount: number | undefined
  readonly reassignmentCount: number | undefined
  /** Custom fields of the type, those that are known. */
  readonly fields: Readonly<Record<string, string | boolean>>
}

/** Without these there is nothing to replay; every other column may be missing. */
export const neededColumns = ['number', 'incident_state', 'sys_updated_at'] as const

const textFields = {
  category: 'category',
  subcategory: 'subcategory',
  symptom: 'u_symptom',
  item: 'cmdb_ci',
  problem: 'problem_id',
  change: 'rfc',
  caused_by: 'caused_by',
  vendor: 'vendor',
} as const
const flagFields = { made_sla: 'made_sla', knowledge: 'knowledge', priority_confirmed: 'u_priority_confirmation' } as const

/** By the names of the columns, whatever their order. */
export function logRow(record: Readonly<Record<string, string | undefined>>, line: number): LogRow {
  const stateName = known(record['incident_state'])
  const closeCode = known(record['closed_code'])
  const channel = known(record['contact_type'])
  return {
    line,
    incident: known(record['number']) ?? '',
    stateName,
    state: stateName === undefined ? undefined : codeOf(stateName, 'state'),
    changeCount: numberOf(record['sys_mod_count']),
    at: instantOf(record['sys_updated_at']),
    openedAt: instantOf(record['opened_at']),
    createdAt: instantOf(record['sys_created_at']),
    resolvedAt: instantOf(record['resolved_at']),
    updatedBy: known(record['sys_updated_by']),
    openedBy: known(record['opened_by']),
    createdBy: known(record['sys_created_by']),
    resolvedBy: known(record['resolved_by']),
    caller: known(record['caller_id']),
    location: known(record['location']),
    group: known(record['assignment_group']),
    assignee: known(record['assigned_to']),
    channel: channel === undefined ? undefined : codeOf(channel, 'channel'),
    impact: levelOf(record['impact']),
    urgency: levelOf(record['urgency']),
    priority: priorityOf(record['priority']),
    closeCode: closeCode === undefined ? undefined : codeOf(closeCode, 'code'),
    reopenCount: numberOf(record['reopen_count']),
    reassignmentCount: numberOf(record['reassignment_count']),
    fields: fieldsOf(record),
  }
}

function fieldsOf(record: Readonly<Record<string, string | undefined>>): Record<string, string | boolean> {
  const fields: Record<string, string | boolean> = {}
  for (const [field, column] of Object.entries(textFields)) {
    const text = known(record[column])
    if (text !== undefined) fields[field] = text
  }
  for (const [field, column] of Object.entries(flagFields)) {
    const flag = flagOf(record[column])
    if (flag !== undefined) fields[field] = flag
  }
  return fields
}
