export interface CompanyFacts {
  readonly id: string
  readonly name: string
  readonly isActive: boolean
}
