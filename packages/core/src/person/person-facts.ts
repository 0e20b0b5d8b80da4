/** What operations learn of somebody whom the actor may know of. */
export interface PersonFacts {
  readonly id: string
  readonly name: string
  /** BCP 47, in which to write to them; null where it is not known. */
  readonly language: string | null
  readonly isActive: boolean
}
