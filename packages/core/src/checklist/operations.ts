import type { EventSpec, OperationsOf } from '../plugin/plugin-spec.ts'
import type { ChecklistsContract, ChecklistsService } from './contract.ts'
import { addItem, arrangeItems, check, editItem, removeItem, uncheck } from './items.ts'
import { copyTemplate, create, list, remove, rename } from './lists.ts'
import { createTemplate, template, templates, updateTemplate } from './templates.ts'

export const checklistOperations = {
  list,
  create,
  copyTemplate,
  rename,
  remove,
  addItem,
  editItem,
  removeItem,
  arrangeItems,
  check,
  uncheck,
  templates,
  template,
  createTemplate,
  updateTemplate,
} satisfies OperationsOf<ChecklistsService>

const subject = 'ticketId'
/** Of checklists that are the house's own, the same events are for staff only. */
export const checklistEvents = {
  'checklist.added': { subject, audience: 'both', title: 'Checklist added' },
  'checklist.renamed': { subject, audience: 'both', title: 'Checklist renamed' },
  'checklist.removed': { subject, audience: 'both', title: 'Checklist removed' },
  'checklist.arranged': { subject, audience: 'both', title: 'Checklist put in another order' },
  'checklist.item_added': { subject, audience: 'both', title: 'Item added' },
  'checklist.item_edited': { subject, audience: 'both', title: 'Item reworded' },
  'checklist.item_removed': { subject, audience: 'both', title: 'Item removed' },
  'checklist.item_checked': { subject, audience: 'both', title: 'Done' },
  'checklist.item_unchecked': { subject, audience: 'both', title: 'Not done after all' },
  'checklist.template_created': { subject: 'templateId', audience: 'staff', title: 'Checklist template made' },
  'checklist.template_updated': { subject: 'templateId', audience: 'staff', title: 'Checklist template changed' },
} as const satisfies { readonly [E in keyof ChecklistsContract['events']]: EventSpec<ChecklistsContract['events'][E]> }
