import { accessErrors } from './access-errors.ts'
import { approvalErrors } from './approval-errors.ts'
import { bulkErrors } from './bulk-errors.ts'
import { calendarErrors } from './calendar-errors.ts'
import { catalogueErrors } from './catalogue-errors.ts'
import { checklistErrors } from './checklist-errors.ts'
import { companyErrors } from './company-errors.ts'
import { defineErrors } from './define-errors.ts'
import { fileErrors } from './file-errors.ts'
import { hookErrors } from './hook-errors.ts'
import { httpErrors } from './http-errors.ts'
import { kernelErrors } from './kernel-errors.ts'
import { keyErrors } from './key-errors.ts'
import { linkErrors } from './link-errors.ts'
import { liveErrors } from './live-errors.ts'
import { machineErrors } from './machine-errors.ts'
import { macroErrors } from './macro-errors.ts'
import { notificationErrors } from './notification-errors.ts'
import { outgoingErrors } from './outgoing-errors.ts'
import { personErrors } from './person-errors.ts'
import { pluginErrors } from './plugin-errors.ts'
import { provisioningErrors } from './provisioning-errors.ts'
import { ratingErrors } from './rating-errors.ts'
import { searchErrors } from './search-errors.ts'
import { storeErrors } from './store-errors.ts'
import { teamErrors } from './team-errors.ts'
import { tenantErrors } from './tenant-errors.ts'
import { textErrors } from './text-errors.ts'
import { ticketErrors } from './ticket-errors.ts'
import { transferErrors } from './transfer-errors.ts'
import { viewErrors } from './view-errors.ts'

/**
 * Core's errors, sorted by owner. Append-only: add a line under its owner, never reuse or remove a code.
 * The message says what happened and what to do next, in whole sentences.
 */
export const coreError = defineErrors({
  ...accessErrors,
  ...approvalErrors,
  ...calendarErrors,
  ...bulkErrors,
  ...catalogueErrors,
  ...checklistErrors,
  ...companyErrors,
  ...fileErrors,
  ...hookErrors,
  ...httpErrors,
  ...kernelErrors,
  ...keyErrors,
  ...provisioningErrors,
  ...liveErrors,
  ...linkErrors,
  ...machineErrors,
  ...macroErrors,
  ...notificationErrors,
  ...outgoingErrors,
  ...personErrors,
  ...pluginErrors,
  ...ratingErrors,
  ...searchErrors,
  ...storeErrors,
  ...teamErrors,
  ...tenantErrors,
  ...textErrors,
  ...ticketErrors,
  ...transferErrors,
  ...viewErrors,
})
