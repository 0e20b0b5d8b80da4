import { billingError } from '../errors.ts'
import { type BillingWriter, command, query } from '../kit.ts'
import { oneAtATime, permitIn } from '../work.ts'
import { expectCurrency } from './expect-currency.ts'
import { CostRate, CostRateById, CostRatePage, ListCostRates, SetCostRate } from './schemas.ts'
import type { CostRateTable } from './tables.ts'

const viewOf = (row: CostRateTable): CostRate => ({
  id: row.id,
  personId: row.person_id,
  from: row.valid_from,
  currency: row.currency,
  rateMinor: row.rate_minor,
  createdAt: row.created_at,
})

/**
 * Entries carry what their hour costs, so that a report adds up a million of them without looking each one up. It follows here, for the days from this
 * one until the next rate: a rate that comes late, or was wrong, is right in every report from then on.
 */
async function recost(db: BillingWriter, personId: string, from: string): Promise<void> {
  const near = await db
    .selectFrom('billing_cost_rate')
    .select(['valid_from', 'rate_minor'])
    .where('person_id', '=', personId)
    .orderBy('valid_from')
    .execute()
  const until = near.find(({ valid_from }) => valid_from > from)?.valid_from
  const holding = near.filter(({ valid_from }) => valid_from <= from).at(-1)
  let entries = db
    .updateTable('billing_time_entry')
    .set({ cost_rate_minor: holding?.rate_minor ?? null })
    .where('person_id', '=', personId)
    .where('worked_on', '>=', from)
  if (until !== undefined) entries = entries.where('worked_on', '<', until)
  await entries.execute()
}

export const costRates = query({
  route: 'GET /cost-rates',
  summary: 'What hours of people cost, by person and day.',
  permission: 'billing.cost',
  audience: 'staff',
  input: ListCostRates,
  output: CostRatePage,
  async run(work, input) {
    permitIn(work, null, 'billing.cost')
    const page = work.page('cost rates', input)
    let rows = work.db.selectFrom('billing_cost_rate').selectAll().orderBy('person_id').orderBy('valid_from').limit(page.take)
    if (input.personId !== undefined) rows = rows.where('person_id', '=', input.personId)
    if (page.after) {
      const [person, day] = [String(page.after[0]), String(page.after[1])]
      rows = rows.where((eb) => eb.or([eb('person_id', '>', person), eb.and([eb('person_id', '=', person), eb('valid_from', '>', day)])]))
    }
    const found = await rows.execute()
    return page.of(found, ({ person_id, valid_from }) => [person_id, valid_from], found.slice(0, page.limit).map(viewOf))
  },
})

export const setCostRate = command({
  route: 'PUT /people/:personId/cost-rates',
  summary: 'Says what an hour of somebody costs from a day on, also of what is entered already.',
  permission: 'billing.cost',
  audience: 'staff',
  input: SetCostRate,
  output: CostRate,
  async run(work, { personId, rateMinor, currency, from }) {
    permitIn(work, null, 'billing.cost')
    await work.person(personId)
    const row: CostRateTable = {
      id: work.newId(),
      person_id: personId,
      valid_from: from,
      currency: expectCurrency(work, currency),
      rate_minor: rateMinor,
      created_by: work.actor.id,
      created_at: work.now,
    }
    await work.change('billing.cost_rate_saved', { costRateId: row.id, personId }, async (db) => {
      // One after the other, so that each sees the days of the others.
      await oneAtATime(db, 'costs')
      await db.deleteFrom('billing_cost_rate').where('person_id', '=', personId).where('valid_from', '=', from).execute()
      await db.insertInto('billing_cost_rate').values(row).execute()
      await recost(db, personId, from)
    })
    return viewOf(row)
  },
})

export const removeCostRate = command({
  route: 'DELETE /cost-rates/:costRateId',
  summary: 'Takes a labour cost away: the one before holds again.',
  permission: 'billing.cost',
  audience: 'staff',
  input: CostRateById,
  output: CostRate,
  async run(work, { costRateId }) {
    permitIn(work, null, 'billing.cost')
    const row = await work.db.selectFrom('billing_cost_rate').selectAll().where('id', '=', costRateId).executeTakeFirst()
    if (!row) throw billingError('billing.cost_not_found')
    await work.change('billing.cost_rate_removed', { costRateId, personId: row.person_id }, async (db) => {
      await oneAtATime(db, 'costs')
      const removed = await db.deleteFrom('billing_cost_rate').where('id', '=', costRateId).returning('id').executeTakeFirst()
      if (!removed) throw billingError('billing.cost_not_found')
      await recost(db, row.person_id, row.valid_from)
    })
    return viewOf(row)
  },
})
