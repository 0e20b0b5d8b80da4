import type { Selectable } from 'kysely'
import { mayAnywhere, mayEverywhere, mayInTeam } from '../access/actor-access.ts'
import { coreError } from '../error/core-errors.ts'
import type { TicketState } from '../operation/ticket-state.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import type { NewChecklist } from './add-checklist.ts'
import type { ChecklistTemplateView } from './contract.ts'
import type { ChecklistTemplateTable } from './tables.ts'
import { textsOf } from './texts.ts'

export type TemplateRow = Selectable<ChecklistTemplateTable>

/** Locked in a command: two who change it at once take turns. Staff know all templates; they are texts of the house. */
export async function findTemplate({ unit }: CallContext, templateId: string): Promise<TemplateRow> {
  let query = unit.db.selectFrom('checklist_template').selectAll().where('id', '=', templateId)
  if (unit.writable) query = query.forUpdate()
  const row = await query.executeTakeFirst()
  if (!row) throw coreError('checklist.template_not_found', { templateId })
  return row
}

/** A template that is used on tickets of this type and team, as a checklist to be. Throws `checklist.template_not_found`, `checklist.template_unfit`. */
export async function fittingTemplate({ unit }: CallContext, { row }: TicketState, templateId: string): Promise<NewChecklist> {
  // Unlocked: a copy is of what stood there, whoever changes it next.
  const template = await unit.db.selectFrom('checklist_template').selectAll().where('id', '=', templateId).executeTakeFirst()
  if (!template) throw coreError('checklist.template_not_found', { templateId })
  const { ticket_type: type, team_id: teamId } = template
  if (!template.is_active || (type !== null && type !== row.type) || (teamId !== null && teamId !== row.team_id))
    throw coreError('checklist.template_unfit')
  return { titles: textsOf(template.title_json), items: itemTexts(template), isPublic: template.is_public, templateId }
}

const itemTexts = ({ items_json: items }: TemplateRow) => (Array.isArray(items) ? items.map(textsOf) : [])

/** A template of one team is its team's to manage; one of all teams takes the right over all. */
export function expectMayManageTemplates({ unit, actor }: CallContext, teamId: string | null): void {
  const bit = unit.runtime.composition.permissions.bit('checklist.manage')
  if (!(teamId === null ? mayEverywhere(actor, bit) : mayInTeam(actor, bit, teamId)))
    throw coreError('access.denied', { permission: 'checklist.manage' })
}

/** Whoever writes checklists or manages templates reads all templates. */
export function expectMayReadTemplates({ unit, actor }: CallContext): void {
  const { permissions } = unit.runtime.composition
  if (!mayAnywhere(actor, permissions.bit('ticket.edit_checklist')) && !mayAnywhere(actor, permissions.bit('checklist.manage')))
    throw coreError('access.denied', { permission: 'ticket.edit_checklist' })
}

export const viewTemplate = (row: TemplateRow): ChecklistTemplateView => ({
  id: row.id,
  titles: textsOf(row.title_json),
  items: itemTexts(row),
  type: row.ticket_type,
  teamId: row.team_id,
  audience: row.is_public ? 'both' : 'staff',
  isActive: row.is_active,
  version: row.version,
  createdAt: row.created_at,
  updatedAt: row.updated_at,
})
