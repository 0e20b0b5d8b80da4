import { type MeterRule, thresholdAt } from '../plan/meter-law.ts'
import type { AnyReading, EquipmentWriter } from '../work.ts'
import type { MeterTable } from './tables.ts'

/**
 * Lets the job look at the plans whose threshold is reached. The version rises, so that a step that has read the plan before the reading begins
 * anew and sees it.
 */
export async function wakePlans(work: AnyReading, db: EquipmentWriter, meter: MeterTable): Promise<void> {
  const plans = await db
    .selectFrom('equipment_plan')
    .select(['id', 'version', 'rule_json', 'basis_count', 'next_place'])
    .where('meter_id', '=', meter.id)
    .where('state', '=', 'active')
    .where('run_at', 'is', null)
    .execute()
  for (const plan of plans) {
    const rule = plan.rule_json as MeterRule
    if (plan.next_place === null || thresholdAt(rule, plan.basis_count ?? 0, plan.next_place) - (rule.lead ?? 0) > meter.total_count)
      continue
    await db
      .updateTable('equipment_plan')
      .set((eb) => ({ run_at: work.now, version: eb('version', '+', 1) }))
      .where('id', '=', plan.id)
      .where('state', '=', 'active')
      .execute()
  }
}
