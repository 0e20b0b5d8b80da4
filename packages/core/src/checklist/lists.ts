import { titleIn } from '../machine/titles.ts'
import { contextOf } from '../operation/context-of.ts'
import { forContract } from '../plugin/kit.ts'
import { expectVersion } from '../ticket/expected-version.ts'
import { addChecklist } from './add-checklist.ts'
import { lockChecklist } from './checklist-row.ts'
import {
  ChecklistById,
  ChecklistList,
  type ChecklistsContract,
  ChecklistView,
  CopyTemplate,
  CreateChecklist,
  ListChecklists,
  RenameChecklist,
} from './contract.ts'
import { fittingTemplate } from './template-row.ts'
import { inOneLanguage, textsOf } from './texts.ts'
import { checklistsOfTicket, viewChecklist } from './view.ts'

const { command, query } = forContract<ChecklistsContract>()

export const list = query({
  route: 'GET /tickets/:ticketId/checklists',
  summary: 'The checklists of a ticket; customers get those that are for them.',
  permission: 'ticket.read',
  audience: 'both',
  input: ListChecklists,
  output: ChecklistList,
  async run(work, { ticketId }) {
    await work.ticket(ticketId)
    return { items: await checklistsOfTicket(contextOf(work), ticketId) }
  },
})

export const create = command({
  route: 'POST /tickets/:ticketId/checklists',
  summary: 'Puts a checklist onto a ticket.',
  permission: 'ticket.edit_checklist',
  audience: 'staff',
  input: CreateChecklist,
  output: ChecklistView,
  async run(work, { ticketId, title, audience, items = [], expectedVersion }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const ticket = await context.unit.tickets.see(context.actor, ticketId)
    await expectVersion(context, ticket, expectedVersion)
    const id = await addChecklist(context, ticket, {
      titles: inOneLanguage(title),
      items: items.map(inOneLanguage),
      isPublic: audience === 'both',
      templateId: null,
    })
    return viewChecklist(context, id)
  },
})

export const copyTemplate = command({
  route: 'POST /tickets/:ticketId/checklists/from-template',
  summary: 'Copies a template onto a ticket of its type and team.',
  permission: 'ticket.edit_checklist',
  audience: 'staff',
  input: CopyTemplate,
  output: ChecklistView,
  async run(work, { ticketId, templateId, expectedVersion }) {
    const context = contextOf(work)
    await work.ticket(ticketId)
    const ticket = await context.unit.tickets.see(context.actor, ticketId)
    await expectVersion(context, ticket, expectedVersion)
    return viewChecklist(context, await addChecklist(context, ticket, await fittingTemplate(context, ticket, templateId)))
  },
})

export const rename = command({
  route: 'PATCH /checklists/:checklistId',
  summary: 'Gives a checklist another title.',
  permission: 'ticket.edit_checklist',
  audience: 'staff',
  input: RenameChecklist,
  output: ChecklistView,
  async run(work, { checklistId, title }) {
    const context = contextOf(work)
    const { unit } = context
    const { checklist } = await lockChecklist(context, checklistId, 'ticket.edit_checklist')
    const from = titleIn(textsOf(checklist.title_json), context.actor.languages)
    if (from !== title)
      await unit.change(
        context,
        'checklist.renamed',
        { ticketId: checklist.ticket_id, checklistId },
        () =>
          unit.db
            .updateTable('checklist')
            .set({ title_json: inOneLanguage(title) })
            .where('id', '=', checklistId)
            .execute(),
        { isInternal: !checklist.is_public, changes: [{ field: 'title', from, to: title, isPublic: checklist.is_public }] },
      )
    return viewChecklist(context, checklistId)
  },
})

export const remove = command({
  route: 'DELETE /checklists/:checklistId',
  summary: 'Removes a checklist with its items; the history says what stood there.',
  permission: 'ticket.edit_checklist',
  audience: 'staff',
  input: ChecklistById,
  output: ChecklistList,
  async run(work, { checklistId }) {
    const context = contextOf(work)
    const { unit } = context
    const { checklist, items } = await lockChecklist(context, checklistId, 'ticket.edit_checklist')
    const { is_public: isPublic } = checklist
    await unit.change(
      context,
      'checklist.removed',
      { ticketId: checklist.ticket_id, checklistId },
      () => unit.db.deleteFrom('checklist').where('id', '=', checklistId).execute(),
      {
        isInternal: !isPublic,
        changes: [
          { field: 'checklist', from: textsOf(checklist.title_json).en, to: null, isPublic },
          ...items.map(({ text_json, done_at }) => ({
            field: done_at === null ? 'open' : 'done',
            from: textsOf(text_json).en,
            to: null,
            isPublic,
          })),
        ],
      },
    )
    return { items: await checklistsOfTicket(context, checklist.ticket_id) }
  },
})
