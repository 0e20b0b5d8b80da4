import { addMonths } from '../days.ts'
import type { WarrantyVerdict } from '../tables.ts'

export interface WarrantyFacts {
  readonly warranty_until: string | null
  readonly purchased_on: string | null
  /** Of the model. */
  readonly warranty_months: number | null
}

/** The last day of the warranty: what was typed in, else what follows from purchase and model; null where nobody can know. */
export function warrantyEnd({ warranty_until, purchased_on, warranty_months }: WarrantyFacts): string | null {
  if (warranty_until !== null) return warranty_until
  return purchased_on === null || warranty_months === null ? null : addMonths(purchased_on, warranty_months)
}

/** As of a day; the last day of the warranty still counts. */
export function verdictOn(day: string, end: string | null): WarrantyVerdict {
  if (end === null) return 'unknown'
  return day <= end ? 'in_warranty' : 'out_of_warranty'
}
