import { defineTicketType } from '@deskwright/core'
import Type from 'typebox'

/** What the source's states are called in the desk: `Awaiting User Info` is `awaiting_user_info`. */
export const logStatuses = {
  new: { category: 'new', title: 'New' },
  active: { category: 'open', title: 'Active', customerTitle: 'In progress' },
  awaiting_user_info: { category: 'waiting', title: 'Awaiting User Info', customerTitle: 'Waiting for you' },
  awaiting_problem: { category: 'waiting', title: 'Awaiting Problem', customerTitle: 'On hold' },
  awaiting_vendor: { category: 'waiting', title: 'Awaiting Vendor', customerTitle: 'On hold' },
  awaiting_evidence: { category: 'waiting', title: 'Awaiting Evidence', customerTitle: 'On hold' },
  resolved: { category: 'resolved', title: 'Resolved' },
  closed: { category: 'closed', title: 'Closed' },
} as const

const waits = {
  awaiting_user_info: 'customer',
  awaiting_problem: 'problem',
  awaiting_vendor: 'third_party',
  awaiting_evidence: 'evidence',
} as const
type Wait = keyof typeof waits
const waitNames = Object.keys(waits) as Wait[]

const atWork = ['new', 'active', ...waitNames] as const
const waitInput = Type.Object({ on: Type.Optional(Type.Enum([...Object.values(waits)])) })
/** The log's close codes are anonymous, so any word will do. */
const endInput = Type.Object({ resolution: Type.Optional(Type.String({ pattern: '^[a-z][a-z0-9_]*$', maxLength: 80 })) })

/** Waiting of one kind: from work, and from a solution that was none and has to wait at once. */
const waitCommands = (status: Wait) =>
  ({
    [status.replace('awaiting', 'await')]: {
      from: atWork.filter((from) => from !== status),
      to: status,
      permission: 'ticket.wait',
      audience: 'staff',
      title: logStatuses[status].title,
      input: waitInput,
    },
    [`reopen_${status}`]: {
      from: ['resolved'],
      to: status,
      permission: 'ticket.reopen',
      audience: 'staff',
      title: `Reopen: ${logStatuses[status].title}`,
      input: waitInput,
    },
  }) as const

const text = (title: string) => ({ kind: 'string', audience: 'staff', title }) as const
const flag = (title: string) => ({ kind: 'boolean', audience: 'staff', title }) as const

/** The incident of the log's source, a ServiceNow instance: what its process allows by design, not what 600 incidents happened to do. */
export const logIncident = defineTicketType({
  id: 'log_incident',
  title: 'Incident of the log',
  statuses: logStatuses,
  commands: {
    start: {
      from: ['new'],
      to: 'active',
      permission: 'ticket.start',
      audience: 'staff',
      title: 'Start work',
      triggers: ['staff_reply'],
    },
    resume: {
      from: waitNames,
      to: 'active',
      permission: 'ticket.start',
      audience: 'staff',
      title: 'Resume',
      triggers: ['customer_message'],
    },
    ...waitCommands('awaiting_user_info'),
    ...waitCommands('awaiting_problem'),
    ...waitCommands('awaiting_vendor'),
    ...waitCommands('awaiting_evidence'),
    resolve: { from: atWork, to: 'resolved', permission: 'ticket.resolve', audience: 'staff', title: 'Resolve', input: endInput },
    close: { from: ['resolved'], to: 'closed', permission: 'ticket.close', audience: 'both', title: 'Close' },
    close_unresolved: {
      from: atWork,
      to: 'closed',
      permission: 'ticket.cancel',
      audience: 'staff',
      title: 'Close without a solution',
      input: endInput,
    },
    reopen: {
      from: ['resolved'],
      to: 'active',
      permission: 'ticket.reopen',
      audience: 'both',
      title: 'Reopen',
      triggers: ['customer_message'],
    },
    reopen_closed: { from: ['closed'], to: 'active', permission: 'ticket.reopen_closed', audience: 'staff', title: 'Reopen after closing' },
  },
  fields: {
    log_number: text('Number in the log'),
    log_row: { kind: 'number', audience: 'staff', title: 'Rows of the log that are in the desk' },
    category: text('Category'),
    subcategory: text('Subcategory'),
    symptom: text('Symptom'),
    item: text('Configuration item'),
    problem: text('Problem'),
    change: text('Change'),
    caused_by: text('Caused by the change'),
    vendor: text('Vendor'),
    made_sla: flag('Service level kept'),
    knowledge: flag('Knowledge article used'),
    priority_confirmed: flag('Priority checked twice'),
  },
  waitingFor: { customer: 'Customer', problem: 'Problem', third_party: 'Vendor', evidence: 'Evidence' },
  priority: {
    default: 'normal',
    matrix: {
      impacts: { high: 'High', medium: 'Medium', low: 'Low' },
      urgencies: { high: 'High', medium: 'Medium', low: 'Low' },
      cells: {
        high: { high: 'urgent', medium: 'high', low: 'normal' },
        medium: { high: 'high', medium: 'normal', low: 'low' },
        low: { high: 'normal', medium: 'low', low: 'low' },
      },
    },
  },
  // The log itself says when an incident was reopened or closed.
  windows: { reopenDays: null, autoCloseDays: null },
})

/** What a ticket waits for in a status of the type. */
export const waitingOn = (status: string): string | undefined => (Object.hasOwn(waits, status) ? waits[status as Wait] : undefined)
