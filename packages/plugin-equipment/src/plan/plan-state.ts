import { equipmentError } from '../errors.ts'
import { command } from '../kit.ts'
import { type AnyWork, permitIn } from '../work.ts'
import { comingColumns, nextColumns, planRow, remember, viewPlan } from './plan-row.ts'
import { putPlan } from './save-plan.ts'
import { Plan, PlanById } from './schemas.ts'
import type { PlanTable } from './tables.ts'

export const pausePlan = command({
  route: 'POST /plans/:planId/pause',
  summary: 'Opens no more tickets until the plan is resumed.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: PlanById,
  output: Plan,
  async run(work, { planId }) {
    const row = await changeable(work, planId)
    return row.state === 'paused' ? viewPlan(work, row) : become(work, row, { ...row, state: 'paused', run_at: null }, 'paused')
  },
})

export const resumePlan = command({
  route: 'POST /plans/:planId/resume',
  summary: 'Goes on with what is to come; what fell into the pause is left out.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: PlanById,
  output: Plan,
  async run(work, { planId }) {
    const row = await changeable(work, planId)
    if (row.state === 'active') return viewPlan(work, row)
    const active: PlanTable = { ...row, state: 'active', trouble_code: null, trouble_at: null }
    // What is counted from a completion was not done in the pause, so it is due.
    if (row.mode === 'from_completion') return become(work, row, { ...active, run_at: row.meter_id ? work.now : row.next_at }, 'resumed')
    return become(work, row, { ...active, ...(await comingColumns(work, active)) }, 'resumed')
  },
})

export const endPlan = command({
  route: 'POST /plans/:planId/end',
  summary: 'Ends the plan for good; its tickets and its history stay.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: PlanById,
  output: Plan,
  async run(work, { planId }) {
    const row = await planRow(work, planId)
    permitIn(work, row.company_id, 'equipment.plans')
    if (row.state === 'ended') return viewPlan(work, row)
    return become(work, row, { ...row, state: 'ended', ...nextColumns(undefined, 'ended') }, 'ended')
  },
})

async function changeable(work: AnyWork, planId: string): Promise<PlanTable> {
  const row = await planRow(work, planId)
  permitIn(work, row.company_id, 'equipment.plans')
  if (row.state === 'ended') throw equipmentError('equipment.plan_ended')
  return row
}

async function become(work: AnyWork, before: PlanTable, after: PlanTable, kind: 'paused' | 'resumed' | 'ended'): Promise<Plan> {
  const row = { ...after, version: before.version + 1, updated_at: work.now }
  await work.change(`equipment.plan_${kind}`, { planId: row.id }, async (db) => {
    await putPlan(db, before, row)
    await remember(work, db, { plan_id: row.id, kind })
  })
  return viewPlan(work, row)
}
