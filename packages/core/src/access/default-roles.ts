import type { Title } from '../machine/ticket-type.ts'
import type { Acting } from '../operation/audience.ts'
import { type CorePermission, corePermissions } from './core-permissions.ts'

export interface RoleDefinition {
  readonly title: Title
  readonly acting: Acting
  readonly permissions: readonly string[]
}

const reading = ['ticket.read', 'person.read', 'company.read', 'team.read', 'calendar.read'] as const
const working = [
  ...reading,
  'ticket.create',
  'ticket.update',
  'ticket.reply',
  'ticket.note',
  'ticket.assign',
  'ticket.take',
  'ticket.tag',
  'ticket.add_participant',
  'ticket.start',
  'ticket.wait',
  'ticket.resolve',
  'ticket.close',
  'ticket.reopen',
  'ticket.cancel',
  'ticket.link',
  'ticket.merge',
  'ticket.split',
  'file.stage',
  'ticket.request_approval',
  'ticket.edit_checklist',
  'ticket.check_item',
  'person.create',
] as const
const asking = [
  'ticket.create',
  'ticket.read',
  'ticket.reply',
  'ticket.close',
  'ticket.reopen',
  'ticket.cancel',
  'ticket.rate',
  'ticket.add_participant',
  'file.stage',
] as const

/**
 * The roles that a new desk starts with. They are written into the database once and are its own from then on:
 * a permission that a later version brings widens none of them.
 */
export const defaultRoles = {
  admin: { title: 'Administrator', acting: 'staff', permissions: Object.keys(corePermissions) as CorePermission[] },
  supervisor: {
    title: 'Supervisor',
    acting: 'staff',
    permissions: [
      ...working,
      'ticket.reopen_closed',
      'ticket.approve',
      'ticket.override_gates',
      'macro.manage',
      'view.share',
      'checklist.manage',
      'person.update',
      'company.create',
      'company.update',
      'company.manage_members',
      'access.read',
    ],
  },
  agent: { title: 'Agent', acting: 'staff', permissions: working },
  collaborator: {
    title: 'Collaborator',
    acting: 'staff',
    permissions: ['ticket.read', 'ticket.note', 'ticket.check_item', 'file.stage'],
  },
  auditor: { title: 'Auditor', acting: 'staff', permissions: [...reading, 'access.read', 'audit.read'] },
  customer: { title: 'Customer', acting: 'customer', permissions: asking },
  customer_manager: {
    title: 'Customer manager',
    acting: 'customer',
    permissions: [...asking, 'person.read', 'company.read', 'company.manage_members', 'access.read'],
  },
  customer_approver: {
    title: 'Customer approver',
    acting: 'customer',
    permissions: ['ticket.read', 'ticket.reply', 'file.stage', 'company.read'],
  },
  customer_finance: { title: 'Customer finance', acting: 'customer', permissions: ['company.read'] },
} as const satisfies { readonly [id: string]: RoleDefinition & { readonly permissions: readonly CorePermission[] } }
