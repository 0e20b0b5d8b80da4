import Type from 'typebox'
import { defineTicketType } from '../../src/machine/ticket-type.ts'
import { INTERNAL, INTERNAL_CODE } from './canary.ts'

/** Internal names everywhere that a vendor can give one; what customers are to read is said apart. */
export const fault = defineTicketType({
  id: 'fault',
  title: 'Fault',
  statuses: {
    reported: { category: 'new', title: `Reported ${INTERNAL}`, customerTitle: 'Received' },
    [`triage_${INTERNAL_CODE}`]: { category: 'open', title: `Triage ${INTERNAL}`, customerTitle: 'In progress' },
    [`bench_${INTERNAL_CODE}`]: { category: 'open', title: `Bench ${INTERNAL}`, customerTitle: 'In progress' },
    paused: { category: 'waiting', title: 'Paused', customerTitle: 'Waiting' },
    solved: { category: 'resolved', title: 'Solved' },
    done: { category: 'closed', title: 'Done' },
  },
  commands: {
    take_in: {
      from: ['reported'],
      to: `triage_${INTERNAL_CODE}`,
      permission: 'ticket.start',
      audience: 'staff',
      title: 'Take in',
      triggers: ['assigned'],
    },
    [`escalate_${INTERNAL_CODE}`]: {
      from: [`triage_${INTERNAL_CODE}`],
      to: `bench_${INTERNAL_CODE}`,
      // Customers hold this permission, too: only the audience keeps the command from them.
      permission: 'ticket.reply',
      audience: 'staff',
      title: `Escalate ${INTERNAL}`,
    },
    pause: {
      from: { category: ['open'] },
      to: 'paused',
      permission: 'ticket.wait',
      audience: 'staff',
      title: 'Pause',
      requiresReason: true,
      input: Type.Object({ on: Type.String() }),
    },
    go_on: {
      from: ['paused'],
      to: `triage_${INTERNAL_CODE}`,
      permission: 'ticket.start',
      audience: 'staff',
      title: 'Go on',
      triggers: ['customer_message'],
    },
    // For both, and behind a gate that only staff can satisfy.
    settle: { from: { category: ['open'] }, to: 'solved', permission: 'ticket.close', audience: 'both', title: 'Settle' },
    confirm: { from: ['solved'], to: 'done', permission: 'ticket.close', audience: 'both', title: 'Confirm' },
    reopen: {
      from: ['solved'],
      to: `triage_${INTERNAL_CODE}`,
      permission: 'ticket.reopen',
      audience: 'both',
      title: 'Reopen',
      requiresReason: true,
    },
    withdraw: {
      from: ['reported'],
      to: 'done',
      permission: 'ticket.cancel',
      audience: 'both',
      title: 'Withdraw',
      customerUntil: 'started',
    },
  },
  fields: {
    serial: { kind: 'string', title: 'Serial number', audience: 'both', write: 'both' },
    seen_by: { kind: 'reference', target: 'ticket', title: 'Seen by', audience: 'both', write: 'both' },
    where: { kind: 'reference', target: 'team', title: 'Where', audience: 'both', write: 'both' },
    who: { kind: 'person', title: 'Who', audience: 'both', write: 'both' },
    whose: { kind: 'reference', target: 'company', title: 'Whose', audience: 'both', write: 'both' },
    cost: { kind: 'string', title: 'Cost', audience: 'staff' },
    [`hint_${INTERNAL_CODE}`]: { kind: 'string', title: `Hint ${INTERNAL}`, audience: 'staff' },
  },
  gates: [{ gate: 'fields_filled', fields: [`hint_${INTERNAL_CODE}`] }],
  resolutions: { repaired: 'Repaired' },
  waitingFor: { supplier: 'Supplier' },
})

/** Nothing of it is a customer's business, not even that it is there. */
export const inquiry = defineTicketType({
  id: `inquiry_${INTERNAL_CODE}`,
  title: `Inquiry ${INTERNAL}`,
  statuses: { started: { category: 'new', title: 'Started' }, ended: { category: 'closed', title: 'Ended' } },
  commands: { end: { from: ['started'], to: 'ended', permission: 'ticket.close', audience: 'staff', title: 'End' } },
  openedBy: 'staff',
})
