import type { HistoryPage, ObjectHistory } from '../history/schemas.ts'
import type { Removed } from '../schemas.ts'
import type {
  CreateObject,
  ListObjects,
  ObjectById,
  ServiceObject,
  ServiceObjectPage,
  ServiceObjectWithPath,
  UpdateObject,
} from './schemas.ts'

export interface ObjectService {
  /** Places that the caller may see, by name. */
  objects(input: ListObjects): Promise<ServiceObjectPage>
  /** Throws `equipment.object_not_found`. */
  object(input: ObjectById): Promise<ServiceObjectWithPath>
  /** Throws `company.not_found`, `equipment.object_not_found`, `equipment.name_taken`, `equipment.too_deep`. */
  createObject(input: CreateObject): Promise<ServiceObject>
  /** Throws also `equipment.circle`, `equipment.version_stale`. */
  updateObject(input: UpdateObject): Promise<ServiceObject>
  /** Takes out a place where nothing ever was. Throws `equipment.in_use`: close it with `isActive: false`. */
  removeObject(input: ObjectById): Promise<Removed>
  /** What came to a place and left it, tickets about what stood there when they were opened, and what changed; newest first. */
  objectHistory(input: ObjectHistory): Promise<HistoryPage>
}

export interface ObjectEvents {
  'equipment.object_saved': { objectId: string; companyId: string }
  'equipment.object_removed': { objectId: string; companyId: string }
}
