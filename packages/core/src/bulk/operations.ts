import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import { cancel } from './cancel-bulk.ts'
import type { BulkContract, BulkService } from './contract.ts'
import { get, list } from './read-bulk.ts'
import { run } from './run-bulk.ts'

export const bulkOperations = { run, get, cancel, list } satisfies OperationsOf<BulkService>

const subject = 'bulkId'
export const bulkEvents = {
  'bulk.started': { subject, audience: 'staff', title: 'Bulk command begun' },
  'bulk.finished': { subject, audience: 'staff', title: 'Bulk command done' },
  'bulk.cancelled': { subject, audience: 'staff', title: 'Bulk command cancelled' },
} as const satisfies { readonly [E in keyof BulkContract['events']]: EventSpec<BulkContract['events'][E]> }
