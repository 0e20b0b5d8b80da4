import type { ItemById } from '../item/schemas.ts'
import type { Removed } from '../schemas.ts'
import type { Affected, Depend, Dependencies, Dependency, DependencyById, Parts, PartsOn, PutPart, ReplacePart } from './schemas.ts'

export interface RelationService {
  /** What is inside an item, and what it is inside of, on a day. */
  parts(input: PartsOn): Promise<Parts>
  /** Throws `equipment.already_inside`, `equipment.circle`, `equipment.other_company`, `equipment.component_order`. */
  putPart(input: PutPart): Promise<Parts>
  /** Takes one part out and puts another in, on the same day. */
  replacePart(input: ReplacePart): Promise<Parts>
  /** Throws `equipment.component_not_found`. */
  takeOutPart(input: PutPart): Promise<Parts>
  /** What the item depends on, and what depends on it. */
  dependencies(input: ItemById): Promise<Dependencies>
  /** Throws `equipment.circle`, `equipment.dependency_exists`, `equipment.other_company`. */
  addDependency(input: Depend): Promise<Dependency>
  removeDependency(input: DependencyById): Promise<Removed>
  /** What no longer works when the item does not: whatever depends on it or has it inside, and so on. */
  affected(input: ItemById): Promise<Affected>
}

export interface RelationEvents {
  'equipment.part_put': { itemId: string; partId: string; beganOn: string }
  'equipment.part_taken_out': { itemId: string; partId: string; endedOn: string }
  'equipment.dependency_added': { itemId: string; otherId: string; kind: string }
  'equipment.dependency_removed': { itemId: string; otherId: string; kind: string }
}
