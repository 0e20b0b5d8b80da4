import { seeTeam } from '../access/see-team.ts'
import { coreError } from '../error/core-errors.ts'
import { contextOf } from '../operation/context-of.ts'
import { Page } from '../operation/page.ts'
import { recorderFor } from '../operation/recorder.ts'
import type { CallContext } from '../operation/unit-of-work.ts'
import { forContract } from '../plugin/kit.ts'
import { machineFor } from '../ticket/machine-for.ts'
import {
  type ChecklistsContract,
  ChecklistTemplatePage,
  ChecklistTemplateView,
  CreateTemplate,
  ListTemplates,
  TemplateById,
  UpdateTemplate,
} from './contract.ts'
import { expectMayManageTemplates, expectMayReadTemplates, findTemplate, type TemplateRow, viewTemplate } from './template-row.ts'

const { command, query } = forContract<ChecklistsContract>()
const record = recorderFor<ChecklistsContract>()

export const templates = query({
  route: 'GET /checklist-templates',
  summary: 'Templates of checklists, in the order in which they were made.',
  permission: 'anyone',
  audience: 'staff',
  input: ListTemplates,
  output: ChecklistTemplatePage,
  async run(work, input) {
    const context = contextOf(work)
    expectMayReadTemplates(context)
    const page = new Page(context, 'checklists.templates', input)
    const { type, teamId } = input
    let rows = context.unit.db.selectFrom('checklist_template').selectAll()
    if (input.withInactive !== true) rows = rows.where('is_active', '=', true)
    if (type !== undefined) rows = rows.where((where) => where.or([where('ticket_type', 'is', null), where('ticket_type', '=', type)]))
    if (teamId !== undefined) rows = rows.where((where) => where.or([where('team_id', 'is', null), where('team_id', '=', teamId)]))
    if (page.after) rows = rows.where('id', '>', String(page.after[0]))
    const found = await rows.orderBy('id').limit(page.take).execute()
    return page.of(found, ({ id }) => [id], found.map(viewTemplate))
  },
})

export const template = query({
  route: 'GET /checklist-templates/:templateId',
  summary: 'One template.',
  permission: 'anyone',
  audience: 'staff',
  input: TemplateById,
  output: ChecklistTemplateView,
  async run(work, { templateId }) {
    const context = contextOf(work)
    expectMayReadTemplates(context)
    return viewTemplate(await findTemplate(context, templateId))
  },
})

export const createTemplate = command({
  route: 'POST /checklist-templates',
  summary: 'Makes a template, for all tickets, those of a type, or those of a team.',
  permission: 'checklist.manage',
  audience: 'staff',
  input: CreateTemplate,
  output: ChecklistTemplateView,
  async run(work, { titles, items, type = null, teamId = null, audience }) {
    const context = contextOf(work)
    const { unit } = context
    await expectPlace(context, type, teamId)
    const row: TemplateRow = {
      id: work.newId(),
      title_json: titles,
      items_json: items,
      ticket_type: type,
      team_id: teamId,
      is_public: audience === 'both',
      is_active: true,
      version: 1,
      created_at: unit.now,
      updated_at: unit.now,
    }
    await record(context, 'checklist.template_created', { templateId: row.id }, () =>
      unit.db.insertInto('checklist_template').values(row).execute(),
    )
    return viewTemplate(row)
  },
})

export const updateTemplate = command({
  route: 'PATCH /checklist-templates/:templateId',
  summary: 'Changes a template, or takes it out of use. Copies on tickets stay as they are.',
  permission: 'checklist.manage',
  audience: 'staff',
  input: UpdateTemplate,
  output: ChecklistTemplateView,
  async run(work, { templateId, expectedVersion, ...input }) {
    const context = contextOf(work)
    const { unit } = context
    const before = await findTemplate(context, templateId)
    expectMayManageTemplates(context, before.team_id)
    if (expectedVersion !== undefined && expectedVersion !== before.version)
      throw coreError('checklist.template_conflict', { version: before.version }, { details: { currentVersion: before.version } })
    const { titles, items, type = before.ticket_type, teamId = before.team_id, audience, isActive } = input
    if (type !== before.ticket_type || teamId !== before.team_id) await expectPlace(context, type, teamId)
    const after: TemplateRow = {
      ...before,
      title_json: titles ?? before.title_json,
      items_json: items ?? before.items_json,
      ticket_type: type,
      team_id: teamId,
      is_public: audience === undefined ? before.is_public : audience === 'both',
      is_active: isActive ?? before.is_active,
    }
    const fields = changedFields(before, after)
    if (!fields.length) return viewTemplate(before)
    const saved = { ...after, version: before.version + 1, updated_at: unit.now }
    const { id, ...columns } = saved
    await record(context, 'checklist.template_updated', { templateId, fields }, () =>
      unit.db.updateTable('checklist_template').set(columns).where('id', '=', id).execute(),
    )
    return viewTemplate(saved)
  },
})

/** Type and team must be there, and the actor's to manage. */
async function expectPlace(context: CallContext, type: string | null, teamId: string | null): Promise<void> {
  if (type !== null) machineFor(context, type)
  if (teamId !== null) await seeTeam(context.unit, context.actor, teamId)
  expectMayManageTemplates(context, teamId)
}

function changedFields(before: TemplateRow, after: TemplateRow): string[] {
  const [from, to] = [viewTemplate(before), viewTemplate(after)]
  return (['titles', 'items', 'type', 'teamId', 'audience', 'isActive'] as const).filter(
    (field) => JSON.stringify(from[field]) !== JSON.stringify(to[field]),
  )
}
