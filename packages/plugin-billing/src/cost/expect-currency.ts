import { billingError } from '../errors.ts'
import type { AnyReading } from '../kit.ts'

/** Costs are in one currency, the desk's: what is earned in another is not set against them. */
export function expectCurrency({ options }: Pick<AnyReading, 'options'>, currency: string | undefined): string {
  if (currency !== undefined && currency !== options.currency)
    throw billingError('billing.cost_currency', { currency: options.currency, other: currency })
  return options.currency
}
