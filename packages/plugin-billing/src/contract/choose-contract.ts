import type { AnyReading } from '../kit.ts'
import type { Terms } from './terms.ts'

/** What is to be worked on, and when. */
export interface ToCover {
  readonly companyId: string
  readonly day: string
  readonly itemIds: readonly string[]
  readonly objectIds: readonly string[]
}

/**
 * The contract of a company that is in force on a day and covers what is worked on: one that names it before one for everything of the company; of
 * several the one that began last. Null: none.
 */
export async function chooseContract({ db }: Pick<AnyReading, 'db'>, wanted: ToCover): Promise<string | null> {
  const { companyId, day } = wanted
  const contracts = await db
    .selectFrom('billing_contract')
    .select('id')
    .where('company_id', '=', companyId)
    .where('starts_on', '<=', day)
    .where((eb) => eb.or([eb('ends_on', 'is', null), eb('ends_on', '>', day)]))
    .where('id', 'not in', (eb) =>
      eb
        .selectFrom('billing_contract_pause')
        .select('contract_id')
        .where('paused_from', '<=', day)
        .where((or) => or.or([or('paused_until', 'is', null), or('paused_until', '>', day)])),
    )
    .orderBy('starts_on', 'desc')
    .orderBy('id', 'desc')
    .execute()
  if (!contracts.length) return null
  const rows = await db
    .selectFrom('billing_contract_terms')
    .select(['contract_id', 'terms_json'])
    .where(
      'contract_id',
      'in',
      contracts.map(({ id }) => id),
    )
    .where('valid_from', '<=', day)
    .orderBy('valid_from')
    .execute()
  // In the order of their days, so that the newest says the last word.
  const terms = new Map(rows.map(({ contract_id, terms_json }) => [contract_id, terms_json as Pick<Terms, 'itemIds' | 'objectIds'>]))
  const named = contracts.find(({ id }) => names(terms.get(id), wanted))
  return (named ?? contracts.find(({ id }) => isGeneral(terms.get(id))))?.id ?? null
}

type Coverage = Pick<Terms, 'itemIds' | 'objectIds'> | undefined
const isGeneral = (terms: Coverage): boolean => terms?.itemIds === undefined && terms?.objectIds === undefined
const names = (terms: Coverage, { itemIds, objectIds }: ToCover): boolean =>
  (terms?.itemIds ?? []).some((id) => itemIds.includes(id)) || (terms?.objectIds ?? []).some((id) => objectIds.includes(id))
