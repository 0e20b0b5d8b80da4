import type { ErrorTable } from './define-errors.ts'

/** Errors of checklists and their templates. The first is also what a gate says of an item. */
export const checklistErrors = {
  'checklist.item_open': [409, "'{text}' is still to be done. Do it and check it."],
  'checklist.item_done': [409, 'What is done stays as it was worded. Uncheck it first.'],
  'checklist.item_not_found': [404, 'The checklist has no item {itemId}.'],
  'checklist.not_found': [404, 'There is no checklist {checklistId} that you may see.'],
  'checklist.order_incomplete': [409, 'An order names every item of the checklist once. Read the checklist again, and repeat.'],
  'checklist.too_many_items': [422, 'A checklist has at most {most} items.'],
  'checklist.template_conflict': [
    409,
    'This template was changed meanwhile: the version is {version}. Read it again, look at what changed, and repeat.',
  ],
  'checklist.template_not_found': [404, 'There is no checklist template {templateId} that you may use.'],
  'checklist.template_unfit': [
    422,
    'This template is for another ticket type or team, or is no longer used. Choose one that fits the ticket.',
  ],
} as const satisfies ErrorTable
