import type { AnyReading } from '../kit.ts'
import { dayIn } from './worked.ts'
import { zoneOf } from './zone.ts'

/** Which contracts, of those with time on these tickets, let customers see it: by the terms of today. */
export async function showsTime(work: AnyReading, ticketIds: readonly string[]): Promise<readonly string[]> {
  if (!ticketIds.length) return []
  const today = dayIn(work.now, zoneOf(work))
  const rows = await work.db
    .selectFrom('billing_contract_terms')
    .select(['contract_id', 'valid_from', 'terms_json'])
    .where('valid_from', '<=', today)
    .where('contract_id', 'in', (eb) =>
      eb
        .selectFrom('billing_time_entry')
        .select('billing_time_entry.contract_id')
        .$narrowType<{ contract_id: string }>()
        .where('ticket_id', 'in', [...ticketIds])
        .where('billing_time_entry.contract_id', 'is not', null),
    )
    .orderBy('valid_from')
    .execute()
  // In the order of their days, so that the newest says the last word.
  const shown = new Map(rows.map(({ contract_id, terms_json }) => [contract_id, isShown(terms_json)]))
  return [...shown].flatMap(([contractId, is]) => (is ? [contractId] : []))
}

const isShown = (terms: unknown): boolean => typeof terms === 'object' && terms !== null && 'showsTime' in terms && terms.showsTime === true
