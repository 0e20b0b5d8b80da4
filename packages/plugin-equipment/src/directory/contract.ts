import type { Removed } from '../schemas.ts'
import type {
  CreateKind,
  CreateManufacturer,
  CreateModel,
  DirectoryRow,
  Kind,
  KindById,
  KindPage,
  KindWithSchema,
  ListDirectory,
  ListModels,
  Manufacturer,
  ManufacturerPage,
  MergedRows,
  MergeRows,
  Model,
  ModelPage,
  UpdateKind,
  UpdateManufacturer,
  UpdateModel,
} from './schemas.ts'

export interface DirectoryService {
  /** Kinds of equipment by name; `find` looks for what the name begins with. */
  kinds(input: ListDirectory): Promise<KindPage>
  /** A kind with everything that its items have. Throws `equipment.kind_not_found`. */
  kind(input: KindById): Promise<KindWithSchema>
  /** Throws `equipment.name_taken`, `equipment.attributes_clash`, `equipment.too_deep`. */
  createKind(input: CreateKind): Promise<Kind>
  /** Throws also `equipment.circle`, `equipment.version_stale`. Values that fit no more stay readable. */
  updateKind(input: UpdateKind): Promise<Kind>
  manufacturers(input: ListDirectory): Promise<ManufacturerPage>
  createManufacturer(input: CreateManufacturer): Promise<Manufacturer>
  updateManufacturer(input: UpdateManufacturer): Promise<Manufacturer>
  models(input: ListModels): Promise<ModelPage>
  createModel(input: CreateModel): Promise<Model>
  updateModel(input: UpdateModel): Promise<Model>
  /** Makes two rows of a directory one: whatever was of the first is of the second, and the first is gone. Models that both manufacturers have become one, too. */
  mergeRows(input: MergeRows): Promise<MergedRows>
  /** Takes out a row that nothing uses. Throws `equipment.in_use`. */
  removeRow(input: DirectoryRow): Promise<Removed>
}

export interface DirectoryEvents {
  'equipment.kind_saved': { kindId: string }
  'equipment.manufacturer_saved': { manufacturerId: string }
  'equipment.model_saved': { modelId: string }
  'equipment.rows_merged': { rowId: string; intoId: string; directory: string }
  'equipment.row_removed': { rowId: string; directory: string }
}
