import type { Bytes } from '@deskwright/core'
import type {
  Batched,
  ExportItems,
  FailImport,
  FaultPage,
  Import,
  ImportBatch,
  ImportById,
  ImportPage,
  ListFaults,
  ListImports,
  StartImport,
} from './schemas.ts'

export interface TransferService {
  /** Takes over a table of equipment, in the background; what has an inventory number that is there is changed, the rest is entered. */
  startImport(input: StartImport): Promise<Import>
  imports(input: ListImports): Promise<ImportPage>
  importState(input: ImportById): Promise<Import>
  /** Every line that was not taken over, and why. */
  importFaults(input: ListFaults): Promise<FaultPage>
  /** Goes on with one that was interrupted. Throws `equipment.import_over`. */
  resumeImport(input: ImportById): Promise<Import>
  /** What is taken over stays. Throws `equipment.import_over`. */
  cancelImport(input: ImportById): Promise<Import>
  /** For the plugin itself. */
  importSource(input: ImportById): Promise<Bytes>
  importBatch(input: ImportBatch): Promise<Batched>
  failImport(input: FailImport): Promise<Import>
  /** The same table, of everything that the caller sees. */
  exportItems(input: ExportItems): Promise<Bytes>
}

export interface TransferEvents {
  'equipment.import_started': { importId: string }
  'equipment.import_progressed': { importId: string; lines: number }
  'equipment.import_ended': { importId: string; state: string }
}

export interface TransferJobs {
  takeOver: { importId: string }
}
