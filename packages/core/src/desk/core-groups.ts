import { deliveryEvents, deliveryOperations } from '../job/delivery-operations.ts'
import type { CoreGroup } from '../composition/compose.ts'
import { ticketEvents, ticketOperations, typeOperations } from '../ticket/operations.ts'

const staff = (subject: string, title: string) => ({ subject, audience: 'staff', title }) as const
/** Core's own groups of operations, declared as a plugin declares its one. */
export const coreGroups: readonly CoreGroup[] = [
  { id: 'tickets', operations: ticketOperations, events: ticketEvents },
  { id: 'types', operations: typeOperations, events: {} },
  { id: 'people', operations: {}, events: { 'person.created': staff('personId', 'x'), 'person.updated': staff('personId', 'x') } },
  { id: 'companies', operations: {}, events: {} },
  { id: 'teams', operations: {}, events: { 'team.member_removed': staff('teamId', 'Left the team') } },
  { id: 'access', operations: {}, events: { 'access.granted': staff('grantId', 'Role given'), 'access.revoked': staff('grantId', 'Role taken back') } },
  { id: 'deliveries', operations: deliveryOperations, events: deliveryEvents },
  { id: 'audit', operations: {}, events: {} },
]
