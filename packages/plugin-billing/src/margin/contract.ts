import type { AskMargin, AskWorst, Margin, WorstContracts } from './schemas.ts'

export interface MarginService {
  /** What is left of what was invoiced. Throws `billing.margin_currencies`, `billing.period_empty`, `billing.period_too_long`. */
  margin(input: AskMargin): Promise<Margin>
  /** The ten contracts that leave least, with the fee that would cover the work where it does not. */
  worstContracts(input: AskWorst): Promise<WorstContracts>
}
