import { equipmentError } from '../errors.ts'
import { command } from '../kit.ts'
import { type AnyWork, permitIn } from '../work.ts'
import { planItems, planRow } from './plan-row.ts'
import { OpenPlanTicket, type Plan, PlanTicket } from './schemas.ts'
import type { PlanTable } from './tables.ts'

/** A command of its own, so that a ticket without its checklist is undone, and the plan's row stays to say why. */
export const openPlanTicket = command({
  route: null,
  summary: 'Opens a ticket by the template of a plan, whole or not at all.',
  permission: 'equipment.plans',
  audience: 'staff',
  input: OpenPlanTicket,
  output: PlanTicket,
  async run(work, { planId, isTrial = false }) {
    const row = await planRow(work, planId)
    permitIn(work, row.company_id, 'equipment.plans')
    const ticket = await openTicket(work, row, (await planItems(work, [planId])).get(planId) ?? [])
    if (isTrial) throw equipmentError('equipment.plan_fits')
    return ticket
  },
})

/** What of a plan makes its tickets. */
type Template = Pick<
  PlanTable,
  | 'name'
  | 'company_id'
  | 'ticket_type'
  | 'fields_json'
  | 'subjects_json'
  | 'bodies_json'
  | 'team_id'
  | 'requester_id'
  | 'checklist_template_id'
  | 'language'
>

/** By the plugin itself. Throws what core says of a ticket that can't be opened so. */
async function openTicket(work: AnyWork, row: Template, itemIds: readonly string[]): Promise<PlanTicket> {
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
    ...(row.fields_json === null ? {} : { fields: row.fields_json as object }),
    ...(itemIds.length ? { ext: { equipment: { itemIds: [...itemIds] } } } : {}),
  })
  if (row.checklist_template_id !== null)
    await work.asPlugin.checklists.copyTemplate({ ticketId: ticket.id, templateId: row.checklist_template_id })
  return { ticketId: ticket.id, number: ticket.number }
}

/** The reader's language, or its shorter forms, or English. */
function textIn(texts: Plan['bodies'], language: string): string | undefined {
  if (!texts) return undefined
  for (let tag = language; tag; tag = tag.slice(0, Math.max(0, tag.lastIndexOf('-')))) {
    const found = Object.entries(texts).find(([name]) => name.toLowerCase() === tag.toLowerCase())
    if (found) return found[1]
  }
  return texts.en
}
