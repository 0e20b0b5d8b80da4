/** What operations learn of somebody whom the actor may know of. */
export interface PersonFacts {
  readonly id: string
  readonly name: string
  readonly isActive: boolean
}
