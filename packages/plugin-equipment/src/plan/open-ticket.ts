import { equipmentError } from '../errors.ts'
import { command } from '../kit.ts'
import { permitIn } from '../work.ts'
import { planItems, planRow } from './plan-row.ts'
import { type Plan, PlanById, PlanTicket } from './schemas.ts'

/** A command of its own, so that a ticket without its checklist is undone, and the plan's row stays to say why. */
export const openPlanTicket = command({
  route: null,
  summary: 'Opens a ticket by the template of a plan, whole or not at all.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: PlanById,
  output: PlanTicket,
  async run(work, { planId }) {
    const row = await planRow(work, planId)
    permitIn(work, row.company_id, 'equipment.plans')
    const itemIds = (await planItems(work, [planId])).get(planId) ?? []
    if (row.requester_id === null) throw equipmentError('equipment.plan_no_requester')
    const language = row.language ?? (await work.asPlugin.people.get({ personId: row.requester_id })).language ?? 'en'
    const body = textIn(row.bodies_json as Plan['bodies'], language)
    const ticket = await work.asPlugin.tickets.create({
      subject: textIn(row.subjects_json as Plan['subjects'], language) ?? row.name,
      requesterId: row.requester_id,
      channel: 'maintenance',
      language,
      ...(body === undefined ? {} : { body }),
      ...(row.ticket_type === null ? {} : { type: row.ticket_type }),
      ...(row.company_id === null ? {} : { companyId: row.company_id }),
      ...(row.team_id === null ? {} : { teamId: row.team_id }),
      ...(itemIds.length ? { ext: { equipment: { itemIds } } } : {}),
    })
    if (row.checklist_template_id !== null)
      await work.asPlugin.checklists.copyTemplate({ ticketId: ticket.id, templateId: row.checklist_template_id })
    return { ticketId: ticket.id, number: ticket.number }
  },
})

/** The reader's language, or its shorter forms, or English. */
function textIn(texts: Plan['bodies'], language: string): string | undefined {
  if (!texts) return undefined
  for (let tag = language; tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found = Object.entries(texts).find(([name]) => name.toLowerCase() === tag.toLowerCase())
    if (found) return found[1]
  }
  return texts.en
}
