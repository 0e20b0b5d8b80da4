import { approvalEvents, approvalOperations } from '../approval/operations.ts'
import { attachmentOperations } from '../attachment/operations.ts'
import { auditEvents, auditOperations } from '../audit/operations.ts'
import { bulkEvents, bulkOperations } from '../bulk/operations.ts'
import { calendarEvents, calendarOperations } from '../calendar/operations.ts'
import { catalogueEvents, catalogueOperations } from '../catalogue/operations.ts'
import { checklistEvents, checklistOperations } from '../checklist/operations.ts'
import { companyEvents, companyOperations } from '../company/operations.ts'
import type { CoreGroup } from '../composition/compose.ts'
import { fileEvents, fileOperations } from '../file/operations.ts'
import { historyOperations } from '../history/operations.ts'
import { deliveryEvents, deliveryOperations } from '../job/delivery-operations.ts'
import { keyEvents, keyOperations } from '../key/operations.ts'
import { linkEvents, linkOperations } from '../link/operations.ts'
import { liveOperations } from '../live/operations.ts'
import { macroEvents, macroOperations } from '../macro/operations.ts'
import { notificationOperations } from '../notification/operations.ts'
import { peopleEvents, peopleOperations } from '../person/operations.ts'
import { provisioningEvents, provisioningOperations } from '../provisioning/operations.ts'
import { accessEvents, accessOperations } from '../role/operations.ts'
import { viewEvents, viewOperations } from '../saved-view/operations.ts'
import { searchOperations } from '../search/operations.ts'
import { teamEvents, teamOperations } from '../team/operations.ts'
import { ticketEvents, ticketOperations, typeOperations } from '../ticket/operations.ts'

/** Core's own groups of operations, declared as a plugin declares its one. */
export const coreGroups: readonly CoreGroup[] = [
  { id: 'tickets', operations: ticketOperations, events: ticketEvents },
  { id: 'types', operations: typeOperations, events: {} },
  { id: 'links', operations: linkOperations, events: linkEvents },
  { id: 'catalogue', operations: catalogueOperations, events: catalogueEvents },
  { id: 'macros', operations: macroOperations, events: macroEvents },
  { id: 'approvals', operations: approvalOperations, events: approvalEvents },
  { id: 'checklists', operations: checklistOperations, events: checklistEvents },
  { id: 'people', operations: peopleOperations, events: peopleEvents },
  { id: 'companies', operations: companyOperations, events: companyEvents },
  { id: 'teams', operations: teamOperations, events: teamEvents },
  { id: 'access', operations: accessOperations, events: accessEvents },
  { id: 'provisioning', operations: provisioningOperations, events: provisioningEvents },
  { id: 'keys', operations: keyOperations, events: keyEvents },
  { id: 'calendars', operations: calendarOperations, events: calendarEvents },
  { id: 'deliveries', operations: deliveryOperations, events: deliveryEvents },
  { id: 'search', operations: searchOperations, events: {} },
  { id: 'views', operations: viewOperations, events: viewEvents },
  { id: 'history', operations: historyOperations, events: {} },
  { id: 'bulk', operations: bulkOperations, events: bulkEvents },
  { id: 'files', operations: fileOperations, events: fileEvents },
  { id: 'attachments', operations: attachmentOperations, events: {} },
  { id: 'audit', operations: auditOperations, events: auditEvents },
  { id: 'live', operations: liveOperations, events: {} },
  { id: 'notifications', operations: notificationOperations, events: {} },
]
