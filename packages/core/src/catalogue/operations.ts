import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { CatalogueContract, CatalogueService } from './contract.ts'
import { create, update } from './manage-entries.ts'
import { get, list, requestedBy } from './read-entries.ts'
import { request } from './request-entry.ts'

export const catalogueOperations = { create, update, list, get, request, requestedBy } satisfies OperationsOf<CatalogueService>

const subject = 'catalogueEntryId'
export const catalogueEvents = {
  'catalogue.entry_created': { subject, audience: 'staff', title: 'Catalogue entry made' },
  'catalogue.entry_updated': { subject, audience: 'staff', title: 'Catalogue entry changed' },
} as const satisfies { readonly [E in keyof CatalogueContract['events']]: EventSpec<CatalogueContract['events'][E]> }
