import type { ErrorTable } from './define-errors.ts'

/** Errors of saved views. */
export const viewErrors = {
  'view.conflict': [409, 'This view was changed meanwhile: the version is {version}. Read it again, look at what changed, and repeat.'],
  'view.for_customers_only_by_desk': [
    422,
    'Views for customers are shared with all of them. Leave out the team, and share it with the desk.',
  ],
  'view.not_found': [404, 'There is no view {viewId} that you may see.'],
  'view.person_required': [422, 'A program has no views of its own. Share the view with a team or with the desk.'],
  'view.team_required': [422, 'Say with which team the view is shared: teamId. Leave it out for any other view.'],
  'view.too_many': [422, 'You have {most} views of your own already. Remove one that you no longer use.'],
  'view.unfit': [409, 'This view asks for what is no longer there: {faults}. Change its filter.'],
} as const satisfies ErrorTable
