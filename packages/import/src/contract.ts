import type { FindRecords, FoundRecords, Remembered, RememberRecords } from './record/schemas.ts'
import type { ImportTables } from './tables.ts'

export interface ImportsService {
  /** What things of another desk have become here: also for links from old addresses. */
  find(input: FindRecords): Promise<FoundRecords>
  /** For the importer itself, in the transaction of what it has carried over. */
  remember(input: RememberRecords): Promise<Remembered>
}

export interface ImportsContract {
  id: 'imports'
  service: ImportsService
  permissions: 'imports.run'
  events: { 'imports.remembered': { importId: string; count: number } }
  tables: ImportTables
}
